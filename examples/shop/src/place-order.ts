// Placing an order takes its items out of stock, together or not at all.
import { grant, operation, signedIn, t } from 'lintel'
import { Product } from './catalog.ts'
import { orderPlaced } from './order-events.ts'
import { Order, OrderItem } from './orders.ts'
import { totalOf } from './prices.ts'
import { inStockOrder } from './stock.ts'

const item = { product: t.ref(() => Product), quantity: t.integer({ min: 1, max: 100 }) }

export const placeOrder = operation('POST /orders', {
  summary: 'Place an order',
  tag: 'orders',
  allow: signedIn,
  input: { items: t.list(item, { min: 1, max: 50 }), note: t.text({ max: 500 }).optional() },
  output: Order,
  errors: { out_of_stock: 409, product_not_found: 422 },
  grants: [grant(Product, 'update', 'stock'), grant(Order, 'create'), grant(OrderItem, 'create')],
  async run({ input, principal, db, fail }) {
    return db.transaction(async (tx) => {
      const items = []
      for (const { product: id, quantity } of inStockOrder(input.items)) {
        const enough = { id, stock: { gte: quantity } }
        const product = await tx.update(Product, enough, { stock: { increment: -quantity } })
        if (!product) throw fail((await tx.get(Product, id)) ? 'out_of_stock' : 'product_not_found')
        items.push({ product: id, quantity, name: product.name, price: product.price })
      }
      const total = totalOf(items)
      const order = await tx.insert(Order, { customer: principal.id, note: input.note, total, items })
      await tx.emit(orderPlaced, { order: order.id })
      return order
    })
  },
})
