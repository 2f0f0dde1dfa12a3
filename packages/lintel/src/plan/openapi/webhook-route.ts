/** Where another system sends its events, in the document. */
import type { PlaceModel, WebhookModel } from '../../spec/model.ts'
import type { JsonObject } from '../contract/json.ts'
import type { Derivation } from './derivation.ts'
import { operationObject } from './operation-object.ts'
import type { Route } from './routes.ts'

export function webhookRoute(derivation: Derivation, webhook: WebhookModel): Route {
  const operation = operationObject(derivation, {
    operationId: webhook.operation,
    summary: webhook.summary,
    description: descriptionOf(webhook),
    tag: 'webhooks',
    rule: { rule: 'anyone' },
    parameters: webhook.headers.map((name) => ({
      name,
      in: 'header',
      required: true,
      schema: { type: 'string' },
    })),
    requestBody: {
      description: 'As its sender signs it.',
      required: true,
      content: { 'application/json': { schema: {} } },
    },
    responses: { [String(webhook.status)]: { description: 'It is kept, and is processed once.' } },
    refusals: ['Unauthenticated', 'Invalid'],
  })
  // Its signature says who sends it; no token is looked at.
  return {
    method: 'post',
    path: derivation.model.prefix + webhook.path,
    operation: withoutSecurity(operation),
  }
}

function withoutSecurity({ security: _, ...operation }: JsonObject): JsonObject {
  return { ...operation, security: [] }
}

const schemes: Readonly<Record<WebhookModel['scheme'], string>> = {
  standard: 'Deliveries are signed as Standard Webhooks says.',
  stripe: 'Deliveries are signed as Stripe does.',
  hmac: 'A header holds an HMAC of the body.',
  function: 'The application decides which deliveries are genuine.',
}

function descriptionOf({ scheme, events, places, toleranceSeconds }: WebhookModel): string {
  const types = Object.keys(events).map((type) => `\`${type}\``)
  const sentences = [
    schemes[scheme],
    ...(places ? [`The id is ${inWords(places.id)}, the type ${inWords(places.type)}.`] : []),
    ...(toleranceSeconds === undefined ? [] : [`A delivery is good for ${toleranceSeconds} seconds.`]),
    `Events: ${types.join(', ')}.`,
  ]
  return sentences.join(' ')
}

function inWords(place: PlaceModel): string {
  return 'header' in place ? `in the header \`${place.header}\`` : `at \`${place.pointer}\` of the body`
}
