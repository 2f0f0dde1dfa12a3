/** How callers prove who they are, and which operations ask for it. */
import { apiKeyPrefix } from '../../spec/identity/api-key-prefix.ts'
import { sessionCookieName } from '../../spec/identity/session-cookie-name.ts'
import type { IdentityModel } from '../../spec/model.ts'
import type { JsonObject } from '../contract/json.ts'
import type { Derivation } from './derivation.ts'
import type { Access } from './who-may.ts'

const accessToken = 'accessToken'
const session = 'session'
const csrfToken = 'csrfToken'

interface Secured extends Access {
  /** Whether it changes nothing, so that a session alone is proof enough. */
  readonly isSafe: boolean
}

/** Nothing where nobody could have a token. */
export function securityOf(
  { model, components }: Derivation,
  { isOpen, isSafe }: Secured,
): { security?: JsonObject[] } {
  const { identity, services } = model
  if (!identity && !services) return {}
  components.reference('securitySchemes', accessToken, () => securityScheme(identity, apiKeyPrefix(model)))
  const ways: JsonObject[] = [{ [accessToken]: [] }]
  const cookie = sessionCookieName(model)
  if (cookie !== undefined) {
    components.reference('securitySchemes', session, () => sessionScheme(cookie))
    components.reference('securitySchemes', csrfToken, () => csrfScheme)
    ways.push(isSafe ? { [session]: [] } : { [session]: [], [csrfToken]: [] })
  }
  return { security: isOpen ? [{}, ...ways] : ways }
}

function securityScheme(identity: IdentityModel | undefined, prefix: string | undefined): JsonObject {
  const key = prefix === undefined ? '' : ` Or an API key: \`${prefix}_…\`.`
  const { scheme = 'Bearer' } = identity ?? {}
  const life = identity?.signsTokens
    ? `It is valid for ${identity.tokenTtlSeconds} seconds.${key}`
    : 'Whoever signed it says for how long it is valid.'
  if (scheme.toLowerCase() === 'bearer') {
    const format = prefix === undefined ? { bearerFormat: 'JWT' } : {}
    return { type: 'http', scheme: 'bearer', ...format, description: `An access token. ${life}` }
  }
  return {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    'x-scheme': scheme,
    description: `The word \`${scheme}\`, a space, and an access token: \`${scheme} eyJ…\`. ${life}`,
  }
}

function sessionScheme(cookie: string): JsonObject {
  return {
    type: 'apiKey',
    in: 'cookie',
    name: `__Host-${cookie}`,
    description: 'A session, from signing in. Over plain HTTP in development its name has no `__Host-`.',
  }
}

const csrfScheme: JsonObject = {
  type: 'apiKey',
  in: 'header',
  name: 'X-CSRF-Token',
  description: 'Goes along with a session wherever something is changed: `csrfToken` of the session.',
}
