/** The load as requests of the shop's customers: reads and writes of the table that is changed. */

import { withClient } from '../../harness/connection.ts'
import { seededRandom } from '../../harness/seeded-random.ts'
import { signAccessToken } from '../../harness/token.ts'
import type { LoadRequest } from './load-plan.ts'

/** Customers in whose name the requests are sent. */
export const callerCount = 200
const requestCount = 4_000
const ordersPerCaller = 50

interface Caller {
  readonly token: string
  readonly orders: readonly string[]
}

/** Of ten requests: a list of 20 orders four times, one order three times, a new order twice, a new note once. */
const mix = ['list', 'list', 'list', 'list', 'read', 'read', 'read', 'create', 'create', 'note'] as const

export interface RequestsOptions {
  readonly databaseUrl: string
  /** Signs the tokens of the customers. */
  readonly secret: string
  /** Of an order, for what a customer writes. */
  readonly noteField?: string
}

/** The same requests in every run, but for the tokens. */
export async function makeRequests(options: RequestsOptions): Promise<readonly LoadRequest[]> {
  const { databaseUrl, secret, noteField = 'note' } = options
  const { callers, products } = await readSeed(databaseUrl, secret)
  const random = seededRandom(20_261_124)
  const one = <T>(values: readonly T[]) => values[random.integer(0, values.length - 1)]!
  return Array.from({ length: requestCount }, (_, number) => {
    const { token, orders } = one(callers)
    const subject = { number, token, order: one(orders), product: one(products), noteField }
    return makers[mix[number % mix.length]!](subject)
  })
}

interface Subject {
  readonly number: number
  readonly token: string
  /** One of the caller's. */
  readonly order: string
  readonly product: string
  readonly noteField: string
}

const makers: Readonly<Record<(typeof mix)[number], (subject: Subject) => LoadRequest>> = {
  list: ({ token }) => ({ method: 'GET', path: '/orders?include=items.product,customer&limit=20', token }),
  read: ({ token, order }) => ({ method: 'GET', path: `/orders/${order}`, token }),
  create: ({ number, token, product }) => {
    const items = [{ product, quantity: 1 + (number % 5) }]
    const body = JSON.stringify({ items, street: `New Street ${number}`, city: 'City 7' })
    return { method: 'POST', path: '/orders', token, body }
  },
  note: ({ number, token, order, noteField }) => {
    const body = JSON.stringify({ [noteField]: `Ring, ${number}` })
    return { method: 'PATCH', path: `/orders/${order}`, token, body }
  },
}

async function readSeed(databaseUrl: string, secret: string) {
  return withClient(databaseUrl, async (client) => {
    const callers = await client.query<{ id: string; orders: string[] }>(
      `select caller.id, array_agg(mine.id::text) as orders
       from (select id from users order by id limit $1) as caller
       cross join lateral (select id from orders where customer_id = caller.id order by id desc limit $2) as mine
       group by caller.id order by caller.id`,
      [callerCount, ordersPerCaller],
    )
    const products = await client.query<{ id: string }>('select id from products order by id')
    return {
      callers: callers.rows.map(({ id, orders }): Caller => {
        return { token: signAccessToken({ secret, application: 'shop', subject: id }), orders }
      }),
      products: products.rows.map(({ id }) => id),
    }
  })
}
