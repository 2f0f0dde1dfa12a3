/** `operation`: a business rule behind a route, and nothing else. */
import type { OperationCache } from './cache.ts'
import type { BoundClients, UsedClients } from './client.ts'
import type { Database } from './data-access.ts'
import { type AnyEntity, Entity, type Row } from './entity.ts'
import {
  type AnyField,
  type EntityFields,
  Field,
  type FieldRecord,
  type Mark,
  type Received,
} from './fields.ts'
import type { Grant } from './grant.ts'
import type { Idempotent } from './idempotency.ts'
import { callerLocation, type Location } from './location.ts'
import type { DeprecationModel } from './model.ts'
import type { Principal } from './principal.ts'
import type { Problem, ProblemDetail } from './problem.ts'
import type { RateLimits } from './rate-limit.ts'
import type { PathNames, Route } from './route.ts'
import type { RuleInput } from './rules.ts'

type ReceivedParams<R extends string, P extends FieldRecord> = {
  readonly [K in PathNames<R>]: K extends keyof Received<P> ? Received<P>[K] : string
}

type PrivateKeys<E> =
  E extends Entity<string, infer F extends EntityFields>
    ? {
        [K in keyof F]: F[K] extends Field<unknown, infer M extends Mark>
          ? 'private' extends M
            ? K
            : never
          : never
      }[keyof F]
    : never

/** What an operation may declare as its answer. */
export type Output = AnyEntity | AnyField | FieldRecord | undefined
/** What `run` gives for a declared answer. */
export type Produced<O> = O extends AnyEntity
  ? Omit<Row<O>, PrivateKeys<O>>
  : O extends Field<infer Value, Mark>
    ? Value
    : O extends FieldRecord
      ? Received<O>
      : // biome-ignore lint/suspicious/noConfusingVoidType: a function that returns nothing gives void
        undefined | void

type ErrorCodes = Readonly<Record<string, number | { readonly status: number; readonly title: string }>>

export interface FailOptions {
  readonly detail?: string
  readonly errors?: readonly ProblemDetail[]
}

/** Structured lines for the log; personal and private fields are redacted by the model. */
export interface Log {
  debug(message: string, data?: object): void
  info(message: string, data?: object): void
  warn(message: string, data?: object): void
  error(message: string, data?: object): void
}

export interface ServiceTokenRequest {
  /** Name of the one service that may take it. */
  readonly audience: string
  readonly scopes?: readonly string[]
  readonly ttlSeconds?: number
}

/** Identity, for operations that sign people in or call other services. */
export interface Auth {
  /** A signed access token for this row of the identity's entity. */
  issueToken(user: { readonly id: string | number }): Promise<string>
  /**
   * A signed token with which this application calls another service.
   *
   * @param request  `audience`: the service that is called; `scopes`: what the token is good for there (default: what
   *                 that service allows); `ttlSeconds` default 60
   */
  issueServiceToken(request: ServiceTokenRequest): Promise<string>
  /** Compares in constant time; takes as long for an account that does not exist. */
  verifyPassword(password: string, hash: string | null | undefined): Promise<boolean>
}

export interface RequestInfo {
  readonly id: string
  /** Address of the peer, or of the client where a trusted proxy says so. */
  readonly address: string
  header(name: string): string | undefined
}

/** What every handler gets, whatever its route. */
export interface BaseContext {
  readonly principal: Principal
  readonly db: Database
  readonly auth: Auth
  readonly log: Log
  /** Aborted when the client goes away, the time is up, or the server drains. */
  readonly signal: AbortSignal
  readonly request: RequestInfo
}

export interface OperationContext<
  R extends string,
  P extends FieldRecord,
  Q extends FieldRecord,
  I,
  Codes extends string,
> extends BaseContext {
  readonly params: ReceivedParams<R, P>
  readonly query: Received<Q>
  readonly input: I extends FieldRecord ? Received<I> : undefined
  /** Makes one of the declared errors, to be thrown. */
  readonly fail: (code: Codes, options?: FailOptions) => Problem
}

export interface OperationOptions<
  R extends string,
  P extends FieldRecord,
  Q extends FieldRecord,
  I extends FieldRecord | undefined,
  O extends Output,
  E extends ErrorCodes,
  U extends UsedClients = Readonly<Record<never, never>>,
> {
  readonly summary: string
  readonly description?: string
  /** Who may call it. Rules that need a row have no place here: they stand on the resource. */
  readonly allow: RuleInput
  /** Kinds of the names in the route; default: text of up to 255 characters. */
  readonly params?: P
  readonly query?: Q
  /** What becomes of parameters that `query` does not name (default `refused`); other systems may add some. */
  readonly otherQuery?: 'refused' | 'ignored'
  /** The JSON body. */
  readonly input?: I
  /** Shape of the answer; undeclared fields never leave. */
  readonly output?: O
  /** Default: 204 without output, 201 for a POST that gives an entity, else 200. */
  readonly status?: number
  /** Business errors by code: `{ out_of_stock: 409 }`. */
  readonly errors?: E
  /** What this operation may do beyond the caller's own rules. */
  readonly grants?: readonly Grant[]
  /**
   * What `Idempotency-Key` does (default: `true` for a POST that answers 201 or gives an entity, unless what it gives is
   * private; else `false`). With a key all that `run` writes is one unit, which is kept together with the answer.
   */
  readonly idempotent?: Idempotent
  /** How often it may be called: `'20/minute'`; `false` takes away the limit of operations that use clients. */
  readonly rateLimit?: RateLimits<{
    readonly query: Received<Q>
    readonly input: I extends FieldRecord ? Received<I> : undefined
  }>
  /** Other systems that it asks; `run` is given each under its name here. */
  readonly uses?: U
  readonly tag?: string
  readonly deprecated?: DeprecationModel
  /** For how long an answer is remembered: `'60s'`. A write to what it was read from drops it. For `GET`. */
  readonly cache?: OperationCache
  run(
    context: OperationContext<R, P, Q, I, keyof E & string> & BoundClients<U>,
  ): Promise<Produced<O>> | Produced<O>
}

type StoredOptions = OperationOptions<
  string,
  FieldRecord,
  FieldRecord,
  FieldRecord | undefined,
  Output,
  ErrorCodes,
  UsedClients
>

export class Operation {
  readonly kind = 'operation'
  readonly route: Route
  readonly options: StoredOptions
  readonly at: Location

  constructor(route: Route, options: StoredOptions) {
    this.route = route
    this.options = options
    this.at = callerLocation()
  }
}

/**
 * Declares a route with a rule of its own.
 *
 * @param route    `'POST /orders/{order}/cancel'`
 * @param options  who may call it, what it takes and gives, its errors, and `run`
 */
export function operation<
  const R extends Route,
  P extends FieldRecord = Readonly<Record<never, never>>,
  Q extends FieldRecord = Readonly<Record<never, never>>,
  I extends FieldRecord | undefined = undefined,
  O extends Output = undefined,
  const E extends ErrorCodes = Readonly<Record<never, never>>,
  U extends UsedClients = Readonly<Record<never, never>>,
>(route: R, options: OperationOptions<R, P, Q, I, O, E, U>): Operation {
  return new Operation(route, options as unknown as StoredOptions)
}

export function isEntityOutput(output: Output): output is AnyEntity {
  return output instanceof Entity
}
export function isFieldOutput(output: Output): output is AnyField {
  return output instanceof Field
}
