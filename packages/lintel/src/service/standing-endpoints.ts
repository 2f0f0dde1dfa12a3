/** What every application serves beside its own API: health, the OpenAPI document, the reference page, public keys. */

import type { PublicJwk } from '../access/signing-key.ts'
import type { Endpoint } from '../http/endpoint.ts'
import { documentEndpoint, livenessEndpoint, readinessEndpoint } from '../http/endpoints/document.ts'
import { keySetEndpoint } from '../http/endpoints/key-set.ts'
import type { ContractModel } from '../plan/contract/contract-model.ts'
import type { ApplicationModel } from '../spec/model.ts'
import { exchangesEvents } from './broker-of.ts'

export interface Standing {
  readonly model: ApplicationModel
  readonly contracts: readonly ContractModel[]
  readonly isDraining: () => boolean
  readonly isReachable: () => Promise<boolean>
  /** Absent where the application signs no tokens. */
  readonly publicKeys: { readonly keys: readonly PublicJwk[] } | undefined
}

export function standingEndpoints(standing: Standing): readonly Endpoint[] {
  // What derives documents is loaded with the first request for one: a start goes without.
  const document = async () => {
    const { openApiDocument } = await import('../plan/openapi/document.ts')
    return openApiDocument(standing.model, { contracts: standing.contracts })
  }
  const cached = { 'cache-control': 'no-cache' }
  return [
    livenessEndpoint(),
    readinessEndpoint(async () => {
      const database = await standing.isReachable()
      const draining = standing.isDraining()
      return {
        ready: database && !draining,
        checks: { database: database ? 'ok' : 'failing', drain: draining ? 'failing' : 'ok' },
      }
    }),
    documentEndpoint({
      name: 'openapi',
      path: '/openapi.json',
      mediaType: 'application/json',
      make: async () => ({ status: 200, headers: cached, body: JSON.stringify(await document()) }),
    }),
    documentEndpoint({
      name: 'docs',
      path: '/docs',
      mediaType: 'text/html',
      make: async () => {
        const { referencePage, referencePagePolicy } = await import(
          '../plan/reference-page/reference-page.ts'
        )
        return {
          status: 200,
          headers: { ...cached, 'content-security-policy': referencePagePolicy },
          mediaType: 'text/html; charset=utf-8',
          body: referencePage(await document()),
        }
      },
    }),
    ...(exchangesEvents(standing.model)
      ? [
          documentEndpoint({
            name: 'asyncapi',
            path: '/asyncapi.json',
            mediaType: 'application/json',
            make: async () => {
              const { asyncApiDocument } = await import('../plan/asyncapi/document.ts')
              return { status: 200, headers: cached, body: JSON.stringify(asyncApiDocument(standing.model)) }
            },
          }),
        ]
      : []),
    ...(standing.publicKeys ? [keySetEndpoint(standing.publicKeys)] : []),
  ] as unknown as readonly Endpoint[]
}
