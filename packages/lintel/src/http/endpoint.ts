/** What answers one method of one route: the parts that the stages of a request ask it for. */
import type { Reads } from '../database/changes.ts'
import type { WriteUnit } from '../database/write-unit.ts'
import type { Decision } from '../plan/access/condition.ts'
import type { Principal } from '../spec/principal.ts'
import type { Problem } from '../spec/problem.ts'
import type { Call } from './call.ts'
import type { ExplainDenial } from './denial.ts'
import type { LimitDoor } from './limits/limit-door.ts'
import type { ErrorFormat } from './problem-reply.ts'
import type { Remember } from './remembered-answer.ts'
import type { Reply } from './reply.ts'

/** A request whose caller is known and may go on. */
export interface Admitted {
  readonly call: Call
  readonly principal: Principal
  /** What the rules leave to be decided by rows; never `false`. */
  readonly decision: Decision
  /** The answer is for others, too: it is made whole, whatever this caller has already. */
  readonly isKept?: true
  /** It is for whoever asks: nothing of this request may be looked at. */
  readonly isShared?: boolean
  /** Told of what is read. */
  readonly reads?: Reads
  /** A request with an `Idempotency-Key`. */
  readonly keyed?: Keyed
}

export interface Keyed {
  /** What it writes is kept together with its answer. */
  readonly unit: WriteUnit
  /** Its answer may hold a secret, and is not kept. */
  holdsSecret: boolean
}

/** What takes a request with a key through the last stages, or answers it as before. */
export interface OnceDoor {
  /** @throws Problem (400) for a request that should have a key and has none */
  isWanted(call: Call): boolean
  answer(stages: {
    readonly endpoint: Endpoint
    readonly admitted: Admitted
    /** How a declared refusal is answered. */
    readonly refuse: (problem: Problem) => Reply
  }): Promise<Reply>
}

/**
 * @typeParam Plan  what is to be done, as plain data
 * @typeParam Done  what came of it
 */
export interface Endpoint<Plan = unknown, Done = unknown> {
  /** `operationId` in the OpenAPI document. */
  readonly name: string
  readonly method: string
  /** `/orders/{id}` */
  readonly path: string
  /** Headers of every answer, such as `Deprecation`. */
  readonly headers?: Readonly<Record<string, string>>
  /** Media types it answers with; others in `Accept` give 406. None: it is not asked what is accepted. */
  readonly offers: readonly string[]
  /** How long it may take (default: the server's limit). `null`: as long as the client stays. */
  readonly timeoutMs?: number | null
  /** Counts requests; absent: nobody does. */
  readonly limits?: LimitDoor
  /** Counts requests in place of `limits`, where they ask for something costly. */
  readonly limitsFor?: (call: Call) => LimitDoor | undefined
  /** Answers requests with an `Idempotency-Key`; absent: keys mean nothing here. */
  readonly once?: OnceDoor
  /** Who calls; anonymous when nobody says. Throws a Problem for credentials that are wrong. */
  authenticate(call: Call): Principal | Promise<Principal>
  /** Whether this caller may go on. Throws 401 or 403. */
  authorize(call: Call, principal: Principal): Decision
  /** Reads and checks what was sent, and says what is to be done. Nothing is touched yet. */
  plan(admitted: Admitted): Plan | Promise<Plan>
  execute(plan: Plan, admitted: Admitted): Promise<Done>
  respond(done: Done, admitted: Admitted): Reply
  /** Gives remembered answers; absent where none are. */
  readonly remember?: Remember
  /** Why a rule denied a request; absent where nobody is told. */
  readonly explainDenial?: ExplainDenial
  /** A shape of errors of its own, for contracts. */
  readonly problemReply?: (problem: Problem, format: ErrorFormat) => Reply
}
