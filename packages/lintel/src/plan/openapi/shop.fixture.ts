/** A shop with every kind of field, resource and operation, for the tests of the document and its page. */
import { application } from '../../spec/application.ts'
import { entity } from '../../spec/entity.ts'
import { t } from '../../spec/fields.ts'
import { grant } from '../../spec/grant.ts'
import { identity } from '../../spec/identity.ts'
import type { ApplicationModel } from '../../spec/model.ts'
import { operation } from '../../spec/operation.ts'
import { policy, principalId, resource } from '../../spec/resource.ts'
import { anyone, owner, role, signedIn, through, where } from '../../spec/rules.ts'

export const User = entity(
  'user',
  {
    email: t.email().unique().personal(),
    name: t.string().personal().describe('As it is printed on the parcel.'),
    password: t.password(),
    role: t.enum('customer', 'support', 'admin').default('customer'),
    website: t.url().optional(),
    born: t.date().optional().personal(),
  },
  { description: 'Somebody who buys or helps.' },
)

export const Category = entity('category', {
  id: t.integerId(),
  slug: t.slug().unique(),
  title: t.string(),
})

export const Product = entity(
  'product',
  {
    name: t.string({ max: 80 }),
    sku: t.text({ pattern: '^[A-Z]{3}-[0-9]{4,6}(?:-[a-z]+)?$', max: 20 }).unique(),
    description: t.text().optional(),
    price: t.decimal(12, 2, { min: 0.5, max: 10000 }),
    weight: t.decimal(4, 4).optional(),
    stock: t.integer({ min: 0 }).default(0),
    views: t.bigint().readOnly().default('0'),
    published: t.boolean().default(false),
    categories: t.manyToMany(() => Category),
    mainCategory: t.ref(() => Category).optional(),
    attributes: t.json({
      type: 'object',
      properties: {
        colour: { type: 'string' },
        sizes: { type: 'array', items: { type: 'integer', minimum: 20 } },
      },
      required: ['colour'],
    }),
    internalNote: t.text().private().optional(),
  },
  { search: ['name', 'description'], softDelete: true },
)

export const Order = entity(
  'order',
  {
    customer: t.ref(() => User).immutable(),
    status: t.enum('placed', 'paid', 'shipped', 'cancelled').default('placed'),
    total: t.decimal(12, 2),
    note: t.text({ max: 500 }).optional(),
    shippedAt: t.timestamp().optional(),
    revision: t.version(),
    items: t.many(() => OrderItem, 'order'),
  },
  { description: 'What a customer bought at once.', index: [['customer', 'createdAt']] },
)

export const OrderItem = entity('orderItem', {
  order: t.ref(() => Order, { onDelete: 'cascade' }),
  product: t.ref(() => Product),
  quantity: t.integer({ min: 1, max: 100 }),
})

export const accounts = identity(User, { role: 'role' })

export const users = resource(User, {
  read: [owner('id'), role('admin')],
  create: { who: anyone, fields: ['email', 'name', 'password', 'website', 'born'] },
  update: { who: owner('id'), fields: ['name', 'website', 'born'] },
  delete: role('admin'),
})

export const categories = resource(Category, {
  read: anyone,
  create: role('admin'),
  update: role('admin'),
  bulk: true,
  sort: ['slug', 'id'],
  defaultSort: ['slug'],
  filter: ['id', 'title'],
})

export const products = resource(Product, {
  read: [where('published', 'eq', true), role('admin')],
  create: role('admin'),
  update: role('admin'),
  delete: role('admin'),
  bulk: true,
  search: true,
  filter: [
    'price',
    'name',
    'published',
    'views',
    'mainCategory',
    'mainCategory.slug',
    'createdAt',
    'description',
  ],
  sort: ['name', 'price', 'createdAt'],
  defaultSort: ['-createdAt', 'name'],
  include: ['categories', 'mainCategory'],
  limit: { default: 25, max: 200 },
})

export const orders = resource(Order, {
  description: 'Orders, for those who placed them and those who help them.',
  read: [owner('customer'), role('support')],
  create: { who: signedIn, fields: ['total', 'note'], set: { customer: principalId } },
  update: { who: role('support'), fields: ['status', 'note'] },
  delete: role('support'),
  filter: ['status', 'createdAt', 'customer', 'shippedAt', 'items.quantity'],
  sort: ['createdAt'],
  include: ['items.product.mainCategory', 'customer'],
})

export const archive = resource(Order, {
  path: '/archive/orders',
  read: role('admin'),
  deprecated: { since: '2026-01-01', sunset: '2027-01-01T00:00:00Z', link: 'https://example.com/orders' },
})

export const orderItems = policy(OrderItem, { read: through('order') })

export const placeOrder = operation('POST /orders/place', {
  summary: 'Place an order',
  description: 'Takes the articles out of stock and charges the customer.',
  allow: signedIn,
  input: {
    items: t.list(
      {
        product: t.ref(() => Product),
        quantity: t.integer({ min: 1, max: 100 }),
        category: t.ref(() => Category).optional(),
      },
      { min: 1, max: 50 },
    ),
    contact: t.object({ phone: t.string().personal(), callBy: t.timestamp().optional() }),
    coupon: t.text({ pattern: '^(?=.*[0-9])[A-Z0-9]{6,}$' }).optional(),
  },
  output: Order,
  errors: {
    out_of_stock: 409,
    price_changed: { status: 409, title: 'A price has changed.' },
    payment_declined: 402,
  },
  grants: [grant(Product, 'update', 'stock')],
  run: () => {
    throw new Error('Only declared.')
  },
})

export const signIn = operation('POST /sign-in', {
  summary: 'Sign in',
  allow: anyone,
  tag: 'accounts',
  input: { email: t.email(), password: t.password() },
  output: { token: t.string({ max: 4000 }), expiresAt: t.timestamp() },
  status: 200,
  errors: { wrong_credentials: 401 },
  run: () => ({ token: '', expiresAt: '' }),
})

export const salesReport = operation('GET /reports/sales/{year}', {
  summary: 'Sales of a year',
  allow: role('admin'),
  params: { year: t.integer({ min: 2000, max: 2100 }) },
  query: {
    currency: t.string({ min: 3, max: 3 }),
    months: t.list(t.integer({ min: 1, max: 12 })).optional(),
  },
  output: t.list({ month: t.integer(), sum: t.decimal(14, 2) }),
  deprecated: { since: '2026-03-01' },
  run: () => [],
})

export const cancelOrder = operation('POST /orders/{order}/cancel', {
  summary: 'Cancel an order',
  allow: [role('support'), role('admin')],
  params: { order: t.uuid() },
  errors: { already_shipped: 410 },
  run: () => undefined,
})

// The same path as reads and writes of one category, with another name for its parameter.
export const removeCategory = operation('DELETE /categories/{category}', {
  summary: 'Remove a category',
  allow: role('admin'),
  params: { category: t.integer({ min: 1 }) },
  run: () => undefined,
})

export const shopParts = {
  User,
  Category,
  Product,
  Order,
  OrderItem,
  accounts,
  users,
  categories,
  products,
  orders,
  archive,
  orderItems,
  placeOrder,
  signIn,
  salesReport,
  cancelOrder,
  removeCategory,
}

export function shopModel(): ApplicationModel {
  return application('Shop', {
    version: '1.4.0',
    description: 'A shop for the tests.',
    prefix: '/v1',
    parts: [shopParts],
  }).model
}
