/** `contract` and `implement`: an OpenAPI document comes first, and handlers are held to it. */
import { dirname, resolve } from 'node:path'
import type { BoundClients, UsedClients } from './client.ts'
import type { Grant } from './grant.ts'
import { callerLocation, type Location } from './location.ts'
import type { BaseContext } from './operation.ts'
import type { PrincipalData } from './principal.ts'
import type { Problem } from './problem.ts'
import type { RuleInput } from './rules.ts'

/** Handler types by `operationId`, as `lintel contract` writes them. */
export type ContractOperations = object

interface AnyContractOperation {
  readonly params: unknown
  readonly query: unknown
  readonly headers: unknown
  readonly cookies: unknown
  readonly body: unknown
  readonly response: unknown
}

/** Of a document whose types nobody has written yet: every operation is there, and nothing is known of it. */
type UntypedOperations = Readonly<Record<string, AnyContractOperation>>

/** What a security scheme sees of a request. */
export interface SecurityRequest {
  header(name: string): string | undefined
  cookie(name: string): string | undefined
  query(name: string): string | undefined
}

/**
 * Finds out who calls: `null` when the scheme's credentials are absent. Throw a Problem when they are wrong.
 *
 * The scopes that an operation asks of the scheme must be among the scopes that it gives, or, where it gives none, among
 * the roles; else the caller gets 403.
 */
export type SecurityHandler = (
  request: SecurityRequest,
  tokens: { verify(token: string): Promise<PrincipalData> },
) => Promise<PrincipalData | null> | PrincipalData | null

export interface ContractOptions {
  /** By the name of the scheme in the document. Default for http bearer schemes: our access token. */
  readonly security?: Readonly<Record<string, SecurityHandler>>
  /** The contract's own shape of errors. Default: problem details (RFC 9457). */
  readonly problem?: (problem: Problem) => { readonly status: number; readonly body: unknown }
}

export class Contract<Operations extends ContractOperations> {
  declare readonly operations: Operations
  readonly kind = 'contract'
  readonly file: string
  readonly options: ContractOptions
  readonly at: Location

  constructor(file: string, options: ContractOptions) {
    this.at = callerLocation()
    this.file = resolve(dirname(this.at.file), file)
    this.options = options
  }
}

/**
 * Takes an OpenAPI document (3.0 or 3.1; YAML or JSON) as the API of this application.
 *
 * @typeParam Operations  the types that `lintel contract types` wrote beside the document
 * @param file            relative to the file that calls this
 */
export function contract<Operations extends ContractOperations = UntypedOperations>(
  file: string,
  options: ContractOptions = {},
): Contract<Operations> {
  return new Contract<Operations>(file, options)
}

type Part<Op, K extends keyof AnyContractOperation> = K extends keyof Op ? Op[K] : unknown

export interface ContractContext<Op> extends BaseContext {
  readonly params: Part<Op, 'params'>
  readonly query: Part<Op, 'query'>
  readonly headers: Part<Op, 'headers'>
  readonly cookies: Part<Op, 'cookies'>
  readonly body: Part<Op, 'body'>
}

/**
 * The function that answers an operation.
 *
 * A condition, though it always holds: the compiler then looks into the type while it infers, so that what a
 * handler returns is read as the contract's own (a literal status as a literal, a literal list as a list).
 */
type Run<Op, U extends UsedClients> = Op extends unknown
  ? (context: ContractContext<Op> & BoundClients<U>) => Promise<Part<Op, 'response'>> | Part<Op, 'response'>
  : never

export interface ImplementOptions<Op, U extends UsedClients> {
  /** Who may call it, beside what the document's security asks; default: whoever satisfies the document. */
  readonly allow?: RuleInput
  readonly grants?: readonly Grant[]
  /** Other systems that it asks; `run` is given each under its name here. */
  readonly uses?: U
  readonly run: Run<Op, U>
}

export class Implementation {
  readonly kind = 'implementation'
  readonly contract: Contract<ContractOperations>
  readonly operationId: string
  readonly options: ImplementOptions<AnyContractOperation, UsedClients>
  readonly at: Location

  constructor(
    contract: Contract<ContractOperations>,
    operationId: string,
    options: ImplementOptions<AnyContractOperation, UsedClients>,
  ) {
    this.contract = contract
    this.operationId = operationId
    this.options = options
    this.at = callerLocation()
  }
}

/** Implements one operation of a contract; its request and response are typed and checked by the document. */
export function implement<
  Operations extends ContractOperations,
  const Id extends keyof Operations & string,
  U extends UsedClients = Readonly<Record<never, never>>,
>(
  contract: Contract<Operations>,
  operationId: Id,
  options: ImplementOptions<Operations[Id], U>,
): Implementation {
  return new Implementation(
    contract as unknown as Contract<ContractOperations>,
    operationId,
    options as unknown as ImplementOptions<AnyContractOperation, UsedClients>,
  )
}
