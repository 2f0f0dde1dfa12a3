/** What a 401 of a contract asks for: RFC 9110 §11.6.1 wants at least one challenge in it. */
import type {
  ContractModel,
  ContractOperation,
  ContractSecurityScheme,
} from '../plan/contract/contract-model.ts'
import { objectOr, textOr } from '../plan/contract/json.ts'

/** @param ownScheme  the word before our own tokens, for a scheme that is described by its header alone */
export function challengeOf(
  contract: ContractModel,
  operation: ContractOperation,
  ownScheme: string,
): string {
  const named = operation.security.flatMap((way) => Object.keys(way))
  const names = named.length > 0 ? named : Object.keys(contract.securitySchemes)
  const challenges = names.flatMap((name) => {
    const scheme = contract.securitySchemes[name]
    return scheme ? challenge(scheme, { realm: realmOf(contract), ownScheme }) : []
  })
  return [...new Set(challenges)].join(', ') || ownScheme
}

interface Surroundings {
  readonly realm: string
  readonly ownScheme: string
}

function challenge(scheme: ContractSecurityScheme, { realm, ownScheme }: Surroundings): string[] {
  switch (scheme.type) {
    case 'http':
      // RFC 7617 §2.1: without it, clients choose the encoding of names and passwords themselves.
      if (scheme.scheme === 'basic') return [`Basic realm="${realm}", charset="UTF-8"`]
      return [scheme.scheme.charAt(0).toUpperCase() + scheme.scheme.slice(1)]
    case 'oauth2':
    case 'openIdConnect':
      return ['Bearer']
    case 'apiKey':
      return [scheme.in === 'header' && scheme.name.toLowerCase() === 'authorization' ? ownScheme : 'ApiKey']
    case 'mutualTLS':
      return []
  }
}

function realmOf({ document }: ContractModel): string {
  return textOr(objectOr(document.info).title, 'API').replaceAll(/[^\x20-\x7e]|["\\]/g, '')
}
