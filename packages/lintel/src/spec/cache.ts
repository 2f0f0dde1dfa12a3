/** `cache`: for how long answers are remembered, as authors write it. */
import type { AnyEntity } from './entity.ts'
import type { CacheModel } from './model.ts'

/** `'250ms'`, `'60s'`, `'5m'`, `'1h'`, `'1d'` */
export type Duration = `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`

export interface CacheTimes {
  /** For so long an answer is given again as it is, unless a write drops it first. At most a day. */
  readonly ttl: Duration
  /** For so much longer it is given again while a new one is made behind it (default 0). */
  readonly staleFor?: Duration
  /** For so much longer it is given where making a new one ends in a fault, such as a database that is away (default 0). */
  readonly graceFor?: Duration
  /** For so long a browser need not ask again, also after a write (default 0: it asks each time, and is told `304`). */
  readonly browser?: Duration
}

/** How answers of a resource are remembered: a time, or several. */
export type ResourceCache = Duration | CacheTimes

export interface OperationCacheTimes extends CacheTimes {
  /**
   * One answer for all callers (default `false`: each has its own). Only where `allow` is `anyone`; `run` is then asked
   * as nobody, whoever calls.
   */
  readonly shared?: boolean
  /** What `run` reads by SQL of its own, which cannot be seen: a write to any of these drops the answer. */
  readonly reads?: readonly AnyEntity[]
}

export type OperationCache = Duration | OperationCacheTimes

const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** `NaN` for a text that is no duration. */
export function durationMs(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text)
  return match ? Math.round(Number(match[1]) * unitMs[match[2] as keyof typeof unitMs]) : Number.NaN
}

export function buildCache(declared: OperationCache): CacheModel {
  const times: OperationCacheTimes = typeof declared === 'string' ? { ttl: declared } : declared
  return {
    ttlMs: durationMs(times.ttl),
    staleMs: durationMs(times.staleFor ?? '0s'),
    graceMs: durationMs(times.graceFor ?? '0s'),
    browserMs: durationMs(times.browser ?? '0s'),
    ...(times.shared ? { shared: true } : {}),
    ...(times.reads ? { reads: times.reads.map(({ name }) => name) } : {}),
  }
}
