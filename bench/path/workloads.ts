/** The three workloads as requests: what is asked, by whom, and what the answer's status has to be. */

import { seededRandom } from '../harness/seeded-random.ts'
import type { Caller } from './callers.ts'

export const workloadNames = ['a', 'b', 'c'] as const
export type WorkloadName = (typeof workloadNames)[number]

export const titles: Readonly<Record<WorkloadName, string>> = {
  a: 'list 20 orders with customer and items.product, newest first',
  b: 'read one order',
  c: 'create an order note',
}

export interface BenchRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly token?: string
  readonly body?: string
}

export interface Workload {
  readonly requests: readonly BenchRequest[]
  readonly status: number
}

const ordersPerCaller = 5
const noteText =
  'Please leave the parcel with the neighbour on the second floor, and ring twice before you go.'

/** The list; `cursor` for a later page. */
export function listOrders(token: string, cursor?: string, limit = 20): BenchRequest {
  const position = cursor === undefined ? '' : `&after=${encodeURIComponent(cursor)}`
  return {
    method: 'GET',
    path: `/orders?include=customer,items.product&sort=-createdAt&limit=${limit}${position}`,
    token,
  }
}

export function readOrder(token: string, order: string): BenchRequest {
  return { method: 'GET', path: `/orders/${order}`, token }
}

export function createNote(token: string, order: string, body = noteText): BenchRequest {
  return { method: 'POST', path: '/notes', token, body: JSON.stringify({ order, body }) }
}

/**
 * The requests of a workload, to be sent in turn.
 *
 * @param cursors   second-page cursors of the server under test, with the token each belongs to: one list in
 *                  five asks for a second page
 */
export function makeWorkload(
  name: WorkloadName,
  callers: readonly Caller[],
  cursors: readonly { readonly token: string; readonly cursor: string }[],
): Workload {
  if (name === 'a') {
    const first = callers.map(({ token }) => listOrders(token))
    const second = cursors.map(({ token, cursor }) => listOrders(token, cursor))
    return { requests: spread([...first, ...second]), status: 200 }
  }
  const request = name === 'b' ? readOrder : createNote
  const requests = callers.flatMap(({ token, orders }) =>
    orders.slice(0, ordersPerCaller).map((order) => request(token, order)),
  )
  return { requests: spread(requests), status: name === 'c' ? 201 : 200 }
}

// The same shuffle in every run (Fisher and Yates).
function spread(requests: readonly BenchRequest[]): BenchRequest[] {
  const random = seededRandom(7)
  const shuffled = [...requests]
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = random.integer(0, last)
    const moved = shuffled[last]!
    shuffled[last] = shuffled[other]!
    shuffled[other] = moved
  }
  return shuffled
}
