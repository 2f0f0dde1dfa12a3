/** The declarations of incoming webhooks as plain data. */
import type { Declarations } from './application.ts'
import type { Report } from './build-model.ts'
import { buildValues } from './build-value.ts'
import { byName } from './build-work.ts'
import type { ApplicationModel, ValueModel, WebhookModel } from './model.ts'
import type { AnyWebhook, WebhookEvents } from './webhook.ts'
import type { VerifyDelivery, WebhookScheme } from './webhook-scheme.ts'

export function buildWebhooks(
  { webhooks }: Declarations,
  report: Report,
): Pick<ApplicationModel, 'webhooks'> {
  return webhooks.length > 0 ? { webhooks: byName(webhooks.map(webhookModel), 'webhook', report) } : {}
}

function webhookModel({ name, options, job, at }: AnyWebhook): WebhookModel {
  const { verify, events, orderedBy } = options
  return {
    name,
    operation: `${camelCase(name)}Webhook`,
    summary: options.summary ?? `Where ${name} sends its events`,
    path: options.path ?? `/webhooks/${name}`,
    status: options.status ?? 202,
    ...schemeModel(verify),
    events: eventModels(events),
    others: options.others ?? 'ignored',
    ...(orderedBy === undefined ? {} : { orderedBy }),
    keepDays: options.keepDays ?? 30,
    job: job.name,
    at,
  }
}

/** `order-events` → `orderEvents` */
function camelCase(name: string): string {
  return name.replaceAll(/[-_.]+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

function eventModels(events: WebhookEvents): Record<string, ValueModel> {
  return Object.fromEntries(
    Object.entries(events).map(([type, data]) => [type, { kind: 'object', fields: buildValues(data) }]),
  )
}

type SchemeModel = Pick<WebhookModel, 'scheme' | 'headers' | 'places' | 'signsId' | 'toleranceSeconds'>

function schemeModel(verify: WebhookScheme | VerifyDelivery): SchemeModel {
  if (typeof verify === 'function') return { scheme: 'function', headers: [], signsId: true }
  const { kind, places } = verify
  return {
    scheme: kind,
    headers: [...new Set([...signedHeaders(verify), ...placedHeaders(verify)])],
    places,
    // What stands in the body is signed with it.
    signsId: kind === 'standard' || 'pointer' in places.id,
    ...('toleranceSeconds' in verify ? { toleranceSeconds: verify.toleranceSeconds } : {}),
  }
}

function signedHeaders(scheme: WebhookScheme): readonly string[] {
  if (scheme.kind === 'standard') return ['webhook-id', 'webhook-timestamp', 'webhook-signature']
  return scheme.kind === 'stripe' ? ['stripe-signature'] : [scheme.header]
}

function placedHeaders({ places: { id, type } }: WebhookScheme): readonly string[] {
  return [id, type].flatMap((place) => ('header' in place ? [place.header] : []))
}
