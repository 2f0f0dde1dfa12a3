/** What subscribers see of their subscriptions and deliveries. */
import { type Resource, resource } from '../resource.ts'
import { allOf, anyOf, owner, type Rule } from '../rules.ts'
import type { OutgoingEntities } from './entities.ts'

export function outgoingResources(
  { subscription, delivery }: OutgoingEntities,
  manage: readonly Rule[],
): readonly Resource[] {
  const own = allOf(anyOf(...manage), owner('owner'))
  return [
    resource(subscription, {
      description: 'Where you want to be told of events.',
      read: own,
      update: { who: own, fields: ['url', 'events', 'description'] },
      delete: own,
      filter: ['status'],
      sort: ['createdAt'],
    }),
    resource(delivery, {
      description: 'What was delivered to your subscriptions, and what was not.',
      read: allOf(anyOf(...manage), owner('subscription.owner')),
      filter: ['subscription', 'status', 'type', 'event', 'createdAt'],
      sort: ['createdAt'],
    }),
  ]
}
