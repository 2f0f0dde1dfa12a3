/** Which tables of its own the framework has, and which of them an application needs. */
import { countsTogether } from '../../plan/rate-limits.ts'
import type { ApplicationModel } from '../../spec/model.ts'
import { eventTables } from '../events/event-tables.ts'
import { keyTables } from '../idempotency/key-tables.ts'
import { limitTables } from '../limits/limit-tables.ts'
import { queueTables } from '../queue/queue-tables.ts'
import { receiptTables } from '../webhooks/receipt-tables.ts'
import type { OwnTables } from './own-tables.ts'

/** All of them: `lintel migrate up` makes them ahead of need, so that a declaration alone needs no rights. */
export const allOwnTables: readonly OwnTables[] = [
  queueTables,
  receiptTables,
  keyTables,
  limitTables,
  eventTables,
]

/** Without these the application does not start. */
export function neededTables(model: ApplicationModel): readonly OwnTables[] {
  const declared = [...Object.values(model.operations), ...Object.values(model.resources)]
  const takesKeys = declared.some(({ idempotency }) => idempotency)
  const leaves = Object.values(model.events ?? {}).some(({ publish, from }) => publish || from !== undefined)
  return [
    ...(model.jobs === undefined ? [] : [queueTables]),
    ...(model.webhooks === undefined ? [] : [receiptTables]),
    ...(takesKeys ? [keyTables] : []),
    ...(countsTogether(model) ? [limitTables] : []),
    ...(leaves ? [eventTables] : []),
  ]
}
