import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import {
  createThrowawayDatabase,
  type ThrowawayDatabase,
} from '../migration/throwaway-database.test-support.ts'
import { ensureOwnTables, missingTables, type OwnTables } from './own-tables.ts'

let database: ThrowawayDatabase

beforeAll(async () => {
  database = await createThrowawayDatabase()
})

afterAll(() => database?.drop())

beforeEach(async () => {
  await database.clear()
  await database.client.query('DROP SCHEMA IF EXISTS lintel CASCADE')
})

const first: OwnTables = {
  name: 'notes',
  keeps: 'notes',
  steps: ['CREATE TABLE lintel.notes (id integer PRIMARY KEY)'],
}
const second: OwnTables = {
  ...first,
  steps: [
    ...first.steps,
    'ALTER TABLE lintel.notes ADD COLUMN text text',
    'INSERT INTO lintel.notes VALUES (2)',
  ],
}

it('makes what is missing, once', async () => {
  const { client } = database
  expect(await missingTables(client, [first])).toEqual([first])
  await ensureOwnTables(client, [first])
  await ensureOwnTables(client, [first])
  expect(await missingTables(client, [first])).toEqual([])
})

it('leads an older release to this one, and keeps its rows', async () => {
  const { client } = database
  await ensureOwnTables(client, [first])
  await client.query('INSERT INTO lintel.notes VALUES (1)')
  expect(await missingTables(client, [second])).toEqual([second])
  await ensureOwnTables(client, [second])
  const { rows } = await client.query('SELECT id, text FROM lintel.notes ORDER BY id')
  expect(rows).toEqual([
    { id: 1, text: null },
    { id: 2, text: null },
  ])
})

it('leaves a newer release alone', async () => {
  const { client } = database
  await ensureOwnTables(client, [second])
  await ensureOwnTables(client, [first])
  expect(await missingTables(client, [first, second])).toEqual([])
})

it('leaves nothing of steps that fail', async () => {
  const { client } = database
  const broken = { ...first, steps: [...first.steps, 'SELECT nothing.at_all()'] }
  await expect(ensureOwnTables(client, [broken])).rejects.toThrow('nothing')
  expect(await missingTables(client, [first])).toEqual([first])
  await ensureOwnTables(client, [first])
})
