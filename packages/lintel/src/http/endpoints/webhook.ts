/** Where another system sends its events: proven by the exact bytes, kept with the job that processes them, acknowledged. */
import { jsonOf, shortText } from '../../access/webhooks/delivery-content.ts'
import { WebhookUnverified } from '../../access/webhooks/webhook-unverified.ts'
import type { VerifiedDelivery, WebhookVerifier } from '../../access/webhooks/webhook-verifier.ts'
import { type Kept, keepReceipt, type NewReceipt } from '../../database/webhooks/receipts.ts'
import { valueAt } from '../../plan/contract/json-pointer.ts'
import type { Json, WebhookModel } from '../../spec/model.ts'
import { anonymous } from '../../spec/principal.ts'
import type { Backend } from '../backend.ts'
import { readBody } from '../body/read-body.ts'
import type { Call } from '../call.ts'
import type { Endpoint } from '../endpoint.ts'
import { requestProblem } from '../request-problems.ts'

interface Arrived extends VerifiedDelivery {
  readonly id: string
  readonly body: Buffer
}

export interface ServedWebhook {
  readonly model: WebhookModel
  readonly verify: WebhookVerifier
}

export function webhookEndpoint(
  backend: Backend,
  { model, verify }: ServedWebhook,
): Endpoint<Arrived, undefined> {
  return {
    name: model.operation,
    method: 'POST',
    path: `${backend.model.prefix}${model.path}`,
    // Senders read no body; what they accept is not asked.
    offers: [],
    // Who sends it says its signature: no token and no cookie is looked at.
    authenticate: () => anonymous,
    authorize: () => true,
    plan: async ({ call }) => {
      const body = await readBody(call.message, { maxBytes: backend.limits.maxBodyBytes })
      const { id, ...delivery } = await verified(verify, call, body)
      if (id === undefined) throw requestProblem('webhook_without_id')
      if (model.others === 'refused' && isOther(model, delivery.type))
        throw requestProblem('webhook_event_unknown')
      return { ...delivery, id, body }
    },
    execute: async (arrived, { call }) => {
      const { id: requestId } = call
      const { type } = arrived
      const isIgnored = model.others === 'ignored' && isOther(model, type)
      const outcome = isIgnored ? 'ignored' : await keep(backend, model, arrived)
      const named = type === undefined ? {} : { type }
      backend.observe({ event: 'webhook', webhook: model.name, outcome, requestId, ...named })
      return undefined
    },
    respond: () => ({ status: model.status }),
  }
}

/** One answer for all that is not proven: whoever tries learns nothing of why. */
async function verified(verify: WebhookVerifier, call: Call, body: Buffer): Promise<VerifiedDelivery> {
  try {
    return await verify({ body, header: (name) => call.header(name) })
  } catch (error) {
    if (!(error instanceof WebhookUnverified)) throw error
    throw requestProblem('webhook_unverified', { cause: error })
  }
}

/** What cannot be read is none of them: it is kept, and dies with a reason. */
function isOther({ events }: WebhookModel, type: string | undefined): boolean {
  return type !== undefined && !Object.hasOwn(events, type)
}

function keep({ connections }: Backend, model: WebhookModel, arrived: Arrived): Promise<Kept> {
  const { id, type, body, sentAt, data } = arrived
  const isProcessed = !isOther(model, type)
  const receipt: NewReceipt = {
    webhook: model.name,
    eventId: id,
    type,
    body,
    onceByDigest: !model.signsId,
    data: model.scheme === 'function' ? JSON.stringify(data ?? null) : undefined,
    sentAt,
    job: isProcessed ? model.job : undefined,
    key: keyOf(model, arrived),
  }
  return keepReceipt(connections, receipt)
}

/** The value by which it is ordered; none where the data do not have it. */
function keyOf({ orderedBy, places }: WebhookModel, { body, data }: Arrived): string | undefined {
  if (orderedBy === undefined) return undefined
  const pointer = `${places?.data ?? ''}${orderedBy}`
  const json = places ? jsonOf(body) : (data as Json | undefined)
  return json === undefined ? undefined : shortText(valueAt(json, pointer))?.slice(0, longestKey)
}

const longestKey = 200
