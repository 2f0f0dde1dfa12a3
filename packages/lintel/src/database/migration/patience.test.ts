import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { migrateUp } from './migrate.ts'
import { migrationStatus } from './migration-status.ts'
import { keeping, refusal, scriptMigration } from './script-migration.test-support.ts'
import { createThrowawayDatabase, type ThrowawayDatabase } from './throwaway-database.test-support.ts'

let database: ThrowawayDatabase

beforeAll(async () => {
  database = await createThrowawayDatabase()
})

afterAll(() => database?.drop())

beforeEach(async () => {
  await database.clear()
  await migrateUp({ client: database.client, migrations: [start] })
})

const start = scriptMigration(
  1,
  'start',
  'CREATE TABLE notes (id integer PRIMARY KEY); CREATE TABLE other ();',
)
const wider = scriptMigration(
  2,
  'wider',
  '-- lintel: step\nALTER TABLE other ADD COLUMN a text;\n-- lintel: step\n-- Add words.\nALTER TABLE "notes" ADD COLUMN words text;',
)
const migrations = [start, wider]

/** A session that has read the table and does not end its transaction. */
async function openReader(name: string) {
  const reader = await database.connect(name)
  await reader.query('BEGIN; SELECT * FROM notes')
  return reader
}

it('tries again while a reader keeps its transaction open, tells of it, and lets other readers through', async () => {
  const { client } = database
  const reader = await openReader('report')
  const { told, onProgress } = keeping('step-blocked')
  const running = migrateUp({ client, migrations, lockTimeoutMs: 100, onProgress })
  const other = await database.connect('reader')
  const waits: number[] = []
  while (told.length < 3) {
    const startedAt = performance.now()
    await other.query('SELECT * FROM notes')
    waits.push(performance.now() - startedAt)
    await sleep(10)
  }
  await reader.query('COMMIT')
  expect((await running).map(({ number }) => number)).toEqual([2])
  expect(Math.max(...waits)).toBeLessThan(2_000)
  expect(told.map(({ attempt }) => attempt).slice(0, 3)).toEqual([1, 2, 3])
  expect(told[0]).toMatchObject({ step: 2, title: 'Add words.', mode: 'brief' })
  const { rows } = await reader.query('SELECT pg_backend_pid() AS pid')
  expect(told[0]?.blockers).toEqual([
    {
      pid: rows[0].pid,
      applicationName: 'report',
      state: 'idle in transaction',
      openSeconds: expect.any(Number),
    },
  ])
  expect((await client.query('SELECT words FROM notes')).rows).toEqual([])
})

it('gives up in the end, names who is in the way, and goes on from there another time', async () => {
  const { client } = database
  const reader = await openReader('report "nightly"')
  const { rows } = await reader.query('SELECT pg_backend_pid() AS pid')
  const error = await refusal(migrateUp({ client, migrations, lockTimeoutMs: 50, retryForMs: 200 }))
  expect(error).toMatchObject({ code: 'migration_blocked', file: wider.up.file, line: 5 })
  expect(error.message).toContain(`pid ${rows[0].pid} ("report "nightly"", idle in transaction`)
  expect(error.message).not.toContain('reader')
  expect(await migrationStatus({ client, migrations })).toMatchObject({
    pending: 1,
    unfinished: { number: 2, stepsDone: 1, stepsTotal: 2 },
  })
  await reader.query('COMMIT')
  const { told, onProgress } = keeping('step-started')
  await migrateUp({ client, migrations, onProgress })
  expect(told.map(({ step }) => step)).toEqual([2])
  expect((await client.query('SELECT a, words FROM notes, other')).rows).toEqual([])
})

it('is not asked for where a statement fails for another reason', async () => {
  const { told, onProgress } = keeping('step-blocked')
  const wrong = scriptMigration(2, 'wrong', 'ALTER TABLE missing ADD COLUMN a text')
  await refusal(migrateUp({ client: database.client, migrations: [start, wrong], onProgress }))
  expect(told).toEqual([])
})
