/** How callers prove who they are, and which operations ask for it. */
import type { IdentityModel } from '../../spec/model.ts'
import type { JsonObject } from '../contract/json.ts'
import type { Derivation } from './derivation.ts'
import type { Access } from './who-may.ts'

const schemeName = 'accessToken'

/** Nothing where the application has no identity. */
export function securityOf({ model, components }: Derivation, access: Access): { security?: JsonObject[] } {
  const { identity } = model
  if (!identity) return {}
  components.reference('securitySchemes', schemeName, () => securityScheme(identity))
  return { security: access.isOpen ? [{}, { [schemeName]: [] }] : [{ [schemeName]: [] }] }
}

function securityScheme({ scheme, tokenTtlSeconds }: IdentityModel): JsonObject {
  const life = `It is valid for ${tokenTtlSeconds} seconds.`
  if (scheme.toLowerCase() === 'bearer') {
    return { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: `An access token. ${life}` }
  }
  return {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    'x-scheme': scheme,
    description: `The word \`${scheme}\`, a space, and an access token: \`${scheme} eyJ…\`. ${life}`,
  }
}
