/** Who calls an operation of a contract: its security schemes, asked in the document's order. */
import type {
  ContractModel,
  ContractOperation,
  ContractSecurityScheme,
} from '../plan/contract/contract-model.ts'
import type { SecurityHandler, SecurityRequest } from '../spec/contract.ts'
import { anonymous, type Principal, type PrincipalData } from '../spec/principal.ts'
import { Problem } from '../spec/problem.ts'
import { refuseSecondAuthorization, verifyCredentials } from './authenticate.ts'
import type { Backend } from './backend.ts'
import type { Call } from './call.ts'
import { parseAuthorization } from './headers/authorization.ts'
import { cookiesOf } from './headers/cookies.ts'
import { principalOf } from './principal-of.ts'
import { requestProblem } from './request-problems.ts'

export interface Secured {
  readonly backend: Backend
  readonly contract: ContractModel
  readonly operation: ContractOperation
  /** By the names of the schemes. */
  readonly security: Readonly<Record<string, SecurityHandler>>
}

/** Our access token, for the schemes that mean one. */
export function defaultHandler(scheme: ContractSecurityScheme): SecurityHandler | undefined {
  return scheme.type === 'http' && scheme.scheme === 'bearer' ? accessToken('Bearer') : undefined
}

/** Reads our access token behind a word of `Authorization`. */
export function accessToken(word: string): SecurityHandler {
  return (request, tokens) => {
    const given = parseAuthorization(request.header('authorization'))
    if (!given || given.scheme.toLowerCase() !== word.toLowerCase()) return null
    return tokens.verify(given.credentials)
  }
}

/** Schemes that must all be satisfied, with the scopes that each must give. */
type Way = Readonly<Record<string, readonly string[]>>

/**
 * The principal of a call. An operation that is open to all still learns who calls, where somebody says.
 *
 * @throws Problem 401 for credentials that are wrong, or missing where the document asks for them; 403 `forbidden`
 *         for a caller without the scopes
 */
export async function contractPrincipal(secured: Secured, call: Call): Promise<Principal> {
  refuseSecondAuthorization(call)
  const { contract, operation } = secured
  const isOpen = operation.security.length === 0
  const all: readonly Way[] = isOpen
    ? Object.keys(contract.securitySchemes).map((name) => ({ [name]: [] }))
    : operation.security
  const ways = all.filter((way) => Object.keys(way).length > 0)
  let refusal: Problem | undefined
  for (const way of ways) {
    try {
      const principal = await ask(secured, way, call)
      if (principal) return principalOf(principal)
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error
      // One way is enough: what is wrong with this one is told only if no other leads in.
      refusal ??= error
    }
  }
  if (refusal) throw refusal
  if (isOpen || ways.length < all.length) return anonymous
  throw requestProblem('unauthenticated')
}

/** `undefined` when one of the schemes is not satisfied. */
async function ask(secured: Secured, way: Way, call: Call): Promise<PrincipalData | undefined> {
  const request = securityRequest(call)
  const found = await Promise.all(
    Object.keys(way).map(
      async (name) => (await secured.security[name]?.(request, tokensOf(secured))) ?? null,
    ),
  )
  const principals = found.filter((each) => each !== null)
  if (principals.length < found.length) return undefined
  const principal = together(principals)
  const wanted = Object.values(way).flat()
  // Credentials that are limited say themselves what they are good for; others are good for what the roles say.
  const granted = principal?.scopes ?? principal?.roles ?? []
  if (!wanted.every((scope) => granted.includes(scope))) throw requestProblem('forbidden')
  return principal
}

/**
 * Schemes that go together speak of one caller: who it is says the first that names somebody, roles add up, and each
 * limit holds.
 */
function together(principals: readonly PrincipalData[]): PrincipalData | undefined {
  const [only, ...others] = principals
  if (others.length === 0) return only
  const who = principals.find(({ id, kind }) => id !== null || kind === 'service') ?? only
  const roles = [...new Set(principals.flatMap((each) => each.roles))]
  const limits = principals.flatMap(({ scopes }) => (scopes ? [scopes] : []))
  const scopes = limits[0]?.filter((scope) => limits.every((limit) => limit.includes(scope)))
  return who && { ...who, roles, ...(scopes ? { scopes } : {}) }
}

function tokensOf({ backend }: Secured) {
  return {
    verify: (token: string) => verifyCredentials(backend, token),
  }
}

function securityRequest(call: Call): SecurityRequest {
  return {
    header: (name) => call.header(name),
    cookie: (name) => cookiesOf(call.message.headers.cookie)[name],
    query: (name) => {
      const value = Object.hasOwn(call.query, name) ? call.query[name] : undefined
      return typeof value === 'string' ? value : undefined
    },
  }
}
