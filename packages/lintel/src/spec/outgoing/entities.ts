/** What outgoing webhooks store: entities that the framework adds to an application that declares them. */
import { type AnyEntity, entity, type Row } from '../entity.ts'
import { t } from '../fields.ts'

/** @param account  the entity whose rows subscribe */
export function outgoingEntities(account: AnyEntity, types: readonly string[]) {
  const subscription = entity(
    'webhookSubscription',
    {
      owner: t.ref(() => account, { onDelete: 'cascade' }).immutable(),
      url: t.url().describe('Where events are posted to: an address of the public internet.'),
      events: t
        .json<readonly string[]>({
          type: 'array',
          items: { type: 'string', enum: [...types] },
          minItems: 1,
          maxItems: types.length,
          uniqueItems: true,
        })
        .describe('The types of events that are wanted.'),
      description: t.text({ max: 200 }).optional(),
      status: t.enum('active', 'disabled').default('active').readOnly(),
      /** Why it is disabled. */
      reason: t.text({ max: 500 }).optional().readOnly(),
      /** Since when every try has failed. */
      failingSince: t.timestamp().optional().readOnly(),
      /** Encrypted: deliveries are signed with the secret itself. */
      signingSecret: t.text({ max: 500 }).readOnly().private(),
      /** Signs beside the other one, until receivers have changed theirs. */
      formerSigningSecret: t.text({ max: 500 }).optional().readOnly().private(),
      formerSigningUntil: t.timestamp().optional().readOnly().private(),
    },
    { description: 'Where somebody wants to be told of events.', index: [['owner', 'createdAt']] },
  )
  const delivery = entity(
    'webhookDelivery',
    {
      subscription: t
        .ref(() => subscription, { onDelete: 'cascade' })
        .immutable()
        .readOnly(),
      /** Id of the event. */
      event: t.text({ max: 64 }).immutable().readOnly(),
      type: t.text({ max: 255 }).immutable().readOnly(),
      /** The bytes that are sent, the same with every try. */
      content: t.text({ max: 1_000_000 }).immutable().readOnly().private(),
      /** What the event says, for the question who may be told. */
      told: t.json().immutable().readOnly().private(),
      /** `withheld`: its owner may not see what it is about. */
      status: t.enum('waiting', 'delivered', 'failed', 'withheld').default('waiting').readOnly(),
      attempts: t.integer().default(0).readOnly(),
      /** Of the last try. */
      responseStatus: t.integer().optional().readOnly(),
      durationMs: t.integer().optional().readOnly(),
      error: t.text({ max: 500 }).optional().readOnly(),
      nextAttemptAt: t.timestamp().optional().readOnly(),
      deliveredAt: t.timestamp().optional().readOnly(),
    },
    {
      description: 'An event on its way to a subscription.',
      index: [['subscription', 'createdAt'], ['createdAt']],
    },
  )
  return { subscription, delivery }
}

export type OutgoingEntities = ReturnType<typeof outgoingEntities>
export type SubscriptionRow = Row<OutgoingEntities['subscription']>
export type DeliveryRow = Row<OutgoingEntities['delivery']>
