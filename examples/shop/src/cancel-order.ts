// Cancelling an order gives its items back to the stock, once.
import { grant, operation, signedIn, t } from 'lintel'
import { Product } from './catalog.ts'
import { Order } from './orders.ts'
import { inStockOrder } from './stock.ts'

export const cancelOrder = operation('POST /orders/{order}/cancel', {
  summary: 'Cancel an order that was not shipped',
  tag: 'orders',
  allow: signedIn,
  params: { order: t.ref(() => Order) },
  output: Order,
  status: 200,
  errors: { order_not_found: 404, too_late: 409 },
  grants: [grant(Product, 'update', 'stock'), grant(Order, 'update', 'status')],
  async run({ params, db, fail }) {
    return db.transaction(async (tx) => {
      // Read under the caller's own rules: nobody cancels what they cannot see.
      const order = await tx.get(Order, params.order, { include: ['items'] })
      if (!order) throw fail('order_not_found')
      // Of parallel calls one changes the row; the others then find it cancelled.
      const cancelled = await tx.update(
        Order,
        { id: order.id, status: { in: ['placed', 'paid'] } },
        { status: 'cancelled' },
      )
      if (!cancelled) throw fail('too_late')
      for (const { product, quantity } of inStockOrder(order.items)) {
        await tx.update(Product, product, { stock: { increment: quantity } })
      }
      return cancelled
    })
  },
})
