// Orders: customers see their own, support sees all and moves them on.
import { entity, owner, policy, resource, role, t, through } from 'lintel'
import { User } from './accounts.ts'
import { Product } from './catalog.ts'

export const Order = entity('order', {
  customer: t.ref(() => User).immutable(),
  status: t.enum('placed', 'paid', 'shipped', 'cancelled').default('placed'),
  total: t.decimal(12, 2).readOnly(),
  note: t.text({ max: 500 }).optional(),
  items: t.many(() => OrderItem, 'order'),
})

export const OrderItem = entity('orderItem', {
  order: t.ref(() => Order, { onDelete: 'cascade' }).immutable(),
  product: t.ref(() => Product).immutable(),
  quantity: t.integer({ min: 1, max: 100 }),
  price: t.decimal(12, 2),
})

export const orders = resource(Order, {
  read: [owner('customer'), role('support'), role('admin')],
  update: { who: role('support'), fields: ['status', 'note'] },
  filter: ['status', 'createdAt', 'total', 'customer.email'],
  sort: ['createdAt', 'total'],
  include: ['items.product', 'customer'],
})

export const orderItems = policy(OrderItem, { read: through('order') })
