/** What happened, as data: parts say it, `telemetry` decides what to do with it. */

export type Observation =
  | {
      readonly event: 'request'
      readonly requestId: string
      readonly method: string
      /** The route's template, never the path: ids are not labels. */
      readonly route: string
      readonly status: number
      readonly durationMs: number
      /** Code of the problem that was answered, if any. */
      readonly code?: string
      readonly principal?: string
    }
  /** A fault of ours: answered with 500, told here in full. */
  | { readonly event: 'fault'; readonly requestId?: string; readonly where: string; readonly error: unknown }
  /** A refusal whose reason the caller was not told. */
  | { readonly event: 'refused'; readonly requestId: string; readonly code: string; readonly reason: unknown }
  /** A rule denied a request, for the developer: never in production. */
  | {
      readonly event: 'denied'
      readonly requestId: string
      readonly status: number
      readonly method: string
      /** The route's template. */
      readonly route: string
      readonly reason: string
      readonly caller: string
      /** What explains it in full. */
      readonly command: string
    }
  | { readonly event: 'database'; readonly state: 'reachable' | 'unreachable'; readonly error?: unknown }
  | { readonly event: 'listening'; readonly address: string }
  | { readonly event: 'draining'; readonly inFlight: number }
  | { readonly event: 'stopped'; readonly unfinished: number }
  /** Something happened to an account; who it was says its id. */
  | {
      readonly event: 'identity'
      readonly kind: string
      readonly account?: string
      readonly requestId?: string
    }
  /** A mail that nobody sends, for the developer: never in production. */
  | {
      readonly event: 'mail'
      readonly kind: string
      readonly to: string
      readonly token?: string
    }
  | {
      readonly event: 'log'
      readonly level: 'debug' | 'info' | 'warn' | 'error'
      readonly message: string
      readonly requestId?: string
      readonly data?: object
    }

export type Observe = (observation: Observation) => void
