/** Proves that a server refuses what is foreign, absent, unsigned or malformed, and stores none of it. */

import assert from 'node:assert/strict'
import { ask } from './ask.ts'
import type { Caller } from './callers.ts'
import { countNotes } from './database.ts'
import type { ServerProcess } from './server-process.ts'
import { signToken } from './token.ts'
import type { BenchRequest } from './workloads.ts'
import { createNote, listOrders, readOrder } from './workloads.ts'

export interface VerifyContext {
  readonly callers: readonly Caller[]
  readonly databaseUrl: string
  readonly secret: string
}

/** @throws AssertionError that names the server and what it did not refuse */
export async function verifyRefusals(server: ServerProcess, context: VerifyContext): Promise<void> {
  const [caller, other] = context.callers as [Caller, Caller]
  const { name, validates } = server.server
  const own = caller.orders[0]!
  const foreign = other.orders[0]!
  const absent = '01890a5d-ac96-774b-bcce-b302099a8057'
  const expect = async (what: string, statuses: readonly number[], request: BenchRequest) => {
    const { status } = await ask(server, request)
    assert.ok(
      statuses.includes(status),
      `${name}: ${what} was answered ${status}, not ${statuses.join(' or ')}`,
    )
  }
  const before = await countNotes(context.databaseUrl)
  await expect('a foreign order', [404], readOrder(caller.token, foreign))
  await expect('an absent order', [404], readOrder(caller.token, absent))
  for (const order of [foreign, absent]) {
    await expect(
      "a note on an order that is not the caller's",
      [403, 404, 422],
      createNote(caller.token, order),
    )
  }
  const [header, claims] = caller.token.split('.')
  const forged = `${header}.${claims}.${signToken(`${context.secret}x`, caller.id).split('.')[2]}`
  for (const token of [undefined, 'nonsense', forged, signToken(context.secret, caller.id, -60)]) {
    for (const request of [listOrders(''), readOrder('', own), createNote('', own)]) {
      const { token: _none, ...anonymous } = request
      await expect('a call without a valid token', [401], token ? { ...anonymous, token } : anonymous)
    }
  }
  for (const body of validates ? badBodies(own) : []) {
    await expect(`the body ${body.slice(0, 100)}`, [400, 422], { ...createNote(caller.token, own), body })
  }
  assert.equal(await countNotes(context.databaseUrl), before, `${name}: a refused note was stored`)
}

function badBodies(order: string): string[] {
  const objects = [
    {},
    { order },
    { order, body: '' },
    { order: 'x', body: 'text' },
    { order, body: 'text', extra: 1 },
  ]
  return ['{"order":', ...[...objects, { order, body: 'x'.repeat(2001) }].map((body) => JSON.stringify(body))]
}
