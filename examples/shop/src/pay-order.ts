// Paying: the provider is asked first and once for each order, then the order is paid.
import { CallRefused, grant, operation, signedIn, t } from 'lintel'
import { orderPaid } from './order-events.ts'
import { Order } from './orders.ts'
import { payments } from './payments.ts'

export const payOrder = operation('POST /orders/{order}/payment', {
  summary: 'Pay for an order by card',
  tag: 'orders',
  allow: signedIn,
  params: { order: t.ref(() => Order) },
  // What the provider gave the browser for the card: numbers of cards never come here.
  input: { card: t.string({ max: 100 }) },
  output: Order,
  status: 200,
  errors: { order_not_found: 404, not_its_turn: 409, card_declined: 402 },
  grants: [grant(Order, 'update', 'status', 'charge')],
  uses: { payments },
  async run({ params, input, db, payments, fail }) {
    const order = await db.get(Order, params.order)
    if (!order) throw fail('order_not_found')
    if (order.status !== 'placed') throw fail('not_its_turn')
    const { id: reference, total: amount } = order
    const charge = await payments.charge({ amount, reference, card: input.card }, { key: reference })
    if (charge instanceof CallRefused) throw fail('card_declined')
    return db.transaction(async (tx) => {
      const unpaid = { id: reference, status: 'placed' } as const
      const paid = await tx.update(Order, unpaid, { status: 'paid', charge: charge.id })
      // Cancelled meanwhile, or paid by a request beside this one.
      if (!paid) throw fail('not_its_turn')
      await tx.emit(orderPaid, { order: paid.id })
      return paid
    })
  },
})
