// Placing an order takes its items out of stock, together or not at all.
import { grant, operation, signedIn, t } from 'lintel'
import { Product } from './catalog.ts'
import { Order, OrderItem } from './orders.ts'
import { totalOf } from './prices.ts'

export const placeOrder = operation('POST /orders', {
  summary: 'Place an order',
  tag: 'orders',
  allow: signedIn,
  input: {
    items: t.list({ product: t.ref(() => Product), quantity: t.integer({ min: 1, max: 100 }) }, { min: 1, max: 50 }),
    note: t.text({ max: 500 }).optional(),
  },
  output: Order,
  errors: { out_of_stock: 409, product_not_found: 422 },
  grants: [grant(Product, 'update', 'stock'), grant(Order, 'create'), grant(OrderItem, 'create')],
  async run({ input, principal, db, fail }) {
    // Everybody locks products in the same order, so that two orders never wait for each other.
    const wanted = input.items.toSorted((a, b) => a.product.localeCompare(b.product))
    return db.transaction(async (tx) => {
      const lines = []
      for (const { product: id, quantity } of wanted) {
        const product = await tx.update(Product, { id, stock: { gte: quantity } }, { stock: { increment: -quantity } })
        if (!product) throw fail((await tx.get(Product, id)) ? 'out_of_stock' : 'product_not_found')
        lines.push({ product: id, quantity, price: product.price })
      }
      return tx.insert(Order, { customer: principal.id, note: input.note, total: totalOf(lines), items: lines })
    })
  },
})

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
      const order = await tx.get(Order, params.order, { include: ['items'] })
      if (!order) throw fail('order_not_found')
      const cancelled = await tx.update(Order, { id: order.id, status: { in: ['placed', 'paid'] } }, { status: 'cancelled' })
      if (!cancelled) throw fail('too_late')
      for (const { product, quantity } of order.items.toSorted((a, b) => a.product.localeCompare(b.product))) {
        await tx.update(Product, product, { stock: { increment: quantity } })
      }
      return cancelled
    })
  },
})
