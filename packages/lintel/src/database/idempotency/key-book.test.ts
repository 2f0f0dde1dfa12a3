/** Keys are forgotten when their time is over, and no sooner. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { withClient } from '../client.ts'
import { Connections } from '../connections.ts'
import { ensureOwnTables } from '../own-tables/own-tables.ts'
import { KeyBook } from './key-book.ts'
import { keyTables } from './key-tables.ts'

let database: TestDatabase
let connections: Connections
let book: KeyBook
beforeAll(async () => {
  database = await createTestDatabase()
  const { connectionString } = database
  await withClient(connectionString, (client) => ensureOwnTables(client, [keyTables]))
  connections = new Connections({ connectionString })
  book = new KeyBook({ executor: connections, meaning: () => undefined })
})
afterAll(async () => {
  await connections?.close()
  await database?.drop()
})

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const request = (key: string) => ({ key: sha256(key), fingerprint: sha256('same') })
const terms = { leaseMs: 60_000, keepMs: 60_000 }
const count = () =>
  withClient(database.connectionString, async (client) => {
    const { rows } = await client.query('SELECT count(*)::integer AS count FROM lintel.idempotency_keys')
    return rows[0].count
  })

test('what is over is forgotten, however much it is, and the rest stays', async () => {
  await withClient(database.connectionString, (client) =>
    client.query(
      `INSERT INTO lintel.idempotency_keys (key, fingerprint, owner, lease_until, expires_at)
       SELECT sha256(number::text::bytea), '', gen_random_uuid(), now(), now() - interval '1 minute'
       FROM generate_series(1, 2500) AS number`,
    ),
  )
  await book.claim(request('stays'), terms)
  expect(await count()).toBe(2_501)
  await book.prune()
  expect(await count()).toBe(1)
})

test('what is answered is not given back by whoever claimed it', async () => {
  const claim = await book.claim(request('answered'), terms)
  if (claim.kind !== 'mine') throw new Error(claim.kind)
  const answer = { status: 201, headers: { location: '/x' }, body: '{"data":"\\u0000é"}' }
  const settled = () => book.settle(request('answered'), claim.owner, { answer, executor: connections })
  expect(await settled()).toBe(true)
  expect(await settled()).toBe(false)
  await book.release(request('answered'), claim.owner)
  expect(await book.claim(request('answered'), terms)).toEqual({ kind: 'answered', answer })
})

test('nobody but the owner settles or gives back', async () => {
  await book.claim(request('mine'), terms)
  const stranger = '0195f3a0-1111-7000-8000-000000000001'
  const answer = { status: 204, headers: {} }
  expect(await book.settle(request('mine'), stranger, { answer, executor: connections })).toBe(false)
  await book.release(request('mine'), stranger)
  expect(await book.claim(request('mine'), terms)).toEqual({ kind: 'in flight' })
  expect(await book.claim({ ...request('mine'), fingerprint: sha256('other') }, terms)).toEqual({
    kind: 'other request',
  })
})
