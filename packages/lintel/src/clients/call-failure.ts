/** Why a try came to nothing, and what follows of it. */
import { CallFault, type CallFaultKind } from '../spec/call-failures.ts'
import { AnswerUnusable } from './exchange.ts'

export interface Failure {
  readonly kind: CallFaultKind
  readonly reason: string
  /** Whether another try may end better, if one is safe. */
  readonly isPassing: boolean
  readonly answered?: number
  readonly retryAfterMs?: number | undefined
  readonly cause?: unknown
}

export const tooSlow: Failure = { kind: 'timeout', reason: 'it did not answer in time.', isPassing: true }
export const tooLate: Failure = { kind: 'timeout', reason: 'no time was left to ask it.', isPassing: false }
export const tooMany: Failure = { kind: 'busy', reason: 'too many calls are under way.', isPassing: false }

export function suspended(retryAfterMs: number): Failure {
  const reason = 'it was not asked: too many calls have failed lately.'
  return { kind: 'open', reason, isPassing: false, retryAfterMs }
}

export function brokenBy(error: unknown): Failure {
  if (error instanceof AnswerUnusable)
    return { kind: 'shape', reason: error.message, isPassing: false, cause: error.cause }
  const reason = `no connection, or it broke${codeIn(error)}.`
  return { kind: 'unreachable', reason, isPassing: true, cause: error }
}

/** ` (ECONNREFUSED)`: it tells a wrong port from a name that nobody knows. */
function codeIn(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^[A-Z][A-Z0-9_]+$/.test(code) ? ` (${code})` : ''
}

/** Whether the other system is well all the same: it answers, and says no. */
export function isAnswered({ kind, answered = 0 }: Failure): boolean {
  return kind === 'status' && answered < 500 && answered !== 408 && answered !== 429
}

export interface Failed {
  readonly client: string
  readonly call: string
  /** Status of the last answer. */
  readonly answered: number | undefined
}

export function faultOf(failed: Failed, { kind, reason, retryAfterMs, cause }: Failure): CallFault {
  const retryAfterSeconds =
    retryAfterMs === undefined ? undefined : Math.max(1, Math.ceil(retryAfterMs / 1000))
  return new CallFault({ ...failed, kind, reason, retryAfterSeconds, cause })
}
