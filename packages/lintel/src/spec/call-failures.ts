/** How a call to another system ends when it does not succeed: refused by it, or failed. */
import { Problem, type ProblemDefinition } from './problem.ts'

/**
 * The other system has refused, for a reason that the call declares under `errors`. It is returned, not thrown: the
 * compiler then asks whoever calls what is to become of it.
 */
export class CallRefused<Code extends string = string> {
  readonly code: Code
  readonly status: number
  // Private, so that no log and no answer shows it by chance: it is the text of somebody else.
  readonly #body: unknown

  constructor(code: Code, status: number, body: unknown) {
    this.code = code
    this.status = status
    this.#body = body
  }

  /** The JSON that came with the refusal, unchecked; `undefined` where there was none. */
  get body(): unknown {
    return this.#body
  }
}

/**
 * Why a call failed.
 *
 * `timeout`: no answer in time; `unreachable`: no connection, or it broke; `open`: not tried, as too many calls have
 * failed lately; `busy`: not tried, as too many are under way; `status`: an answer that is no success and no declared
 * refusal; `shape`: an answer that is not what the call declares.
 */
export type CallFaultKind = 'timeout' | 'unreachable' | 'open' | 'busy' | 'status' | 'shape'

/** What callers of our API are told of a fault that no operation has caught. */
export const callProblems = {
  dependency_timed_out: {
    status: 503,
    title: 'Another system that this needs did not answer in time.',
    hint: 'Try again soon.',
  },
  dependency_unreachable: {
    status: 503,
    title: 'Another system that this needs cannot be reached.',
    hint: 'Try again soon.',
  },
  dependency_suspended: {
    status: 503,
    title: 'Another system that this needs is failing, and is not asked for a while.',
    hint: 'Wait for as many seconds as Retry-After says.',
  },
  dependency_busy: {
    status: 503,
    title: 'Another system that this needs is asked too much at the moment.',
    hint: 'Try again soon.',
  },
  dependency_failed: {
    status: 502,
    title: 'Another system that this needs answered with an error.',
    hint: 'Try again later. If it stays, tell us the request id.',
  },
  dependency_answer_invalid: {
    status: 502,
    title: 'Another system that this needs answered what cannot be used.',
    hint: 'Try again later. If it stays, tell us the request id.',
  },
} as const satisfies Record<string, ProblemDefinition>

const codeOf = {
  timeout: 'dependency_timed_out',
  unreachable: 'dependency_unreachable',
  open: 'dependency_suspended',
  busy: 'dependency_busy',
  status: 'dependency_failed',
  shape: 'dependency_answer_invalid',
} as const satisfies Record<CallFaultKind, keyof typeof callProblems>

export interface CallFaultOptions {
  readonly client: string
  readonly call: string
  readonly kind: CallFaultKind
  /** For the log: what happened, without values and addresses. */
  readonly reason: string
  /** Status of the last answer, if there was one. */
  readonly answered?: number | undefined
  /** After how many seconds to ask again (default 1). */
  readonly retryAfterSeconds?: number | undefined
  readonly cause?: unknown
}

/** A call that came to nothing. A problem: where no operation catches it, it is answered 503 or 502. */
export class CallFault extends Problem {
  readonly kind: CallFaultKind
  readonly client: string
  readonly call: string
  /** Status of the last answer, if there was one. */
  readonly answered: number | undefined

  constructor({ client, call, kind, reason, answered, retryAfterSeconds = 1, cause }: CallFaultOptions) {
    const code = codeOf[kind]
    const { status, title } = callProblems[code]
    super(code, {
      status,
      title,
      ...(status === 503 ? { headers: { 'retry-after': String(retryAfterSeconds) } } : {}),
      // Who is called stays inside: it is no business of our callers.
      cause: new Error(`${client}.${call}: ${reason}`, cause === undefined ? undefined : { cause }),
    })
    this.name = 'CallFault'
    this.kind = kind
    this.client = client
    this.call = call
    this.answered = answered
  }
}
