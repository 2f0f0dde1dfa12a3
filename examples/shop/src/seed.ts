// Rows to try the shop with. Development only: a production database starts empty.
import type { SeedContext } from 'lintel'
import { User } from './accounts.ts'
import { Category, Product } from './catalog.ts'

const people = [
  { email: 'ada@shop.example', name: 'Ada Admin', role: 'admin' },
  { email: 'sam@shop.example', name: 'Sam Support', role: 'support' },
  { email: 'cleo@shop.example', name: 'Cleo Customer', role: 'customer' },
] as const

const goods = [
  { name: 'Teapot', price: '34.00', stock: 12, category: 'kitchen' },
  { name: 'Bread knife', price: '18.50', stock: 40, category: 'kitchen' },
  { name: 'Desk lamp', price: '59.90', stock: 7, category: 'office' },
  { name: 'Notebook, squared', price: '6.20', stock: 500, category: 'office' },
]

export async function seed({ db }: SeedContext): Promise<void> {
  for (const person of people) await db.insert(User, { ...person, password: 'correct horse' })
  const ids = new Map<string, string>()
  for (const slug of ['kitchen', 'office']) {
    const name = slug === 'kitchen' ? 'Kitchen' : 'Office'
    ids.set(slug, (await db.insert(Category, { name, slug })).id)
  }
  for (const { category, ...product } of goods) {
    await db.insert(Product, { ...product, categories: [ids.get(category) ?? ''] })
  }
}
