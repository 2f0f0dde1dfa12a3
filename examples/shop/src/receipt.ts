// A receipt for whoever has placed an order: it is sent if, and only if, the order is there.
import { grant, html, mail } from 'lintel'
import { User } from './accounts.ts'
import { orderPlaced } from './order-events.ts'
import { Order, OrderItem } from './orders.ts'

export const receipt = mail('receipt', {
  on: orderPlaced,
  grants: [grant(Order, 'read'), grant(OrderItem, 'read'), grant(User, 'read')],
  async compose({ input, db, publicUrl }) {
    const order = await db.get(Order, input.order)
    const customer = order && (await db.get(User, order.customer))
    if (!customer) return undefined
    const items = await db.find(OrderItem, { where: { order: order.id }, orderBy: ['id'] })
    const lines = items.map(({ quantity, name, price }) => `${quantity} × ${name} at ${price}`)
    const link = `${publicUrl}/orders/${order.id}`
    return {
      to: { name: customer.name, address: customer.email },
      subject: `Your order of ${order.total}`,
      text: `Thank you, ${customer.name}.\n\n${lines.join('\n')}\n\nIn all: ${order.total}\n\n${link}\n`,
      html: html`<p>Thank you, ${customer.name}.</p>
        <ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>
        <p>In all: ${order.total}. <a href="${link}">Your order</a></p>`,
    }
  },
})
