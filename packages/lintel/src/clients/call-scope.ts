/** On whose behalf a call is made: it ends with the request, and is found by its id. */

export interface CallScope {
  /** Aborted when nobody waits for the result any more. */
  readonly signal?: AbortSignal
  /** On the clock of `performance.now()`: the moment at which the request must be answered. */
  readonly deadlineMs?: number
  readonly requestId?: string
  /** As it came in (W3C Trace Context), passed on. */
  readonly traceparent?: string | undefined
}
