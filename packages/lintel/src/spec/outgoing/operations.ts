/** What subscribers do with their subscriptions beside reading and changing them. */
import { t } from '../fields.ts'
import { grant } from '../grant.ts'
import { type Operation, operation } from '../operation.ts'
import type { Rule } from '../rules.ts'
import type { OutgoingEntities } from './entities.ts'
import type { DeliverJob } from './jobs.ts'
import { deliveryRow, type Outlet } from './outlet.ts'

export interface OperationParts {
  readonly entities: OutgoingEntities
  readonly types: readonly string[]
  readonly manage: readonly Rule[]
  readonly deliver: DeliverJob
  readonly outlet: () => Outlet
  /** For so long a former secret signs, too. */
  readonly overlapHours: number
  readonly perOwner: number
}

const tag = 'webhook-subscriptions'
const secret = () =>
  t.text({ max: 100 }).describe('Verifies the signatures; it is in this answer and nowhere else.')

export function outgoingOperations(parts: OperationParts): Readonly<Record<string, Operation>> {
  return {
    createWebhookSubscription: subscribe(parts),
    rotateWebhookSecret: rotateSecret(parts),
    enableWebhookSubscription: enable(parts),
    testWebhookSubscription: sendTest(parts),
    redeliverWebhookDelivery: redeliver(parts),
    redeliverWebhookFailures: redeliverFailures(parts),
  }
}

function subscribe({ entities, types, manage, outlet, perOwner }: OperationParts): Operation {
  const { subscription } = entities
  return operation('POST /webhook-subscriptions', {
    summary: 'Subscribe to events',
    tag,
    allow: manage,
    input: {
      url: t.url(),
      events: t.list(t.text({ max: 255 }), { min: 1, max: types.length }),
      description: t.text({ max: 200 }).optional(),
    },
    output: { id: t.uuid(), secret: secret() },
    status: 201,
    errors: {
      webhook_url_refused: { status: 422, title: 'Nothing is sent to this address.' },
      webhook_event_unknown: { status: 422, title: 'There is no event of this type.' },
      too_many_subscriptions: { status: 409, title: 'There are as many subscriptions as there may be.' },
    },
    grants: [grant(subscription, 'create'), grant(subscription, 'update')],
    async run({ input, principal, db, fail }) {
      const { url, description } = input
      const unknown = input.events.find((type) => !types.includes(type))
      if (unknown !== undefined) throw fail('webhook_event_unknown', { detail: `Take ${types.join(', ')}.` })
      const refusal = await outlet().refusalOf(url)
      if (refusal !== undefined) throw fail('webhook_url_refused', { detail: refusal })
      return db.transaction(async (tx) => {
        const owner = principal.id
        if ((await tx.count(subscription, { owner })) >= perOwner) throw fail('too_many_subscriptions')
        const events = [...new Set(input.events)]
        const made = await tx.insert(subscription, {
          owner,
          url,
          events,
          description,
          signingSecret: 'none yet',
        })
        const { secret: text, sealed } = outlet().newSecret(made.id)
        await tx.update(subscription, { id: made.id, owner }, { signingSecret: sealed })
        return { id: made.id, secret: text }
      })
    },
  })
}

function rotateSecret({ entities, manage, outlet, overlapHours }: OperationParts): Operation {
  const { subscription } = entities
  return operation('POST /webhook-subscriptions/{subscription}/rotate-secret', {
    summary: 'Get a new secret',
    description: `Deliveries are signed with the old one, too, for ${overlapHours} hours.`,
    tag,
    allow: manage,
    params: { subscription: t.uuid() },
    output: { secret: secret() },
    errors: notFound,
    grants: [grant(subscription, 'update')],
    async run({ params, principal, db, fail }) {
      const key = { id: params.subscription, owner: principal.id }
      return db.transaction(async (tx) => {
        const before = await tx.get(subscription, key)
        if (!before) throw fail('subscription_not_found')
        const { secret: text, sealed } = outlet().newSecret(before.id)
        await tx.update(subscription, key, {
          signingSecret: sealed,
          formerSigningSecret: before.signingSecret,
          formerSigningUntil: new Date(Date.now() + overlapHours * 3_600_000).toISOString(),
        })
        return { secret: text }
      })
    },
  })
}

