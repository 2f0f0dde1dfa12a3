/** One other system at run time: its connections, its breaker, its bulkhead, and the way of a call through them. */
import { setTimeout as delay } from 'node:timers/promises'
import { Pool } from 'undici'
import { CallFault, CallRefused } from '../spec/call-failures.ts'
import type { CallModel, ClientModel } from '../spec/model.ts'
import type { Observe } from '../spec/observation.ts'
import { backoffMs } from './backoff.ts'
import { Bulkhead } from './bulkhead.ts'
import { answerReader, isBodyWanted, type Meaning } from './call-answer.ts'
import {
  brokenBy,
  type Failure,
  faultOf,
  isAnswered,
  suspended,
  tooLate,
  tooMany,
  tooSlow,
} from './call-failure.ts'
import { type CallRequest, requestWriter } from './call-request.ts'
import type { CallScope } from './call-scope.ts'
import { CircuitBreaker } from './circuit-breaker.ts'
import type { ClientAddress } from './client-address.ts'
import { exchange } from './exchange.ts'

export interface OutsideSystemOptions {
  readonly model: ClientModel
  readonly address: ClientAddress
  readonly userAgent: string
  readonly observe: Observe
}

interface PreparedCall {
  readonly model: CallModel
  readonly write: ReturnType<typeof requestWriter>
  readonly read: ReturnType<typeof answerReader>
}

/** One call on its way. */
interface Asked {
  readonly call: PreparedCall
  readonly request: CallRequest
  readonly scope: CallScope
  readonly startedAtMs: number
  /** The moment at which it must have ended. */
  readonly endsAtMs: number
  tries: number
  status: number | undefined
}

export interface CallExtras {
  readonly key?: string
  readonly signal?: AbortSignal
}

export class OutsideSystem {
  readonly #options: OutsideSystemOptions
  readonly #pool: Pool
  readonly #breaker: CircuitBreaker | undefined
  readonly #bulkhead: Bulkhead
  readonly #calls: ReadonlyMap<string, PreparedCall>

