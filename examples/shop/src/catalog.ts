// What is sold: everybody may look, administrators may change.
import { anyone, entity, resource, role, t } from 'lintel'

export const Category = entity('category', {
  name: t.string({ max: 80 }),
  slug: t.slug().unique(),
})

export const categories = resource(Category, {
  read: anyone,
  create: role('admin'),
  update: role('admin'),
  delete: role('admin'),
  sort: ['name'],
  cache: '10m',
})

export const Product = entity(
  'product',
  {
    name: t.string({ max: 120 }),
    description: t.text({ max: 4000 }).optional(),
    price: t.decimal(10, 2, { min: 0 }),
    stock: t.integer({ min: 0 }).default(0),
    categories: t.manyToMany(() => Category),
  },
  // Orders go on referring to what is no longer sold.
  { search: ['name', 'description'], softDelete: true },
)

export const products = resource(Product, {
  read: anyone,
  create: role('admin'),
  update: role('admin'),
  delete: role('admin'),
  filter: ['price', 'stock', 'categories.slug'],
  sort: ['name', 'price', 'createdAt'],
  include: ['categories'],
  search: true,
  bulk: true,
  // Until somebody buys or changes something: everybody looks at the same.
  cache: { ttl: '60s', graceFor: '1h' },
})
