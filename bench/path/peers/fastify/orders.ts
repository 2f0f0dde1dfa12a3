/** Orders of the Fastify peer: the list with its nested parts, and one order. */

import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { HttpError } from './problem.ts'
import { listOrdersSchema, readOrderSchema } from './schemas.ts'
import { firstPage, nextPage, readOrder } from './statements.ts'

interface ListQuery {
  readonly limit: number
  readonly after?: string
}

/** As the statement returns it; the rest is for the serializer. */
interface ListedOrder {
  readonly id: string
  readonly createdAt: string
}

export function orderRoutes(app: FastifyInstance, pool: Pool): void {
  app.get<{ Querystring: ListQuery }>('/orders', { schema: listOrdersSchema }, async (request) => {
    const { limit, after } = request.query
    const orders = await listOrders(pool, request.user.sub, limit + 1, after)
    // One row more than asked for tells whether there is another page.
    const data = orders.length > limit ? orders.slice(0, limit) : orders
    const last = orders.length > limit ? data.at(-1) : undefined
    return { data, meta: { limit, next: last ? encodeCursor(last) : null } }
  })

  app.get<{ Params: { id: string } }>('/orders/:id', { schema: readOrderSchema }, async (request) => {
    const { rows } = await pool.query({ ...readOrder, values: [request.params.id, request.user.sub] })
    if (rows.length === 0) throw new HttpError(404, 'Order not found')
    return { data: rows[0] }
  })
}

async function listOrders(pool: Pool, customer: string, count: number, after?: string) {
  const position = after === undefined ? undefined : decodeCursor(after)
  const statement = position
    ? { ...nextPage, values: [customer, count, position.createdAt, position.id] }
    : { ...firstPage, values: [customer, count] }
  const { rows } = await pool.query<{ order: ListedOrder }>(statement)
  return rows.map((row) => row.order)
}