function enable({ entities, manage }: OperationParts): Operation {
  const { subscription } = entities
  return operation('POST /webhook-subscriptions/{subscription}/enable', {
    summary: 'Have events delivered again',
    description: 'What failed meanwhile is delivered where that is asked for.',
    tag,
    allow: manage,
    params: { subscription: t.uuid() },
    errors: notFound,
    grants: [grant(subscription, 'update')],
    async run({ params, principal, db, fail }) {
      const key = { id: params.subscription, owner: principal.id }
      const changes = { status: 'active', reason: null, failingSince: null } as const
      if (!(await db.update(subscription, key, changes))) throw fail('subscription_not_found')
    },
  })
}

/** The type of what is sent to try a subscription. */
export const testType = 'webhook.test'

function sendTest({ entities, manage, deliver }: OperationParts): Operation {
  const { subscription, delivery } = entities
  return operation('POST /webhook-subscriptions/{subscription}/test', {
    summary: 'Have a test delivered',
    description: `Its type is \`${testType}\`.`,
    tag,
    allow: manage,
    params: { subscription: t.uuid() },
    output: { delivery: t.uuid() },
    status: 202,
    errors: notFound,
    grants: [grant(delivery, 'create')],
    async run({ params, principal, db, fail, request }) {
      return db.transaction(async (tx) => {
        const found = await tx.get(subscription, { id: params.subscription, owner: principal.id })
        if (!found) throw fail('subscription_not_found')
        const at = new Date().toISOString()
        const about = { subscription: found.id, event: request.id.slice(0, 64), type: testType }
        const made = await tx.insert(delivery, deliveryRow({ ...about, data: {}, at }))
        await tx.enqueue(deliver, { delivery: made.id })
        return { delivery: made.id }
      })
    },
  })
}

const waiting = { status: 'waiting', attempts: 0, error: null, nextAttemptAt: null } as const

function redeliver({ entities, manage, deliver }: OperationParts): Operation {
  const { delivery } = entities
  return operation('POST /webhook-deliveries/{delivery}/redeliver', {
    summary: 'Have an event delivered once more',
    description: 'Under the same id, by which a receiver knows what it has had.',
    tag: 'webhook-deliveries',
    allow: manage,
    params: { delivery: t.uuid() },
    status: 202,
    errors: { delivery_not_found: { status: 404, title: 'There is no such delivery.' } },
    grants: [grant(delivery, 'update')],
    async run({ params, db, fail }) {
      await db.transaction(async (tx) => {
        // Read under the rules of whoever asks.
        const found = await tx.get(delivery, params.delivery)
        if (!found) throw fail('delivery_not_found')
        await tx.update(delivery, found.id, waiting)
        await tx.enqueue(deliver, { delivery: found.id }, { unique: found.id })
      })
    },
  })
}

function redeliverFailures({ entities, manage, deliver }: OperationParts): Operation {
  const { subscription, delivery } = entities
  return operation('POST /webhook-subscriptions/{subscription}/redeliver', {
    summary: 'Have delivered what has failed',
    description: 'The oldest come first, 1,000 at most with each call.',
    tag,
    allow: manage,
    params: { subscription: t.uuid() },
    input: { since: t.timestamp() },
    output: { deliveries: t.integer() },
    status: 202,
    errors: notFound,
    grants: [grant(delivery, 'update')],
    async run({ params, input, principal, db, fail }) {
      return db.transaction(async (tx) => {
        const found = await tx.get(subscription, { id: params.subscription, owner: principal.id })
        if (!found) throw fail('subscription_not_found')
        const failed = await tx.find(delivery, {
          where: { subscription: found.id, status: 'failed', createdAt: { gte: input.since } },
          orderBy: ['createdAt'],
          limit: 1000,
        })
        const ids = failed.map(({ id }) => id)
        await tx.updateMany(delivery, { id: { in: ids } }, waiting)
        await tx.enqueueMany(
          deliver,
          ids.map((id) => ({ delivery: id })),
        )
        return { deliveries: ids.length }
      })
    },
  })
}

const notFound = { subscription_not_found: { status: 404, title: 'There is no such subscription.' } } as const
