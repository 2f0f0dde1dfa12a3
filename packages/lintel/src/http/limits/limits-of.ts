/** What stands before an endpoint whose requests are counted. */
import type { AppliedLimit } from '../../plan/rate-limits.ts'
import type { Backend } from '../backend.ts'
import type { Endpoint } from '../endpoint.ts'
import { LimitDoor } from './limit-door.ts'

/** To be spread into the endpoint. */
export function limitsOf(
  { limitStores }: Backend,
  limits: readonly AppliedLimit[],
): Pick<Endpoint, 'limits'> {
  return limits.length === 0 ? {} : { limits: new LimitDoor(limitStores, limits) }
}
