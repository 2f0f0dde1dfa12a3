/** The customers in whose name the requests are sent, with orders of theirs. */

import { withClient } from '../harness/connection.ts'
import { signToken } from './token.ts'

export interface Caller {
  readonly id: string
  readonly token: string
  /** All orders of the customer, newest first. */
  readonly orders: readonly string[]
}

const callerCount = 200

/** 200 customers spread over all of them. */
export async function loadCallers(databaseUrl: string, secret: string): Promise<readonly Caller[]> {
  const { rows } = await withClient(databaseUrl, (client) =>
    client.query<{ id: string; orders: string[] }>(
      `select customer_id as id, array_agg(id::text order by created_at desc, id) as orders
       from orders group by customer_id order by md5(customer_id::text) limit $1`,
      [callerCount],
    ),
  )
  return rows.map(({ id, orders }) => ({ id, orders, token: signToken(secret, id) }))
}
