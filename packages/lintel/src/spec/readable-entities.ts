/** Which entities somebody may read: an absent rule denies. */
import type { ApplicationModel } from './model.ts'

/** Names of the entities that a resource or a policy gives a rule for reading. */
export function readableEntities(model: Pick<ApplicationModel, 'resources'>): ReadonlySet<string> {
  const readable = Object.values(model.resources).filter(({ read }) => read !== undefined)
  return new Set(readable.map(({ entity }) => entity))
}
