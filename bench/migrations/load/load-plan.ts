/** What the harness tells the load generator, and what it gets back. */

export interface LoadRequest {
  readonly method: 'GET' | 'POST' | 'PATCH'
  readonly path: string
  readonly token: string
  readonly body?: string
}

export interface LoadPlan {
  readonly port: number
  /** Sent in turn, from the first again after the last. */
  readonly requests: readonly LoadRequest[]
  readonly requestsPerSecond: number
  readonly connections: number
}

/** What became of one request. */
export interface Waited {
  /** When it was to be sent, in milliseconds since 1970. */
  readonly dueMs: number
  /** From then until its answer was read: time in which no connection was free is waiting too. */
  readonly waitMs: number
  /** Undefined when there was no answer. */
  readonly status?: number
}

export type LoadCommand = { readonly start: LoadPlan } | 'finish'

/** Milliseconds since 1970, to the fraction: the same clock in every process of this machine. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now()
}
