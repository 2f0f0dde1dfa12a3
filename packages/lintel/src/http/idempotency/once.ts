/** A request with a key: claimed, run as one unit, and kept with its answer; or answered as it was before. */
import type { Connections } from '../../database/connections.ts'
import type { KeyBook, KeyedRequest, StoredAnswer, Terms } from '../../database/idempotency/key-book.ts'
import { WriteUnit } from '../../database/write-unit.ts'
import { DeclaredProblem, type Problem } from '../../spec/problem.ts'
import type { Limits } from '../backend.ts'
import { readBody } from '../body/read-body.ts'
import type { Call } from '../call.ts'
import type { OnceDoor } from '../endpoint.ts'
import { headerProblem } from '../headers/header-problems.ts'
import type { Reply } from '../reply.ts'
import { requestProblem } from '../request-problems.ts'
import { keyOf } from './key-header.ts'
import { keyedRequest } from './keyed-request.ts'

/** A longer body is not kept. */
const maxKeptBytes = 1_048_576

export interface OnceOptions {
  readonly book: KeyBook
  readonly connections: Connections
  readonly limits: Limits
  readonly terms: Terms
  /** A request without a key is refused. */
  readonly isRequired: boolean
}

type Stages = Parameters<OnceDoor['answer']>[0]

/** Every request of one endpoint that carries an `Idempotency-Key`. */
export class Once implements OnceDoor {
  readonly #options: OnceOptions

  constructor(options: OnceOptions) {
    this.#options = options
  }

  /** @throws Problem (400) for a request that should have a key and has none */
  isWanted(call: Call): boolean {
    if (call.message.headers['idempotency-key'] !== undefined) return true
    if (this.#options.isRequired) throw headerProblem('idempotency_key_missing')
    return false
  }

  /** @throws Problem 409 while the same request is under way, 422 for a key of another request; and all that stages throw */
  async answer({ endpoint, admitted, refuse }: Stages): Promise<Reply> {
    const { book, limits, terms } = this.#options
    const { call, principal } = admitted
    const key = keyOf(call) as string
    // Before anything is checked: what was answered once is answered so again, whatever has become of the rules since.
    const body = await readBody(call.message, { maxBytes: limits.maxBodyBytes })
    call.body = body
    const request = keyedRequest({ endpoint: endpoint.name, key, call, principal, body })
    const claim = await book.claim(request, terms)
    if (claim.kind === 'mine') return this.#run(request, claim.owner, { endpoint, admitted, refuse })
    if (claim.kind === 'answered') return replayed(claim.answer)
    throw claim.kind === 'in flight' ? inFlight() : requestProblem('idempotency_key_reused')
  }

  async #run(request: KeyedRequest, owner: string, { endpoint, admitted, refuse }: Stages): Promise<Reply> {
    const unit = new WriteUnit(this.#options.connections)
    const keyed = { unit, holdsSecret: false }
    const keep = async (reply: Reply) => {
      const isWithheld = keyed.holdsSecret || admitted.call.cookies !== undefined
      const answer = storedAnswer(reply, isWithheld)
      const { book } = this.#options
      const isKept = await unit.commit((executor) => book.settle(request, owner, { answer, executor }))
      if (!isKept) throw inFlight()
    }
    try {
      const plan = await endpoint.plan(admitted)
      const done = await endpoint.execute(plan, { ...admitted, keyed })
      const reply = endpoint.respond(done, admitted)
      await keep(reply)
      return reply
    } catch (error) {
      if (isFinal(error)) {
        await keep(refuse(error)).catch((failure: unknown) => this.#giveUp(request, owner, { unit, failure }))
        throw error
      }
      return this.#giveUp(request, owner, { unit, failure: error })
    }
  }

  /** @throws failure  after nothing is left of the request, and its key is free */
  async #giveUp(
    request: KeyedRequest,
    owner: string,
    { unit, failure }: { readonly unit: WriteUnit; readonly failure: unknown },
  ): Promise<never> {
    await unit.rollBack()
    // Where the database cannot be told, the lease gives the key back. One that was answered after all stays so.
    await this.#options.book.release(request, owner).catch(() => undefined)
    throw failure
  }
}

/** A refusal that the business rule gave, and would give again; what may pass is tried anew. */
function isFinal(error: unknown): error is DeclaredProblem {
  if (!(error instanceof DeclaredProblem)) return false
  const { status } = error
  return status < 500 && status !== 408 && status !== 425 && status !== 429
}

function inFlight(): Problem {
  return requestProblem('idempotent_request_in_flight', { headers: { 'retry-after': '1' } })
}

function storedAnswer({ status, headers = {}, mediaType, body }: Reply, isSecret: boolean): StoredAnswer {
  const text = Buffer.isBuffer(body) ? body.toString() : body
  const isShort = text === undefined || (typeof text === 'string' && Buffer.byteLength(text) <= maxKeptBytes)
  if (isSecret || !isShort) return { status, headers: {}, isWithheld: true }
  return { status, headers, mediaType, body: text as string | undefined }
}

/** @throws Problem `idempotent_answer_withheld` (409) */
function replayed({ status, headers, mediaType, body, isWithheld }: StoredAnswer): Reply {
  if (isWithheld) throw requestProblem('idempotent_answer_withheld')
  return {
    status,
    headers: { ...headers, 'idempotency-replayed': 'true' },
    ...(mediaType === undefined ? {} : { mediaType }),
    ...(body === undefined ? {} : { body }),
  }
}
