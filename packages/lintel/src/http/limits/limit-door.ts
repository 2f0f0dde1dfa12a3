/** Counts the requests of an endpoint, and refuses those that are too many. */
import { createHash } from 'node:crypto'
import { networkOf } from '../../access/identity/network-of.ts'
import type { Counted, LimitStore } from '../../database/limits/limit-store.ts'
import type { AppliedLimit } from '../../plan/rate-limits.ts'
import type { Principal } from '../../spec/principal.ts'
import type { Call } from '../call.ts'
import { requestProblem } from '../request-problems.ts'

export interface LimitStores {
  /** For all processes. */
  readonly shared: LimitStore
  /** For this one alone. */
  readonly own: LimitStore
}

interface Caller {
  readonly call: Call
  readonly principal: Principal
}

export class LimitDoor {
  readonly #stores: LimitStores
  readonly #limits: readonly AppliedLimit[]

  constructor(stores: LimitStores, limits: readonly AppliedLimit[]) {
    this.#stores = stores
    this.#limits = limits
  }

  /**
   * @param costOf  what the request costs, where a limit does not say it as a number
   * @throws Problem `too_many_requests` (429)
   */
  async count(caller: Caller, costOf?: (limit: AppliedLimit) => number): Promise<void> {
    const limits = this.#limits.filter(({ limit }) => (limit.cost === 'computed') === (costOf !== undefined))
    const guards = limits.filter(({ limit }) => limit.isGuard)
    const rest = limits.filter(({ limit }) => !limit.isGuard)
    if (rest.length > 0) await this.#countIn(this.#stores.shared, rest, caller, costOf)
    if (guards.length > 0) await this.#countIn(this.#stores.own, guards, caller, costOf)
  }

  async #countIn(
    store: LimitStore,
    limits: readonly AppliedLimit[],
    caller: Caller,
    costOf?: (limit: AppliedLimit) => number,
  ): Promise<void> {
    const counted = await store.count(
      limits.map((applied) => ({
        key: keyOf(applied, caller),
        most: applied.limit.requests,
        windowMs: applied.limit.seconds * 1_000,
        cost: costOf ? costOf(applied) : Number(applied.limit.cost),
      })),
    )
    tell(caller.call, limits, counted)
    const refusing = counted.filter(({ isWithin }) => !isWithin)
    if (refusing.length === 0) return
    const wait = Math.max(1, ...refusing.map(({ resetMs }) => Math.ceil(resetMs / 1_000)))
    throw requestProblem('too_many_requests', { headers: { 'retry-after': String(wait) } })
  }
}

/** Neither ids nor addresses are stored. */
function keyOf({ scope, limit }: AppliedLimit, { call, principal }: Caller): string {
  const who =
    limit.by === 'all' ? '' : limit.by === 'address' ? addressText(call) : callerText(call, principal)
  const text = JSON.stringify([scope, limit.name, limit.seconds, who])
  return createHash('sha256').update(text).digest('base64url')
}

function callerText(call: Call, principal: Principal): string {
  if (principal.isSignedIn) return `user ${principal.id}`
  return principal.service === undefined ? addressText(call) : `service ${principal.service}`
}

function addressText({ address }: Call): string {
  return `address ${networkOf(address)}`
}

/** draft-ietf-httpapi-ratelimit-headers-10: lists of strings with parameters. */
function tell(call: Call, limits: readonly AppliedLimit[], counted: readonly Counted[]): void {
  const before = call.limitHeaders
  const policies = limits.map(({ limit }) => `"${limit.name}";q=${limit.requests};w=${limit.seconds}`)
  const states = limits.map(({ limit }, at) => {
    const { left = 0, resetMs = 0 } = counted[at] ?? {}
    return `"${limit.name}";r=${left};t=${Math.ceil(resetMs / 1_000)}`
  })
  call.limitHeaders = {
    'ratelimit-policy': [before?.['ratelimit-policy'], ...policies].filter(Boolean).join(', '),
    ratelimit: [before?.ratelimit, ...states].filter(Boolean).join(', '),
  }
}
