/** The application of the benchmark, as an author would declare it. */
import { anyone, application, entity, identity, owner, policy, resource, role, t, through } from 'lintel'

export const User = entity('user', {
  name: t.string(),
  email: t.email().unique(),
  role: t.enum('customer', 'support').default('customer').private(),
})
export const accounts = identity(User, { role: 'role' })
export const userPolicy = policy(User, { read: [owner('id'), role('support')] })

export const Product = entity('product', { name: t.string(), price: t.decimal(12, 2) })
export const productPolicy = policy(Product, { read: anyone })

export const Order = entity('order', {
  customer: t.ref(() => User),
  status: t.enum('placed', 'paid', 'shipped', 'cancelled').default('placed'),
  total: t.decimal(12, 2),
  items: t.many(() => OrderItem, 'order'),
})
export const orders = resource(Order, {
  read: [owner('customer'), role('support')],
  sort: ['createdAt'],
  defaultSort: ['-createdAt'],
  include: ['items.product', 'customer'],
})

export const OrderItem = entity('orderItem', {
  order: t.ref(() => Order),
  product: t.ref(() => Product),
  quantity: t.integer(),
  price: t.decimal(12, 2),
})
export const itemPolicy = policy(OrderItem, { read: through('order') })

export const Note = entity('note', { order: t.ref(() => Order), body: t.text({ min: 1, max: 2000 }) })
export const notes = resource(Note, { read: owner('order.customer'), create: owner('order.customer') })

export const parts = {
  User,
  accounts,
  userPolicy,
  Product,
  productPolicy,
  Order,
  orders,
  OrderItem,
  itemPolicy,
  Note,
  notes,
}

export default application('lintel-bench', { parts: [parts] })
