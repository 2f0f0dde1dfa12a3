/** What stands before an endpoint whose requests may carry an `Idempotency-Key`. */
import type { IdempotencyModel } from '../../spec/model.ts'
import type { Backend } from '../backend.ts'
import type { Endpoint } from '../endpoint.ts'
import { Once } from './once.ts'

const msPerHour = 3_600_000

/** To be spread into the endpoint. */
export function onceOf(
  { idempotency, connections, limits }: Backend,
  model: IdempotencyModel | undefined,
): Pick<Endpoint, 'once'> {
  if (!model) return {}
  const { book, leaseMs, keepHours } = idempotency
  const terms = { leaseMs, keepMs: (model.keepHours ?? keepHours) * msPerHour }
  return { once: new Once({ book, connections, limits, terms, isRequired: model.required }) }
}
