// What the payment provider tells by itself: a charge that was still open may be done a day later.
import { randomBytes } from 'node:crypto'
import { grant, standardWebhooks, t, webhook } from 'lintel'
import { orderPaid } from './order-events.ts'
import { Order } from './orders.ts'
import { paymentSettings } from './payments.ts'

// Where no secret is set nobody knows it, and nothing is believed.
const unknown = `whsec_${randomBytes(24).toString('base64')}`

export const paymentEvents = webhook('payments', {
  summary: 'Events of the payment provider',
  verify: standardWebhooks(() => paymentSettings.get('PAYMENTS_WEBHOOK_SECRET') ?? unknown),
  events: { 'charge.succeeded': { id: t.string({ max: 100 }), reference: t.ref(() => Order) } },
  grants: [grant(Order, 'update', 'status', 'charge')],
  async run({ event, finish }) {
    const { id: charge, reference: order } = event.data
    await finish(async (tx) => {
      // The answer of the charge itself may have been first.
      const paid = await tx.update(Order, { id: order, status: 'placed' }, { status: 'paid', charge })
      if (paid) await tx.emit(orderPaid, { order })
    })
  },
})