  constructor(options: OutsideSystemOptions) {
    const { model, address, observe } = options
    this.#options = options
    // Every wait has its limit in `#try`: those of the pool would only say the same later.
    this.#pool = new Pool(address.origin, {
      connections: model.bulkhead.calls,
      headersTimeout: 0,
      bodyTimeout: 0,
    })
    const onChange = (state: 'closed' | 'open' | 'half-open') =>
      observe({ event: 'breaker', client: model.name, state })
    this.#breaker = model.breaker ? new CircuitBreaker({ ...model.breaker, onChange }) : undefined
    this.#bulkhead = new Bulkhead(model.bulkhead)
    this.#calls = new Map(
      Object.entries(model.calls).map(([name, call]) => [name, prepared(`${model.name}.${name}`, call)]),
    )
  }

  get callNames(): Iterable<string> {
    return this.#calls.keys()
  }

  /**
   * Asks the other system.
   *
   * @throws CallFault; TypeError for values that the call does not take; the reason of the scope's signal
   */
  async ask(name: string, values: object, extras: CallExtras, scope: CallScope): Promise<unknown> {
    const call = this.#calls.get(name)
    if (!call) throw new TypeError(`The client ${this.#options.model.name} has no call "${name}".`)
    const startedAtMs = performance.now()
    const endsAtMs = Math.min(startedAtMs + call.model.totalMs, scope.deadlineMs ?? Number.POSITIVE_INFINITY)
    const request = call.write({ ...values }, extras.key)
    const signal = joined(scope.signal, extras.signal)
    const asked: Asked = {
      call,
      request,
      scope: { ...scope, ...(signal ? { signal } : {}) },
      startedAtMs,
      endsAtMs,
      tries: 0,
      status: undefined,
    }
    try {
      const result = await this.#inside(asked)
      this.#observe(asked, result instanceof CallRefused ? result : undefined)
      return result
    } catch (error) {
      this.#observe(asked, error)
      throw error
    }
  }

  /** Ends calls that are still under way. */
  async close(): Promise<void> {
    await this.#pool.destroy()
  }

  async #inside(asked: Asked): Promise<unknown> {
    const { scope, endsAtMs } = asked
    scope.signal?.throwIfAborted()
    const waitMs = Math.max(0, endsAtMs - performance.now())
    const leave = await this.#bulkhead.enter({ waitMs, signal: scope.signal })
    if (!leave) throw this.#fault(asked, tooMany)
    try {
      return await this.#tries(asked)
    } finally {
      leave()
    }
  }

  async #tries(asked: Asked): Promise<unknown> {
    const { model } = asked.call
    const mostTries = isRepeatable(model) ? model.retry + 1 : 1
    let last: Failure | undefined
    for (;;) {
      const meaning = await this.#try(asked)
      if ('value' in meaning) return meaning.value
      if ('refused' in meaning) return meaning.refused
      // What the breaker refuses between two tries says less than why the last one failed.
      last = meaning.failure.kind === 'open' && last ? last : meaning.failure
      if (!meaning.failure.isPassing || asked.tries >= mostTries) throw this.#fault(asked, last)
      const waitMs = Math.max(backoffMs(asked.tries), last.retryAfterMs ?? 0)
      if (performance.now() + waitMs >= asked.endsAtMs) throw this.#fault(asked, last)
      await delay(waitMs, undefined, { signal: asked.scope.signal }).catch((error) => {
        throw asked.scope.signal?.reason ?? error
      })
    }
  }

  async #try(asked: Asked): Promise<Meaning> {
    const { model } = asked.call
    const leftMs = asked.endsAtMs - performance.now()
    if (leftMs <= 0) return { failure: tooLate }
    const entered = this.#breaker?.enter()
    if (typeof entered === 'object') return { failure: suspended(entered.retryInMs) }
    const timeoutMs = Math.min(model.timeoutMs, leftMs)
    asked.tries++
    try {
      const meaning = await this.#send(asked, timeoutMs)
      // Less time than a try is meant to have says nothing of the other system.
      const isCutShort =
        'failure' in meaning && meaning.failure.kind === 'timeout' && timeoutMs < model.timeoutMs
      entered?.(isCutShort ? 'unknown' : verdictOn(meaning))
      return meaning
    } catch (error) {
      entered?.('unknown')
      throw error
    }
  }

  async #send(asked: Asked, timeoutMs: number): Promise<Meaning> {
    const { scope, call, request } = asked
    const { model, address } = this.#options
    const control = new AbortController()
    const timer = setTimeout(() => control.abort(timedOut), timeoutMs)
    const cancel = () => control.abort(scope.signal?.reason)
    scope.signal?.addEventListener('abort', cancel, { once: true })
    try {
      const answer = await exchange({
        pool: this.#pool,
        request: { ...request, path: `${address.prefix}${request.path}` },
        headers: this.#headers(scope),
        signal: control.signal,
        maxBytes: model.maxAnswerBytes,
        wantsBody: (status) => isBodyWanted(call.model, status),
      })
      asked.status = answer.status
      return call.read(answer)
    } catch (error) {
      if (error === timedOut) return { failure: tooSlow }
      if (control.signal.aborted) throw error
      return { failure: brokenBy(error) }
    } finally {
      clearTimeout(timer)
      scope.signal?.removeEventListener('abort', cancel)
    }
  }

  #headers({ requestId, traceparent }: CallScope): Record<string, string> {
    const { model, address, userAgent } = this.#options
    return {
      accept: 'application/json',
      'accept-encoding': 'identity',
      'user-agent': userAgent,
      ...(requestId === undefined ? {} : { 'x-request-id': requestId }),
      ...(traceparent === undefined ? {} : { traceparent }),
      ...model.headers,
      ...address.headers,
    }
  }

  #fault({ call, status }: Asked, failure: Failure): CallFault {
    return faultOf({ client: this.#options.model.name, call: call.model.name, answered: status }, failure)
  }

  /** @param end  the refusal or error that it ended with; `undefined` for success */
  #observe({ call, scope, tries, status, startedAtMs }: Asked, end: unknown): void {
    const { model, observe } = this.#options
    observe({
      event: 'call',
      client: model.name,
      call: call.model.name,
      route: `${call.model.method} ${call.model.path}`,
      ...outcomeOf(end),
      ...(status === undefined ? {} : { status }),
      durationMs: performance.now() - startedAtMs,
      tries,
      ...(scope.requestId === undefined ? {} : { requestId: scope.requestId }),
    })
  }
}

function prepared(name: string, model: CallModel): PreparedCall {
  return { model, write: requestWriter(name, model), read: answerReader(model) }
}

/** RFC 9110 §9.2.2: what may be sent again without asking; anything else only with a key. */
function isRepeatable({ method, keyHeader }: CallModel): boolean {
  return method === 'GET' || method === 'PUT' || method === 'DELETE' || keyHeader !== undefined
}

function verdictOn(meaning: Meaning): 'well' | 'failed' {
  return 'failure' in meaning && !isAnswered(meaning.failure) ? 'failed' : 'well'
}

function outcomeOf(end: unknown) {
  if (end === undefined) return { outcome: 'done' } as const
  if (end instanceof CallRefused) return { outcome: 'refused', code: end.code } as const
  return { outcome: end instanceof CallFault ? end.kind : 'cancelled' } as const
}

const timedOut = new Error('The try took too long.')
function joined(one: AbortSignal | undefined, other: AbortSignal | undefined): AbortSignal | undefined {
  return one && other ? AbortSignal.any([one, other]) : (one ?? other)
}
