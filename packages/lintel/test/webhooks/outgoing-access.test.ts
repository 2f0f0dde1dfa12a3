/** What webhooks add to an application is bound by the rules like everything else: the derived tests say so. */
import { application, entity, event, identity, owner, policy, role, t, webhooks } from 'lintel'
import { testAccess } from 'lintel/testing'
import { expect, test } from 'vitest'

const User = entity('user', { name: t.text(), role: t.enum('partner', 'visitor') })
const accounts = identity(User, { role: 'role' })
const Order = entity('order', { customer: t.ref(() => User) })
const orders = policy(Order, { read: owner('customer') })
const orderPlaced = event('order.placed', { data: { order: t.ref(() => Order) } })
const hooks = webhooks(User, { events: [orderPlaced], manage: role('partner') })

test('by every door, for every kind of caller', { timeout: 120_000 }, async () => {
  const shop = application('shop', { parts: [{ User, accounts, Order, orders, orderPlaced, hooks }] })
  const { cells, wrong, untried } = await testAccess(shop)
  expect(wrong).toEqual([])
  expect(cells).toBeGreaterThan(1_000)
  // The list of events is JSON of a schema, which no generated row has.
  expect(
    Object.keys(untried).filter((each) => !each.startsWith('PUT webhook-subscriptions: /events')),
  ).toEqual([])
})
