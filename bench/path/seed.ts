/** The rows of the benchmark: 1,000 users, 500 products, 50,000 orders with about three items each. */

import type { SeededRandom } from '../harness/seeded-random.ts'
import { seededRandom } from '../harness/seeded-random.ts'
import { uuidV7 } from './uuid-v7.ts'

const userCount = 1_000
const productCount = 500
const orderCount = 50_000
const firstOrderMs = Date.UTC(2025, 0, 1)
const orderSpacingMs = 300_000

/** A table's rows, column by column, in the order of `columns`: the shape `unnest` takes. */
export interface SeedTable {
  readonly table: string
  readonly columns: readonly (readonly [name: string, type: string])[]
  readonly rows: readonly (readonly (string | number)[])[]
}

interface Product {
  readonly id: string
  readonly cents: number
}

type Row = readonly (string | number)[]

/** The tables in the order in which foreign keys allow them to be filled. The same in every run. */
export function seedTables(): readonly SeedTable[] {
  const random = seededRandom(20_251_121)
  const users = makeUsers(random)
  const products = makeProducts(random)
  const { orders, items } = makeOrders(random, users, products)
  return [
    table('users', users, ['id uuid', 'name text', 'email text']),
    table('products', products.rows, ['id uuid', 'name text', 'price numeric']),
    table('orders', orders, ['id uuid', 'customer_id uuid', 'status text', 'total numeric']),
    table('order_items', items, [
      'id uuid',
      'order_id uuid',
      'product_id uuid',
      'quantity integer',
      'price numeric',
    ]),
  ]
}

function table(name: string, rows: readonly Row[], columns: readonly string[]): SeedTable {
  const times = ['created_at timestamptz', 'updated_at timestamptz']
  const pairs = [...columns, ...times].map((column) => column.split(' ') as [string, string])
  return { table: name, columns: pairs, rows }
}

function makeUsers(random: SeededRandom): Row[] {
  return Array.from({ length: userCount }, (_, index) => {
    const timeMs = firstOrderMs - (userCount - index) * 60_000
    return [idAt(random, timeMs), `Customer ${index}`, `customer-${index}@example.test`, ...times(timeMs)]
  })
}

function makeProducts(random: SeededRandom): { rows: Row[]; all: Product[] } {
  const all: Product[] = []
  const rows = Array.from({ length: productCount }, (_, index) => {
    const timeMs = firstOrderMs - (productCount - index) * 60_000
    const product = { id: idAt(random, timeMs), cents: random.integer(100, 20_000) }
    all.push(product)
    return [product.id, `Product ${index}`, price(product.cents), ...times(timeMs)]
  })
  return { rows, all }
}

function makeOrders(random: SeededRandom, users: readonly Row[], products: { all: readonly Product[] }) {
  const orders: Row[] = []
  const items: Row[] = []
  for (let index = 0; index < orderCount; index++) {
    // Orders arrive over time from every customer, so the rows of one customer lie far apart, as in real life.
    const timeMs = firstOrderMs + index * orderSpacingMs + random.integer(0, orderSpacingMs - 1)
    const orderId = idAt(random, timeMs)
    let cents = 0
    for (let line = random.integer(1, 5); line > 0; line--) {
      const product = products.all[random.integer(0, productCount - 1)]!
      const quantity = random.integer(1, 9)
      cents += product.cents * quantity
      items.push([
        idAt(random, timeMs),
        orderId,
        product.id,
        quantity,
        price(product.cents),
        ...times(timeMs),
      ])
    }
    const customer = users[random.integer(0, userCount - 1)]![0]!
    const status = ['placed', 'paid', 'shipped', 'cancelled'][random.integer(0, 3)]!
    orders.push([orderId, customer, status, price(cents), ...times(timeMs)])
  }
  return { orders, items }
}

function idAt(random: SeededRandom, timeMs: number): string {
  return uuidV7(timeMs, random.bytes(10))
}

function times(timeMs: number): [string, string] {
  return [new Date(timeMs).toISOString(), new Date(timeMs + 60_000).toISOString()]
}

function price(cents: number): string {
  return (cents / 100).toFixed(2)
}
