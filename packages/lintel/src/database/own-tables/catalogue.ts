/** Which tables of its own the framework has, and which of them an application needs. */
import type { ApplicationModel } from '../../spec/model.ts'
import { eventTables } from '../events/event-tables.ts'
import { queueTables } from '../queue/queue-tables.ts'
import type { OwnTables } from './own-tables.ts'

/** All of them: `lintel migrate up` makes them ahead of need, so that a declaration alone needs no rights. */
export const allOwnTables: readonly OwnTables[] = [queueTables, eventTables]

/** Without these the application does not start. */
export function neededTables(model: ApplicationModel): readonly OwnTables[] {
  const leaves = Object.values(model.events ?? {}).some(({ publish, from }) => publish || from !== undefined)
  return [...(model.jobs === undefined ? [] : [queueTables]), ...(leaves ? [eventTables] : [])]
}
