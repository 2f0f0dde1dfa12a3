/** `rateLimit`: how much of something a caller may ask for, in which time. */
import type { Report } from './build-model.ts'
import type { Location } from './location.ts'
import type { RateLimitModel } from './model.ts'

export type LimitPeriod = 'second' | 'minute' | 'hour' | 'day' | 'month'

export interface RateLimitOptions<Sent = never> {
  readonly requests: number
  /** A period begins with the first request in it; a month has 30 days. */
  readonly per: LimitPeriod
  /**
   * Who shares it (default `caller`): each caller has its own, one who is nobody that of its address; each address; or
   * everybody together.
   */
  readonly by?: 'caller' | 'address' | 'all'
  /** What a request counts for (default 1): a whole number, or for operations a function of what was sent. */
  readonly cost?: number | ((sent: Sent) => number)
}

/** `'20/minute'`, the same in parts, a list of them, or `false`: none, also not the one that stands without it. */
export type RateLimits<Sent = never> = RateLimit<Sent> | readonly RateLimit<Sent>[] | false
type RateLimit<Sent> = `${number}/${LimitPeriod}` | RateLimitOptions<Sent>

const seconds: Readonly<Record<LimitPeriod, number>> = {
  second: 1,
  minute: 60,
  hour: 3_600,
  day: 86_400,
  month: 2_592_000,
}

const guard = (requests: number): RateLimitModel => ({
  ...{ name: 'guard', requests, seconds: 60, by: 'caller', cost: 1 },
  isGuard: true,
})

/** What stands where nothing is declared: far more than people need, and less than a loop that has gone wrong. */
export const guards = {
  /** `POST …/bulk`. */
  bulk: guard(600),
  /** Lists with `?search=`. */
  search: guard(1_200),
  /** Operations that ask other systems. */
  clients: guard(1_200),
} as const

export interface DeclaredLimits {
  readonly given: RateLimits | undefined
  readonly name: string
  readonly at: Location
  /** Whether a cost may be a function. */
  readonly mayCompute?: boolean
}

/** `undefined`: nothing is declared. Empty: none is wanted. */
export function rateLimitModels(
  { given, name, at, mayCompute = false }: DeclaredLimits,
  report: Report,
): readonly RateLimitModel[] | undefined {
  if (given === undefined) return undefined
  if (given === false) return []
  const limits = (isList(given) ? given : [given]).map((limit) => limitModel(limit))
  for (const [index, limit] of limits.entries()) {
    const wrong = problemOf(limit, mayCompute)
    if (wrong)
      report.add({
        at,
        message: `${name}: rate limit ${index + 1} ${wrong}`,
        hint: "Write '20/minute', or { requests: 20, per: 'minute' }.",
      })
  }
  return uniquelyNamed(limits)
}

function isList<T>(given: T | readonly T[]): given is readonly T[] {
  return Array.isArray(given)
}

function limitModel(limit: RateLimit<never>): RateLimitModel {
  if (typeof limit === 'string') {
    const [requests = '', per = ''] = limit.split('/')
    return limitModel({ requests: Number(requests), per: per as LimitPeriod })
  }
  const { requests, per, by = 'caller', cost = 1 } = limit
  return {
    name: by === 'caller' ? per : `${per}-by-${by}`,
    requests,
    seconds: seconds[per] ?? 0,
    by,
    cost: typeof cost === 'function' ? 'computed' : cost,
  }
}

function problemOf({ requests, seconds, by, cost }: RateLimitModel, mayCompute: boolean): string | undefined {
  if (!Number.isSafeInteger(requests) || requests < 1) return 'has no whole number of requests.'
  if (seconds === 0) return 'is not per second, minute, hour, day or month.'
  if (!['caller', 'address', 'all'].includes(by)) return 'is not by caller, address or all.'
  if (cost === 'computed')
    return mayCompute ? undefined : 'has a function for its cost, which only operations may have.'
  if (!Number.isSafeInteger(cost) || cost < 1 || cost > requests)
    return 'costs no whole number from 1 to its requests.'
  return undefined
}

function uniquelyNamed(limits: readonly RateLimitModel[]): readonly RateLimitModel[] {
  return limits.map((limit, index) => {
    const before = limits.slice(0, index).filter(({ name }) => name === limit.name).length
    return before === 0 ? limit : { ...limit, name: `${limit.name}-${before + 1}` }
  })
}
