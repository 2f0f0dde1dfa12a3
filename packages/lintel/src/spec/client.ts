/** `client` and `call`: another system that operations ask, with what it takes, gives and refuses. */
import type { CallRefused } from './call-failures.ts'
import type { AnyField, Field, FieldRecord, Mark, Received, Sent, ValueOf } from './fields.ts'
import type { AtStart } from './issuers.ts'
import { callerLocation, type Location } from './location.ts'
import type { Json } from './model.ts'
import type { PathNames, Route } from './route.ts'

/** By which status, and where several share it by which member of the JSON, a refusal is known. */
export type CallErrors = Readonly<
  Record<
    string,
    | number
    | {
        readonly status: number
        /** JSON Pointer (RFC 6901) into the body: `/error/code`. */
        readonly at: string
        readonly is: Json
      }
  >
>

type CallOutput = AnyField | FieldRecord | undefined

/** Times and tries, of a client and of single calls. */
export interface CallLimits {
  /** Longest for one try, from connecting to the last byte (default 2000). */
  readonly timeoutMs?: number
  /** Longest for all tries together, waits included (default 5000); never longer than the request has left. */
  readonly totalMs?: number
  /** Tries after the first one, where a second one is safe (default 2). */
  readonly retry?: number
}

export interface CallOptions<
  P extends FieldRecord,
  Q extends FieldRecord,
  I extends FieldRecord | undefined,
  O extends CallOutput,
  E extends CallErrors,
  K extends true | string | undefined,
> extends CallLimits {
  /** Kinds of the names in the route (default: text of up to 255 characters). */
  readonly params?: P
  readonly query?: Q
  /** The JSON body. */
  readonly input?: I
  /** Shape of a success; other members are passed over (default: the body is not read). */
  readonly output?: O
  /** Refusals that are no faults: `{ card_declined: 402 }`. */
  readonly errors?: E
  /**
   * The other system does what one key asks for once. Then each call names its `key`, which is sent the same on every
   * try: `true` in the header `Idempotency-Key`, a text in the header of that name.
   */
  readonly idempotent?: K
}

type Flatten<T> = { [K in keyof T]: T[K] }
type PathArguments<R extends string, P extends FieldRecord> = {
  readonly [K in PathNames<R>]: K extends keyof P ? ValueOf<P[K]> : string
}

/** What a call is given: names in its route, its query and the members of its body, all in one object. */
export type CallArguments<
  R extends string,
  P extends FieldRecord,
  Q extends FieldRecord,
  I extends FieldRecord | undefined,
> = Flatten<
  PathArguments<R, P> & Sent<Q> & (I extends FieldRecord ? Sent<I> : Readonly<Record<never, never>>)
>

/** What a call gives. */
export type CallResult<O> =
  O extends Field<unknown, Mark> ? ValueOf<O> : O extends FieldRecord ? Received<O> : undefined

type AnyCallOptions = CallOptions<
  FieldRecord,
  FieldRecord,
  FieldRecord | undefined,
  CallOutput,
  CallErrors,
  true | string | undefined
>

/**
 * One thing that another system is asked for.
 *
 * @typeParam Args   what it is given
 * @typeParam Value  what it gives
 * @typeParam Codes  its declared refusals
 * @typeParam Keyed  whether each call names a key
 */
export class ClientCall<Args, Value, Codes extends string, Keyed extends boolean> {
  declare readonly argumentsType: Args
  declare readonly valueType: Value
  declare readonly codesType: Codes
  declare readonly keyedType: Keyed
  readonly kind = 'call'
  readonly route: Route
  readonly options: AnyCallOptions

  constructor(route: Route, options: AnyCallOptions) {
    this.route = route
    this.options = options
  }
}

export type AnyCall = ClientCall<unknown, unknown, string, boolean>

/**
 * Declares one call of a client.
 *
 * @param route    below the client's address: `'GET /charges/{charge}'`
 * @param options  what it sends and gives, and how it is refused
 */
export function call<
  const R extends Route,
  P extends FieldRecord = Readonly<Record<never, never>>,
  Q extends FieldRecord = Readonly<Record<never, never>>,
  I extends FieldRecord | undefined = undefined,
  O extends CallOutput = undefined,
  const E extends CallErrors = Readonly<Record<never, never>>,
  const K extends true | string | undefined = undefined,
