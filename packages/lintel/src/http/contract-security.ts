/** Who calls an operation of a contract: its security schemes, asked in the document's order. */
import type {
  ContractModel,
  ContractOperation,
  ContractSecurityScheme,
} from '../plan/contract/contract-model.ts'
import type { SecurityHandler, SecurityRequest } from '../spec/contract.ts'
import { anonymous, type Principal, type PrincipalData } from '../spec/principal.ts'
import { principalOf } from './authenticate.ts'
import type { Backend } from './backend.ts'
import type { Call } from './call.ts'
import { parseAuthorization } from './headers/authorization.ts'
import { requestProblem } from './request-problems.ts'

type Handlers = Readonly<Record<string, SecurityHandler>>

/** Our access token, for the schemes that mean one. */
export function defaultHandler(scheme: ContractSecurityScheme): SecurityHandler | undefined {
  if (scheme.type !== 'http' || scheme.scheme.toLowerCase() !== 'bearer') return undefined
  return accessToken('Bearer')
}

/** Reads our access token behind a word of `Authorization`. */
export function accessToken(word: string): SecurityHandler {
  return (request, tokens) => {
    const given = parseAuthorization(request.header('authorization'))
    if (!given || given.scheme.toLowerCase() !== word.toLowerCase()) return null
    return tokens.verify(given.credentials)
  }
}

/**
 * The principal of a call. An operation that is open to all still learns who calls, where somebody says.
 *
 * @throws Problem 401 for credentials that are wrong, or missing where the document asks for them
 */
export async function contractPrincipal(
  { backend, contract, handlers }: { backend: Backend; contract: ContractModel; handlers: Handlers },
  operation: ContractOperation,
  call: Call,
): Promise<Principal> {
  const isOpen = operation.security.length === 0
  const ways = isOpen
    ? Object.keys(contract.securitySchemes).map((name) => ({ [name]: [] }))
    : operation.security
  const request = securityRequest(call)
  for (const way of ways) {
    const names = Object.keys(way)
    if (names.length === 0) continue
    const found = await Promise.all(names.map((name) => ask(backend, handlers[name], request)))
    const principal = found[0]
    if (principal && found.every((each) => each !== null)) return principalOf(principal)
  }
  if (isOpen || ways.some((way) => Object.keys(way).length === 0)) return anonymous
  throw requestProblem('unauthenticated')
}

async function ask(
  backend: Backend,
  handler: SecurityHandler | undefined,
  request: SecurityRequest,
): Promise<PrincipalData | null> {
  if (!handler) return null
  const verify = async (token: string) => {
    if (!backend.tokens) throw requestProblem('unauthenticated')
    return backend.tokens.verify(token)
  }
  return handler(request, { verify })
}

function securityRequest(call: Call): SecurityRequest {
  return {
    header: (name) => call.header(name),
    cookie: (name) => cookies(call)[name],
    query: (name) => {
      const value = call.query[name]
      return typeof value === 'string' ? value : undefined
    },
  }
}

/** RFC 6265 §4.2.1; a name that comes twice counts once, the first. */
export function cookies(call: Call): Record<string, string> {
  const found: Record<string, string> = Object.create(null)
  for (const pair of (call.message.headers.cookie ?? '').split(';')) {
    const mark = pair.indexOf('=')
    const name = pair.slice(0, mark).trim()
    if (mark < 1 || name in found) continue
    found[name] = decoded(
      pair
        .slice(mark + 1)
        .trim()
        .replace(/^"(.*)"$/, '$1'),
    )
  }
  return found
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
