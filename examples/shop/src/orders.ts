// Orders: customers see their own; support sees all of them and moves them on.
import { entity, grant, operation, owner, policy, resource, role, t, through } from 'lintel'
import { User } from './accounts.ts'
import { Product } from './catalog.ts'

export const Order = entity(
  'order',
  {
    customer: t.ref(() => User).immutable(),
    status: t.enum('placed', 'paid', 'shipped', 'cancelled').default('placed').readOnly(),
    // Holds 50 items of 100 pieces at the highest price.
    total: t.decimal(14, 2).readOnly(),
    note: t.text({ max: 500 }).optional(),
    // By which the payment provider knows it.
    charge: t.string({ max: 100 }).optional().private(),
    items: t.many(() => OrderItem, 'order'),
  },
  { index: [['status', 'id']] },
)

export const OrderItem = entity('orderItem', {
  order: t.ref(() => Order, { onDelete: 'cascade' }).immutable(),
  product: t.ref(() => Product).immutable(),
  quantity: t.integer({ min: 1, max: 100 }),
  // What it was called and cost when it was ordered.
  name: t.string({ max: 120 }),
  price: t.decimal(10, 2),
})

export const orders = resource(Order, {
  read: [owner('customer'), role('support'), role('admin')],
  update: { who: [owner('customer'), role('support')], fields: ['note'] },
  filter: ['status', 'createdAt', 'total', 'customer', 'items.product'],
  sort: ['createdAt', 'total'],
  include: ['items.product', 'customer'],
})

export const orderItems = policy(OrderItem, { read: through('order') })

// What an order must be to become this.
const before = { paid: 'placed', shipped: 'paid' } as const

export const moveOrder = operation('PUT /orders/{order}/status', {
  summary: 'Say that an order was paid or shipped',
  tag: 'orders',
  allow: role('support'),
  params: { order: t.ref(() => Order) },
  input: { status: t.enum('paid', 'shipped') },
  output: Order,
  errors: { order_not_found: 404, not_its_turn: 409 },
  grants: [grant(Order, 'update', 'status')],
  async run({ params, input, db, fail }) {
    const ready = { id: params.order, status: before[input.status] }
    const moved = await db.update(Order, ready, { status: input.status })
    if (!moved) throw fail((await db.get(Order, params.order)) ? 'not_its_turn' : 'order_not_found')
    return moved
  },
})