>(
  route: R,
  options: CallOptions<P, Q, I, O, E, K> = {},
): ClientCall<
  CallArguments<R, P, Q, I>,
  CallResult<O>,
  keyof E & string,
  K extends undefined ? false : true
> {
  return new ClientCall(route, options as unknown as AnyCallOptions)
}

/** How it is shown who we are. Values are functions, asked at start: no secret stands in a specification. */
export type ClientAuth =
  | { readonly bearer: () => string }
  | { readonly basic: { readonly user: () => string; readonly password: () => string } }
  /** A header of this name. */
  | { readonly header: string; readonly value: () => string }

export interface BreakerOptions {
  /** Part of the tries that fail, from which on nothing is asked any more (default 0.5). */
  readonly failures?: number
  /** Tries within the window before anything is judged (default 10). */
  readonly minimumTries?: number
  /** How far back tries count (default 10,000). */
  readonly windowMs?: number
  /** How long nothing is asked before single tries show whether it is well again (default 5,000). */
  readonly openMs?: number
}

export interface BulkheadOptions {
  /** Calls under way at once. */
  readonly calls: number
  /** Calls that wait for one of them to end (default 0). */
  readonly queue?: number
}

export interface ClientOptions<Calls extends Readonly<Record<string, AnyCall>>> extends CallLimits {
  /** Where it is; a path in it stands before the route of each call. */
  readonly baseUrl: AtStart<string>
  readonly auth?: ClientAuth
  /** Sent with every call, for what is no secret: `{ 'accept-version': '2026-01' }`. */
  readonly headers?: Readonly<Record<string, string>>
  /** Stops asking a system that fails (default `true`). */
  readonly breaker?: boolean | BreakerOptions
  /** Calls under way at once; more are refused at once, or wait (default 20). */
  readonly bulkhead?: number | BulkheadOptions
  /** Largest answer that is read (default 1 MiB). */
  readonly maxAnswerBytes?: number
  readonly calls: Calls
}

export class Client<Calls extends Readonly<Record<string, AnyCall>>> {
  readonly kind = 'client'
  readonly name: string
  readonly options: ClientOptions<Calls>
  readonly at: Location

  constructor(name: string, options: ClientOptions<Calls>) {
    this.name = name
    this.options = options
    this.at = callerLocation()
  }
}

export type AnyClient = Client<Readonly<Record<string, AnyCall>>>

/**
 * Declares another system that operations ask. An operation that `uses` it is given its calls as functions.
 *
 * @param name     for logs: `'payments'`
 * @param options  where it is, how long it may take, what it is asked for
 */
export function client<const Calls extends Readonly<Record<string, AnyCall>>>(
  name: string,
  options: ClientOptions<Calls>,
): Client<Calls> {
  return new Client(name, options)
}

interface CallSignal {
  /** Ends the call early, beside the end of the request. */
  readonly signal?: AbortSignal
}

interface CallKey {
  /** One for each thing that is to happen once: the id of the order that is paid. Up to 255 visible ASCII characters. */
  readonly key: string
}

type CallParameters<Args, Keyed> = Keyed extends true
  ? [args: Args, options: CallSignal & CallKey]
  : Readonly<Record<never, never>> extends Args
    ? [args?: Args, options?: CallSignal]
    : [args: Args, options?: CallSignal]

/** A call as code has it: gives what was declared, or the refusal; throws a CallFault. */
type CallFunction<C> =
  C extends ClientCall<infer Args, infer Value, infer Codes, infer Keyed>
    ? (
        ...parameters: CallParameters<Args, Keyed>
      ) => Promise<[Codes] extends [never] ? Value : Value | CallRefused<Codes>>
    : never

/** The calls of a client as functions. */
export type BoundClient<C> =
  C extends Client<infer Calls> ? { readonly [K in keyof Calls]: CallFunction<Calls[K]> } : never

/** The clients that a handler uses, by the names that it gives them. */
export type UsedClients = Readonly<Record<string, AnyClient>>

export type BoundClients<U extends UsedClients> = { readonly [K in keyof U]: BoundClient<U[K]> }
