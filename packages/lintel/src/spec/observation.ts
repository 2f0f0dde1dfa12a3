/** What happened, as data: parts say it, `telemetry` decides what to do with it. */
import type { CallFaultKind } from './call-failures.ts'

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
  /** An answer of an endpoint that remembers them. `shared`: of the second level; `joined`: made for another at that moment. */
  | {
      readonly event: 'cache'
      readonly endpoint: string
      readonly outcome: 'hit' | 'stale' | 'shared' | 'joined' | 'grace' | 'made' | 'unstored'
    }
  /** The Redis of `REDIS_URL`; without it everything goes on, with less help. */
  | { readonly event: 'redis'; readonly state: 'reachable' | 'unreachable'; readonly error?: unknown }
  /** Another system was asked. */
  | {
      readonly event: 'call'
      readonly client: string
      readonly call: string
      /** The call's template, never the path. */
      readonly route: string
      /** `refused`: as declared; `cancelled`: nobody waits for it any more; else the kind of the fault. */
      readonly outcome: 'done' | 'refused' | 'cancelled' | CallFaultKind
      /** Code of the refusal. */
      readonly code?: string
      /** Status of the last answer, if there was one. */
      readonly status?: number
      readonly durationMs: number
      /** How often it was sent. */
      readonly tries: number
      readonly requestId?: string
    }
  /** `open`: it is not asked for a while; `half-open`: one call tries whether it is well again. */
  | { readonly event: 'breaker'; readonly client: string; readonly state: 'closed' | 'open' | 'half-open' }
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
  /** A mail has left, or was written down. Whom it is for is not told. */
  | {
      readonly event: 'mail'
      /** Its declaration. */
      readonly mail: string
      /** Of its job, and in its Message-ID. */
      readonly id: string
      readonly recipients: number
      /** Those of them that the server did not take. */
      readonly refused: number
      /** Where it was written down instead of being sent. */
      readonly file?: string
    }
  | {
      readonly event: 'log'
      readonly level: 'debug' | 'info' | 'warn' | 'error'
      readonly message: string
      readonly requestId?: string
      /** The job that says so. */
      readonly job?: { readonly name: string; readonly id: string }
      readonly data?: object
    }
  /** A proven delivery of a webhook has arrived. */
  | {
      readonly event: 'webhook'
      readonly webhook: string
      /** `changed`: the same id with other bytes; `resent`: the same bytes under another id. Neither is processed. */
      readonly outcome: 'new' | 'repeated' | 'changed' | 'resent' | 'ignored'
      readonly type?: string
      readonly requestId: string
    }
  /** Events went to the broker, or came from it. */
  | {
      readonly event: 'events'
      readonly kind: 'sent' | 'received'
      readonly count: number
      /** Of the oldest one, from when it was emitted to when the broker had it. */
      readonly lagMs?: number
    }
  /** A message of the broker is no event that could be taken; it is kept. */
  | { readonly event: 'message refused'; readonly topic: string; readonly reason: string }
  | { readonly event: 'broker'; readonly state: 'reachable' | 'unreachable'; readonly error?: unknown }
  /** A try of a job has ended. */
  | {
      readonly event: 'job'
      readonly job: string
      readonly id: string
      /** `lost`: another process had taken it by then; `postponed`: it was not tried yet. */
      readonly outcome: 'done' | 'retry' | 'postponed' | 'dead' | 'lost' | 'cancelled'
      readonly attempt: number
      readonly durationMs: number
      /** From when it was due to when it was taken. */
      readonly waitedMs: number
      readonly error?: unknown
    }

export type Observe = (observation: Observation) => void
