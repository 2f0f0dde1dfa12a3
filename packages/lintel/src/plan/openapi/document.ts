/** The OpenAPI 3.1 document of an application: what it serves, derived from its model. */
import type { ApplicationModel } from '../../spec/model.ts'
import type { MergedContract } from './contract-parts.ts'
import { operationRoute } from './declared-operation.ts'
import { newDerivation } from './derivation.ts'
import { mergeContracts } from './merge-contracts.ts'
import type { OpenApiDocument } from './open-api.ts'
import { placeOf } from './resource-place.ts'
import { readRoutes } from './resource-reads.ts'
import { writeRoutes } from './resource-writes.ts'
import { pathsOf } from './routes.ts'
import { tagsOf } from './tags.ts'
import { webhookRoute } from './webhook-route.ts'

export interface OpenApiOptions {
  /** Documents whose operations the application serves too. */
  readonly contracts?: readonly MergedContract[]
  /** Where the application is reached (default `/`: where the document was read). */
  readonly serverUrl?: string
}

/**
 * Derives the OpenAPI 3.1 document, with an example of every body.
 *
 * @returns  plain JSON, the same for the same model
 * @throws   Error when a contract and the application, or two contracts, answer the same method and path
 */
export function openApiDocument(model: ApplicationModel, options: OpenApiOptions = {}): OpenApiDocument {
  const derivation = newDerivation(model)
  const routes = Object.values(model.resources).flatMap((resource) => {
    const place = placeOf(derivation, resource)
    return place ? [...readRoutes(place), ...writeRoutes(place)] : []
  })
  const declared = Object.values(model.operations).map((operation) => operationRoute(derivation, operation))
  const webhooks = Object.values(model.webhooks ?? {}).map((each) => webhookRoute(derivation, each))
  const own: OpenApiDocument = {
    openapi: '3.1.0',
    info: {
      title: model.name,
      version: model.version,
      description: model.description ?? `The API of ${model.name}.`,
    },
    servers: [{ url: serverUrl(options.serverUrl) }],
    tags: tagsOf(model),
    security: [],
    paths: pathsOf([...routes, ...declared, ...webhooks]),
    components: derivation.components.all(),
  }
  // An application's prefix stands before everything that it serves.
  const contracts = (options.contracts ?? []).map((each) => ({
    ...each,
    basePath: model.prefix + each.basePath,
  }))
  return mergeContracts(own, contracts)
}

function serverUrl(url = '/'): string {
  return url.replace(/\/+$/, '') || '/'
}
