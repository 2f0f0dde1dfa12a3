/** A lane whose statements were prepared before a migration, or could not be prepared. */
import { createTestDatabase } from 'lintel/testing'
import { Client } from 'pg'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { Lane } from './lane.ts'

const { connectionString, drop } = await createTestDatabase()
const client = new Client({ connectionString })
await client.connect()
afterAll(async () => {
  await client.end()
  await drop()
})

const numbers = { text: 'SELECT number FROM things ORDER BY number', slots: [], name: 'l_numbers' }
const texts = { text: 'SELECT number::text FROM things ORDER BY number', slots: [], name: 'l_texts' }
const nothing = { principal: null, values: {} }
let lane: Lane

beforeEach(async () => {
  await client.query('CREATE TABLE things (number integer); INSERT INTO things VALUES (7)')
  lane = new Lane({ connectionString, lockTimeoutMs: 500 })
})
afterEach(async () => {
  await lane.close()
  await client.query('DROP TABLE things')
})

test('a type that a migration changed fails no statement, however many were sent together', async () => {
  const together = () => Promise.all([1, 2, 3].map(() => lane.rows(numbers, { values: [] })))
  expect(await together()).toEqual([[{ number: 7 }], [{ number: 7 }], [{ number: 7 }]])
  for (const [type, value] of [
    ['bigint', 7],
    ['text', '7'],
    ['integer', 7],
  ]) {
    await client.query(`ALTER TABLE things ALTER COLUMN number TYPE ${type} USING number::${type}`)
    const rows = [{ number: value }]
    expect(await together(), String(type)).toEqual([rows, rows, rows])
  }
  const { length } = await lane.rows(
    { text: 'SELECT 1 FROM pg_prepared_statements', slots: [] },
    { values: [] },
  )
  // One for each type it had: what failed is not prepared again and again.
  expect(length).toBe(4)
})

test('what should have been prepared by a statement that failed is prepared by itself', async () => {
  await lane.open()
  await client.query('BEGIN; LOCK TABLE things')
  const sent = [lane.run(texts, nothing), lane.run(texts, nothing)]
  const first = expect(sent[0]).rejects.toMatchObject({ code: '55P03' })
  await first
  await client.query('COMMIT')
  expect(await sent[1]).toEqual([['7']])
})

test('another failure is told at once', async () => {
  const wrong = { text: 'SELECT nothing FROM things', slots: [], name: 'l_wrong' }
  await expect(lane.run(wrong, nothing)).rejects.toMatchObject({ code: '42703' })
})
