import type { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { migrateDown, migrateUp } from './migrate.ts'
import type { Migration } from './migration.ts'
import { migrationStatus } from './migration-status.ts'
import type { UnfinishedMigration } from './progress.ts'
import { readScript } from './read-script.ts'
import { resumePoint } from './resume-point.ts'
import { keeping, refusal, scriptMigration } from './script-migration.test-support.ts'
import { createThrowawayDatabase, type ThrowawayDatabase } from './throwaway-database.test-support.ts'

const start = scriptMigration(1, 'start', 'CREATE TABLE notes (id integer);', 'DROP TABLE notes;')

/** A migration of one column for each step. */
function columns(...types: readonly string[]): Migration {
  const step = (action: string) => `-- lintel: step\nALTER TABLE notes ${action};`
  const names = types.map((type, index) => ({ type, name: `c${index + 1}` }))
  return scriptMigration(
    2,
    'columns',
    names.map(({ name, type }) => step(`ADD COLUMN ${name} ${type}`)).join('\n'),
    names
      .toReversed()
      .map(({ name }) => step(`DROP COLUMN ${name}`))
      .join('\n'),
  )
}

describe('the step at which it goes on', () => {
  const migration = columns('text', 'text', 'text')
  const scripts = { up: readScript(migration.up), down: readScript(migration.down ?? migration.up) }
  const unfinished = (stepsDone: number, direction: 'up' | 'down' = 'up'): UnfinishedMigration => ({
    number: 2,
    name: 'columns',
    direction,
    stepsDone,
    stepsTotal: 3,
    checksums: scripts[direction].steps.slice(0, stepsDone).map(({ checksum }) => checksum),
    isRunning: false,
    rowsDone: 0,
    spentMs: 0,
    updatedAt: '2026-11-21T00:00:00.000Z',
  })
  const point = (question: Partial<Parameters<typeof resumePoint>[0]>) =>
    resumePoint({ migration, scripts, direction: 'up', unfinished: undefined, ...question })

  it('is the first one, where nothing was stopped', () => {
    expect(point({})).toEqual({ stepsDone: 0, isSame: true })
  })

  it('is the next one in the same direction', () => {
    for (const direction of ['up', 'down'] as const) {
      const asked = { direction, unfinished: unfinished(2, direction) }
      expect(point(asked)).toEqual({ stepsDone: 2, isSame: true })
    }
  })

  it('is the way back of the last one that is done', () => {
    expect(point({ direction: 'down', unfinished: unfinished(1) })).toEqual({ stepsDone: 2, isSame: false })
    expect(point({ direction: 'up', unfinished: unfinished(3, 'down') })).toEqual({
      stepsDone: 0,
      isSame: false,
    })
  })

  it('is the way back of the one that was reached, where that is not the last one that is done', () => {
    const asked = { direction: 'down', unfinished: unfinished(1), reached: 2 } as const
    expect(point(asked)).toEqual({ stepsDone: 1, isSame: false })
  })
})

describe('a migration that was stopped half-way', () => {
  let database: ThrowawayDatabase
  let client: Client
  // The second step does not work.
  const stopped = columns('text', 'nonsense', 'text')

  beforeAll(async () => {
    database = await createThrowawayDatabase()
    client = database.client
  })

  afterAll(() => database?.drop())

  beforeEach(async () => {
    await database.clear()
    const error = await refusal(migrateUp({ client, migrations: [start, stopped] }))
    expect(error).toMatchObject({ code: 'migration_stopped', file: stopped.up.file, line: 4 })
    expect(await columnsOf()).toEqual({ id: 'integer', c1: 'text' })
  })

  async function columnsOf(): Promise<Record<string, string>> {
    const { rows } = await client.query(
      `SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute
       WHERE attrelid = 'notes'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    )
    return Object.fromEntries(rows.map(({ name, type }) => [name, type]))
  }

  it('is refused where a step that is done was edited, in both directions', async () => {
    const migrations = [start, columns('integer', 'text', 'text')]
    for (const migrate of [migrateUp, migrateDown]) {
      const error = await refusal(migrate({ client, migrations }))
      expect(error).toMatchObject({
        code: 'migration_edited',
        message: 'Step 1 of migrations/0002-columns/up.sql was changed after it was run.',
      })
    }
    expect(await columnsOf()).toEqual({ id: 'integer', c1: 'text' })
  })

  it('takes a later step as it is mended, and does not repeat the others', async () => {
    const migrations = [start, columns('text', 'integer', 'boolean')]
    const { told, onProgress } = keeping('step-started')
    await migrateUp({ client, migrations, onProgress })
    expect(told.map(({ step }) => step)).toEqual([2, 3])
    expect(await columnsOf()).toEqual({ id: 'integer', c1: 'text', c2: 'integer', c3: 'boolean' })
    expect((await migrationStatus({ client, migrations })).pending).toBe(0)
    const { rows } = await client.query('SELECT step FROM lintel.migration_steps WHERE number = 2 ORDER BY 1')
    expect(rows.map(({ step }) => step)).toEqual([1, 2, 3])
  })

  it('goes back by the steps that are done', async () => {
    const migrations = [start, stopped]
    const { told, onProgress } = keeping('step-started')
    await migrateDown({ client, migrations, onProgress })
    expect(told.map(({ step }) => step)).toEqual([3])
    expect(await columnsOf()).toEqual({ id: 'integer' })
    expect(await migrationStatus({ client, migrations })).toMatchObject({ pending: 1 })
    expect((await migrationStatus({ client, migrations })).unfinished).toBeUndefined()
    await migrateUp({ client, migrations: [start, columns('text')] })
    expect(await columnsOf()).toEqual({ id: 'integer', c1: 'text' })
  })

  it('goes up again where it was stopped on its way down', async () => {
    const migrations = [start, columns('text', 'integer', 'boolean')]
    await migrateUp({ client, migrations })
    await client.query('CREATE VIEW uses AS SELECT c2 FROM notes')
    await refusal(migrateDown({ client, migrations }))
    expect(await columnsOf()).toEqual({ id: 'integer', c1: 'text', c2: 'integer' })
    await migrateUp({ client, migrations })
    expect(await columnsOf()).toEqual({ id: 'integer', c1: 'text', c2: 'integer', c3: 'boolean' })
    expect((await migrationStatus({ client, migrations })).unfinished).toBeUndefined()
    await client.query('DROP VIEW uses')
    await migrateDown({ client, migrations })
    expect(await columnsOf()).toEqual({ id: 'integer' })
  })

  it('goes back by steps ahead that do nothing, which prepare the ways back of those before', async () => {
    const made = [
      '-- lintel: step concurrently\nCREATE UNIQUE INDEX CONCURRENTLY notes_key ON notes (id);',
      '-- lintel: step\nALTER TABLE notes ADD CONSTRAINT notes_key UNIQUE USING INDEX notes_key;',
      '-- lintel: step\nALTER TABLE missing ADD COLUMN a text;',
    ]
    // The constraint takes its index along.
    const gone = [
      '-- lintel: step',
      '-- lintel: step\nALTER TABLE notes DROP CONSTRAINT notes_key;',
      '-- lintel: step concurrently\nDROP INDEX CONCURRENTLY IF EXISTS notes_key;',
    ]
    const unique = async () => {
      const { rows } = await client.query(`SELECT 1 FROM pg_constraint WHERE conname = 'notes_key'`)
      return rows.length === 1
    }
    await database.clear()
    await client.query('CREATE TABLE missing ()')
    const migrations = [start, scriptMigration(2, 'unique', made.join('\n'), gone.join('\n'))]
    await migrateUp({ client, migrations })
    const down = migrateDown({
      client,
      migrations,
      onProgress(progress) {
        if (progress.event === 'step-started' && progress.step === 3) throw new Error('died')
      },
    })
    await expect(down).rejects.toThrow('died')
    expect(await unique()).toBe(false)
    await client.query('ALTER TABLE missing DROP COLUMN a')
    await migrateUp({ client, migrations })
    expect(await unique()).toBe(true)
  })

  it('comes before all others', async () => {
    const third = scriptMigration(3, 'third', 'CREATE TABLE third ();', 'DROP TABLE third;')
    const migrations = [start, stopped, third]
    const error = await refusal(migrateUp({ client, migrations, to: 1 }))
    expect(error).toMatchObject({
      code: 'migration_unfinished',
      message: '0002-columns was stopped on its way up, after 1 of 3 steps.',
    })
  })

  it('has no way back of which nobody knows where it begins', async () => {
    const oneWay = scriptMigration(2, 'columns', stopped.up.sql, 'ALTER TABLE notes DROP COLUMN c1')
    const error = await refusal(migrateDown({ client, migrations: [start, oneWay] }))
    expect(error).toMatchObject({
      code: 'migration_unfinished',
      message: '0002-columns was stopped on its way up, after 1 of 3 steps; its other way has 1.',
    })
  })
})
