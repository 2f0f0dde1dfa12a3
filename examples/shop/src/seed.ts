// Rows to try the shop with. Development only: a production database starts empty.
import type { SeedContext } from 'lintel'
import { User } from './accounts.ts'
import { Category, Product } from './catalog.ts'

const people = [
  { email: 'ada@shop.example', name: 'Ada Admin', role: 'admin' },
  { email: 'sam@shop.example', name: 'Sam Support', role: 'support' },
  { email: 'cleo@shop.example', name: 'Cleo Customer', role: 'customer' },
] as const

const shelves = {
  kitchen: [
    { name: 'Teapot', price: '34.00', stock: 12 },
    { name: 'Bread knife', price: '18.50', stock: 40 },
  ],
  office: [
    { name: 'Desk lamp', price: '59.90', stock: 7 },
    { name: 'Notebook, squared', price: '6.20', stock: 500 },
  ],
}

export async function seed({ db }: SeedContext): Promise<void> {
  for (const person of people) await db.insert(User, { ...person, password: 'correct horse' })
  for (const [slug, products] of Object.entries(shelves)) {
    const { id } = await db.insert(Category, { name: `For the ${slug}`, slug })
    await db.insertMany(
      Product,
      products.map((product) => ({ ...product, categories: [id] })),
    )
  }
}
