/** Proves, before anything is timed, that all servers give the same answers and refuse the same requests. */

import assert from 'node:assert/strict'
import { ask } from './ask.ts'
import type { Caller } from './callers.ts'
import { countNotes } from './database.ts'
import type { ServerProcess } from './server-process.ts'
import type { VerifyContext } from './verify-refusals.ts'
import { verifyRefusals } from './verify-refusals.ts'
import { createNote, listOrders, readOrder } from './workloads.ts'

interface Page {
  readonly data: readonly { readonly id: string }[]
  readonly meta: { readonly limit: number; readonly next: string | null }
}

/** @throws AssertionError that names the server and the check */
export async function verifyServers(
  servers: readonly ServerProcess[],
  context: VerifyContext,
): Promise<void> {
  const answers = []
  for (const server of servers) {
    const seen = await collectAnswers(server, context)
    await verifyRefusals(server, context)
    answers.push({ name: server.server.name, seen })
  }
  const [reference, ...others] = answers
  for (const { name, seen } of others) {
    assertSame(seen, reference!.seen, `${name} does not answer as ${reference!.name} does`)
  }
}

/** The cursor of the second page for every fourth caller. Its text is each server's own affair. */
export async function collectCursors(server: ServerProcess, callers: readonly Caller[]) {
  const some = callers.filter((caller, index) => index % 4 === 0 && caller.orders.length > 20)
  return Promise.all(
    some.map(async ({ token }) => {
      const { body } = await ask(server, listOrders(token))
      return { token, cursor: (body as Page).meta.next! }
    }),
  )
}

async function collectAnswers(server: ServerProcess, context: VerifyContext): Promise<unknown[]> {
  const answers: unknown[] = []
  for (const caller of context.callers.slice(0, 3)) {
    for (const limit of [20, 7]) answers.push(...(await walkPages(server, caller, limit)))
    for (const order of caller.orders.slice(0, 3)) {
      const answer = await ask(server, readOrder(caller.token, order))
      assert.equal(answer.status, 200, `${server.server.name}: read one order`)
      answers.push(answer.body)
    }
    answers.push(await verifyCreate(server, caller, context.databaseUrl))
  }
  return answers.map((answer) => comparable(answer))
}

async function walkPages(server: ServerProcess, caller: Caller, limit: number): Promise<Page[]> {
  const pages: Page[] = []
  let cursor: string | undefined
  do {
    const { status, body } = await ask(server, listOrders(caller.token, cursor, limit))
    assert.equal(status, 200, `${server.server.name}: list, page ${pages.length + 1}`)
    pages.push(body as Page)
    cursor = pages.at(-1)!.meta.next ?? undefined
  } while (cursor !== undefined && pages.length < 100)
  // Against the table itself: no order is missing, none comes twice, none is another customer's.
  const ids = pages.flatMap(({ data }) => data.map(({ id }) => id))
  assertSame(
    ids,
    caller.orders,
    `${server.server.name}: the pages of ${limit} are not the orders of the caller`,
  )
  return pages
}

async function verifyCreate(server: ServerProcess, caller: Caller, databaseUrl: string): Promise<unknown> {
  const order = caller.orders[0]!
  const text = 'A note with "quotes", \\ and ünïcode \u{1f4e6}'
  const { status, location, body } = await ask(server, createNote(caller.token, order, text))
  const note = (body as { data: Record<string, unknown> }).data
  assert.equal(status, 201, `${server.server.name}: create a note`)
  assert.ok(location?.endsWith(`/notes/${note.id}`), `${server.server.name}: Location is ${location}`)
  const stored = await countNotes(databaseUrl, 'id = $1 and order_id = $2 and body = $3', [
    note.id,
    order,
    text,
  ])
  assert.equal(stored, 1, `${server.server.name}: the note was not stored`)
  for (const field of ['createdAt', 'updatedAt'])
    assertInstant(note[field], `${server.server.name}: ${field}`)
  // What differs in every answer is replaced by what it is.
  return { ...note, id: typeof note.id, createdAt: 'an instant', updatedAt: 'an instant' }
}

// A message of our own would take the place of the difference.
function assertSame(actual: unknown, expected: unknown, what: string): void {
  try {
    assert.deepEqual(actual, expected)
  } catch (error) {
    throw new Error(`${what}: ${(error as Error).message}`)
  }
}

// Equal are: two texts of the same instant (RFC 3339 allows "Z" and "+00:00"), and two cursors.
function comparable(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => comparable(each))
  if (value !== null && typeof value === 'object') {
    // Lintel pages both ways; the peers page forward only.
    const compared = Object.entries(value).filter(([name]) => name !== 'previous')
    return Object.fromEntries(compared.map(([name, each]) => [name, comparable(each, name)]))
  }
  if (key === 'next' && typeof value === 'string') return 'a cursor'
  if (key.endsWith('At') && value !== 'an instant') return assertInstant(value, key)
  return value
}

function assertInstant(value: unknown, what: string): string {
  const text = String(value)
  assert.match(
    text,
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
    `${what} is not of RFC 3339`,
  )
  return new Date(text).toISOString()
}
