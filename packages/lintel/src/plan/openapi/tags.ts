/** The tags of a document: one for each resource, and those of operations beside them. */
import type { ApplicationModel } from '../../spec/model.ts'
import type { JsonObject } from '../contract/json.ts'
import { capitalised, wordsOf } from './wording.ts'

export function tagsOf(model: ApplicationModel): readonly JsonObject[] {
  const descriptions = new Map<string, string>()
  for (const { tag, path, entity, description } of Object.values(model.resources)) {
    if (path === null || descriptions.has(tag)) continue
    descriptions.set(
      tag,
      description ?? model.entities[entity]?.description ?? `${capitalised(wordsOf(tag))}.`,
    )
  }
  for (const { tag } of Object.values(model.operations)) {
    if (!descriptions.has(tag)) descriptions.set(tag, `${capitalised(wordsOf(tag))}.`)
  }
  if (model.webhooks && !descriptions.has('webhooks'))
    descriptions.set('webhooks', 'Where other systems send their events.')
  return [...descriptions].map(([name, description]) => ({ name, description }))
}
