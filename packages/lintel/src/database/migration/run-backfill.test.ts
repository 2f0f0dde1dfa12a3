import type { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { planMigration } from '../../plan/migration/live/plan-migration.ts'
import { emptySchema } from '../../plan/tables/database-schema.ts'
import { tablesOf } from '../../plan/tables/tables-of.ts'
import { entity } from '../../spec/entity.ts'
import { t } from '../../spec/fields.ts'
import { migrateDown, migrateUp } from './migrate.ts'
import type { Migration } from './migration.ts'
import { migrationStatus } from './migration-status.ts'
import { keeping, plannedMigration, refusal, scriptMigration } from './script-migration.test-support.ts'
import { workName } from './sessions.ts'
import {
  createThrowawayDatabase,
  modelOf,
  type ThrowawayDatabase,
} from './throwaway-database.test-support.ts'

let database: ThrowawayDatabase
let client: Client

beforeAll(async () => {
  database = await createThrowawayDatabase()
  client = database.client
})

afterAll(() => database?.drop())

beforeEach(() => database.clear())

/** A table with so many rows, and a backfill that does something else when it meets a row twice. */
function counting(rows: number): readonly Migration[] {
  return [
    scriptMigration(
      1,
      'start',
      `CREATE TABLE notes (id integer PRIMARY KEY, body text NOT NULL, passes integer NOT NULL DEFAULT 0);
       INSERT INTO notes (id, body) SELECT n, 'note ' || n FROM generate_series(1, ${rows}) AS n;`,
    ),
    backfill('UPDATE notes SET passes = passes + 1 WHERE id BETWEEN $1 AND $2'),
  ]
}

function backfill(statement: string, over = 'notes by id', back = ''): Migration {
  const up = `-- lintel: step backfill over ${over}\n-- Go through the rows.\n${statement};\n`
  return scriptMigration(2, 'fill', up, `-- lintel: step brief\n${back}`)
}

async function passes(): Promise<unknown> {
  const { rows } = await client.query(
    'SELECT passes, count(*)::integer AS rows FROM notes GROUP BY 1 ORDER BY 1',
  )
  return rows
}

const quick = { dutyCycle: 1 }

describe('a backfill that is cut', () => {
  it('goes on behind the last batch that is done', async () => {
    const migrations = counting(20_000)
    await migrateUp({ client, migrations, to: 1 })
    await client.query('ANALYZE notes')
    const runner = await database.connect('runner')
    let ended: Promise<unknown> | undefined
    const running = migrateUp({
      client: runner,
      migrations,
      batchTargetMs: 10,
      ...quick,
      onProgress(progress) {
        if (progress.event !== 'step-rows' || progress.rowsDone < 8_000) return
        ended ??= client.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE application_name = $1 AND datname = current_database()`,
          [workName],
        )
      },
    })
    await expect(running).rejects.toThrow(/terminat|closed|connection/)
    await ended
    const { unfinished } = await migrationStatus({ client, migrations })
    expect(unfinished).toMatchObject({ number: 2, stepsDone: 0, rowsExpected: 20_000 })
    const done = unfinished?.rowsDone ?? 0
    expect(done).toBeGreaterThanOrEqual(8_000)
    expect(done).toBeLessThan(20_000)
    expect(await passes()).toEqual([
      { passes: 0, rows: 20_000 - done },
      { passes: 1, rows: done },
    ])

    const { told, onProgress } = keeping('step-rows')
    await migrateUp({ client, migrations, ...quick, onProgress })
    expect(told[0]?.rowsDone).toBe(done + 200)
    expect(told.at(-1)?.rowsDone).toBe(20_000)
    expect(await passes()).toEqual([{ passes: 1, rows: 20_000 }])
    const { rows } = await client.query('SELECT rows FROM lintel.migration_steps WHERE number = 2')
    expect(rows).toEqual([{ rows: '20000' }])
  })

  it('begins again where its statement was mended', async () => {
    const [start] = counting(1_000) as [Migration]
    const wrong = backfill('UPDATE notes SET passes = substr(body, 6)::integer WHERE id BETWEEN $1 AND $2')
    const migrations = [start, wrong]
    await migrateUp({ client, migrations, to: 1 })
    await client.query(`UPDATE notes SET body = 'note secret' WHERE id = 900`)
    const error = await refusal(migrateUp({ client, migrations, ...quick }))
    expect(error).toMatchObject({ code: 'migration_stopped', file: wrong.up.file, line: 3 })
    expect(`${error.message} ${error.hint}`).not.toContain('secret')
    const mended = backfill('UPDATE notes SET passes = 7 WHERE id BETWEEN $1 AND $2')
    await migrateUp({ client, migrations: [start, mended], ...quick })
    expect(await passes()).toEqual([{ passes: 7, rows: 1_000 }])
  })

  it('does not turn round, unless its way back has nothing to do', async () => {
    const [start] = counting(1_000) as [Migration]
    const statement = 'UPDATE notes SET passes = 1 / (900 - id) WHERE id BETWEEN $1 AND $2'
    const undone = [start, backfill(statement, 'notes by id', 'UPDATE notes SET passes = passes - 1;')]
    await refusal(migrateUp({ client, migrations: undone, ...quick }))
    const error = await refusal(migrateDown({ client, migrations: undone }))
    expect(error.code).toBe('migration_unfinished')
    expect(error.message).toMatch(/after 0 of 1 steps and \d+ rows of the next/)
    expect(await migrateDown({ client, migrations: [start, backfill(statement)] })).toHaveLength(1)
    expect((await migrationStatus({ client, migrations: undone })).unfinished).toBeUndefined()
  })
})

describe('rows that others hold', () => {
  it('are met again later, and nobody is killed by a deadlock', async () => {
    const migrations = counting(400)
    await migrateUp({ client, migrations, to: 1 })
    const shop = await database.connect('shop')
    await shop.query(`BEGIN; UPDATE notes SET body = 'sold' WHERE id = 150`)
    const { told, onProgress } = keeping('step-blocked')
    let crossing: Promise<unknown> | undefined
    const running = migrateUp({
      client,
      migrations,
      lockTimeoutMs: 100,
      ...quick,
      onProgress(progress) {
        onProgress(progress)
        // The runner holds row 1 while it waits for row 150.
        if (told.length === 2) crossing ??= shop.query(`UPDATE notes SET body = 'sold' WHERE id = 1; COMMIT`)
      },
    })
    await running
    await crossing
    expect(told.length).toBeGreaterThanOrEqual(2)
    expect(told[0]?.blockers.map(({ applicationName }) => applicationName)).toContain('shop')
    const { rows } = await client.query(`SELECT id, passes FROM notes WHERE body = 'sold' ORDER BY id`)
    expect(rows).toEqual([
      { id: 1, passes: 1 },
      { id: 150, passes: 1 },
    ])
    expect(await passes()).toEqual([{ passes: 1, rows: 400 }])
  })
})

describe('rows that an older release writes meanwhile', () => {
  const note = (fields: Parameters<typeof entity>[1]) =>
    tablesOf(modelOf({ Note: entity('note', { id: t.integerId(), ...fields }) }))

  it('end up right, before and behind the place where it is', async () => {
    const from = note({ heading: t.string() })
    const start = planMigration({ from: emptySchema, to: from, number: 1 })
    const rename = planMigration({ from, to: note({ title: t.string().renamedFrom('heading') }), number: 2 })
    const migrations = [start, rename].map(plannedMigration)
    await migrateUp({ client, migrations, to: 1 })
    await client.query(`INSERT INTO notes (heading) SELECT 'note ' || n FROM generate_series(1, 2000) AS n`)
    const older = await database.connect('older')
    let batches = 0
    let writes: Promise<unknown> = Promise.resolve()
    const write = async (mark: string) => {
      await older.query('INSERT INTO notes (heading) VALUES ($1)', [mark])
      await older.query(
        'UPDATE notes SET heading = $1 WHERE id IN (SELECT 1 + n * 1999 / 20 FROM generate_series(0, 20) AS n)',
        [mark],
      )
    }
    await migrateUp({
      client,
      migrations,
      batchTargetMs: 5,
      ...quick,
      onProgress({ event }) {
        if (event !== 'step-rows') return
        const mark = `batch ${batches++}`
        writes = writes.then(() => write(mark))
      },
    })
    await writes
    expect(batches).toBeGreaterThanOrEqual(3)
    const { rows } = await client.query(
      `SELECT count(*) FILTER (WHERE title = heading)::integer AS same, count(*)::integer AS all,
              count(*) FILTER (WHERE title LIKE 'batch %') >= 20 AS written FROM notes`,
    )
    expect(rows).toEqual([{ same: 2_000 + batches, all: 2_000 + batches, written: true }])
  })
})

describe('the key', () => {
  it.each([
    ['of one uuid', 'id uuid PRIMARY KEY', 'gen_random_uuid()', 'id', 'id BETWEEN $1 AND $2'],
    [
      'of two columns, one of them a text',
      'one integer, two text, PRIMARY KEY (one, two)',
      "n % 3, 'key ''\"\\ ' || n",
      'one, two',
      '(one, two) >= ($1, $2) AND (one, two) <= ($3, $4)',
    ],
    [
      'with a name in quotes',
      '"the ""key""" bigint PRIMARY KEY',
      'n - 100',
      '"the ""key"""',
      '"the ""key""" BETWEEN $1 AND $2',
    ],
    ['of moments', 'at timestamptz PRIMARY KEY', "now() + n * interval '1 us'", 'at', 'at BETWEEN $1 AND $2'],
  ])('%s: each row is met once', async (...[, definition, values, key, range]) => {
    await client.query(
      `CREATE TABLE notes (${definition}, passes integer NOT NULL DEFAULT 0);
       INSERT INTO notes SELECT ${values} FROM generate_series(1, 700) AS n`,
    )
    const start = scriptMigration(1, 'start', 'SELECT 1')
    const fill = backfill(`UPDATE notes SET passes = passes + 1 WHERE ${range}`, `notes by ${key}`)
    await migrateUp({ client, migrations: [start, fill], ...quick })
    expect(await passes()).toEqual([{ passes: 1, rows: 700 }])
  })

  it('of no row: nothing is run', async () => {
    const { told, onProgress } = keeping('step-rows')
    await migrateUp({ client, migrations: counting(0), onProgress })
    expect(told).toEqual([])
    expect((await migrationStatus({ client, migrations: counting(0) })).pending).toBe(0)
  })
})

describe('the pace', () => {
  it('rests as long as it may not work', async () => {
    const [start] = counting(600) as [Migration]
    const fill = backfill('UPDATE notes SET passes = 1 FROM pg_sleep(0.05) WHERE id BETWEEN $1 AND $2')
    await migrateUp({ client, migrations: [start] })
    let busyMs = 0
    const startedAt = performance.now()
    await migrateUp({
      client,
      migrations: [start, fill],
      dutyCycle: 0.25,
      async trace(_, run) {
        const begunAt = performance.now()
        const rows = await run()
        busyMs += performance.now() - begunAt
        return rows
      },
    })
    expect(busyMs).toBeGreaterThan(100)
    // A quarter of the time is work: three quarters are rest.
    expect(performance.now() - startedAt).toBeGreaterThan(3.9 * busyMs)
  })

  it('takes more rows at a time where they go quickly, and fewer where they do not', async () => {
    const batches = async (statement: string, batchTargetMs: number) => {
      await database.clear()
      const { told, onProgress } = keeping('step-rows')
      const [start] = counting(2_000) as [Migration]
      await migrateUp({
        client,
        migrations: [start, backfill(statement)],
        ...quick,
        batchTargetMs,
        onProgress,
      })
      return told.map(({ rowsDone }, index) => rowsDone - (told[index - 1]?.rowsDone ?? 0))
    }
    const fast = await batches('UPDATE notes SET passes = 1 WHERE id BETWEEN $1 AND $2', 60_000)
    expect(fast).toEqual([200, 400, 800, 600])
    // A millisecond for each row.
    const slow = await batches(
      'UPDATE notes SET passes = 1 FROM pg_sleep(0.001 * ($2::integer - $1::integer + 1)) WHERE id BETWEEN $1 AND $2',
      100,
    )
    expect(slow[0]).toBe(200)
    expect(Math.max(...slow.slice(2))).toBeLessThanOrEqual(110)
    expect(slow.reduce((sum, rows) => sum + rows)).toBe(2_000)
  })
})
