/** Who may call, as the document says it: the security schemes, and which of them an operation asks for. */
import type { ContractOperation, ContractSecurityScheme } from './contract-model.ts'
import { isList, isObject, member, objectOr, textOr } from './json.ts'
import { pointerTo } from './json-pointer.ts'
import { type Found, findMembers, type Reading } from './reading.ts'

export type SecurityRequirements = ContractOperation['security']

export function readSecuritySchemes(reading: Reading): ContractSchemes {
  const components = { value: objectOr(member(reading.document, 'components')), pointer: '/components' }
  const schemes = findMembers({ reading, at: components, key: 'securitySchemes' })
  return Object.fromEntries(
    schemes.flatMap(([name, found]) => {
      const scheme = readScheme(reading, found)
      return scheme ? [[name, scheme]] : []
    }),
  )
}

export type ContractSchemes = Readonly<Record<string, ContractSecurityScheme>>

function readScheme(reading: Reading, { value, pointer }: Found): ContractSecurityScheme | undefined {
  const text = (key: string): string => {
    const found = textOr(member(value, key), undefined)
    if (found) return found
    reading.report(
      pointer,
      `The security scheme has no ${key}.`,
      `Add \`${key}\`, which type ${value.type} needs.`,
    )
    return ''
  }
  switch (value.type) {
    case 'apiKey':
      return { type: 'apiKey', name: text('name'), in: keyPlace(reading, { value, pointer }) }
    case 'http':
      return { type: 'http', scheme: text('scheme').toLowerCase(), ...bearerFormat(value.bearerFormat) }
    case 'oauth2':
      return { type: 'oauth2', flows: objectOr(value.flows) }
    case 'openIdConnect':
      return { type: 'openIdConnect', openIdConnectUrl: text('openIdConnectUrl') }
    case 'mutualTLS':
      return { type: 'mutualTLS' }
    default:
      reading.report(
        pointer,
        `The security scheme has the unknown type ${JSON.stringify(value.type)}.`,
        typeHint,
      )
      return undefined
  }
}

const typeHint = 'Use apiKey, http, oauth2, openIdConnect or mutualTLS.'

function keyPlace({ report }: Reading, { value, pointer }: Found): 'query' | 'header' | 'cookie' {
  if (value.in === 'query' || value.in === 'header' || value.in === 'cookie') return value.in
  report(
    pointer,
    `The API key stands in ${JSON.stringify(value.in)}.`,
    'Set `in` to query, header or cookie.',
  )
  return 'header'
}

function bearerFormat(value: unknown): { readonly bearerFormat?: string } {
  return typeof value === 'string' ? { bearerFormat: value } : {}
}

/** What the operation asks for, or else what the document asks of all. */
export function readSecurity(reading: Reading, operation: Found): SecurityRequirements {
  const own = member(operation.value, 'security')
  if (own !== undefined) return requirements(own)
  return requirements(member(reading.document, 'security') ?? [])
}

function requirements(value: unknown): SecurityRequirements {
  if (!isList(value)) return []
  return value
    .filter(isObject)
    .map((requirement) =>
      Object.fromEntries(
        Object.entries(requirement).map(([name, scopes]) => [name, isList(scopes) ? scopes.map(String) : []]),
      ),
    )
}

/** Each scheme that `security` names, at the root or at an operation, must be declared. */
export function checkSecurity({ document, parts, report }: Reading): void {
  for (const { kind, value, pointer } of parts.values()) {
    const security = member(value, 'security')
    if ((kind !== 'document' && kind !== 'operation') || security === undefined) continue
    const place = pointerTo(pointer, 'security')
    if (!isList(security) || !security.every(isObject)) {
      report(place, 'security is not a list of objects.', 'Write `security: [{ SchemeName: [] }]`.')
    }
    const names = requirements(security).flatMap((requirement) => Object.keys(requirement))
    for (const name of names) {
      if (member(member(member(document, 'components'), 'securitySchemes'), name) !== undefined) continue
      report(
        place,
        `The security scheme ${name} is not declared.`,
        `Declare it: components.securitySchemes.${name}.`,
      )
    }
  }
}
