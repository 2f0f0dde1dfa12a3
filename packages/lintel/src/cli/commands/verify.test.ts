/** `lintel migrate verify`: what it finds in migrations that keep their word, and in those that do not. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { withClient } from '../../database/client.ts'
import { readMigrations } from '../../database/migration/read-migrations.ts'
import type { Verification } from '../../database/verification/migration/verification.ts'
import { verifyMigrations } from '../../database/verification/migration/verify-migrations.ts'
import { ScratchDatabases } from '../../database/verification/scratch-databases.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { TestProject, unusedName } from '../command.fixture.ts'

const application = (fields: string) => `
import { anyone, application, entity, resource, t } from 'lintel'
export const Note = entity('note', { title: t.string({ max: 40 }), color: t.integer(), ${fields} })
export const notes = resource(Note, { read: anyone })
export default application('notes', { parts: [{ notes }] })
`
const byHand = (up: string, down?: string) => ({
  'migrations/0003-by-hand/up.sql': up,
  ...(down === undefined ? {} : { 'migrations/0003-by-hand/down.sql': down }),
})

interface Data {
  readonly migrations: readonly Pick<Verification, 'folder' | 'findings'>[]
  readonly findings: number
}

let project: TestProject
let database: TestDatabase
let env: Record<string, string>

beforeAll(async () => {
  project = await TestProject.make({ 'src/app.js': application('') })
  database = await createTestDatabase()
  env = { DATABASE_URL: database.connectionString }
  await project.run(['plan'])
  await project.write({
    'src/app.js': application("size: t.text().default('m'), pages: t.integer().filledFrom('color'),"),
  })
  await project.run(['plan', '--name', 'size'])
}, 180_000)
afterAll(async () => {
  await project?.remove()
  await database?.drop()
})
afterEach(async () => {
  const left = await leftBehind()
  expect(left).toEqual([])
})

const options = { timeout: 120_000 }
const verify = (...words: string[]) =>
  project.run(['migrate', 'verify', '--rows', '200', ...words], { env, timeoutMs: 90_000 })

/** What the command does, without a process of its own. */
async function verifyByHand(up: string, down?: string) {
  await project.write(byHand(up, down))
  if (down === undefined) await project.removeFiles('migrations/0003-by-hand/down.sql')
  const databases = new ScratchDatabases(database.connectionString, 'lintel_verify')
  const migrations = await readMigrations(project.path('migrations'))
  const range = { from: 3, to: 3, rowsPerTable: 200, seed: 1 }
  const [migration] = await verifyMigrations({ databases, migrations, ...range }).finally(() =>
    databases.close(),
  )
  if (!migration) throw new Error('Nothing was verified.')
  const findings = migration.findings.map(
    ({ code, direction, message }) => `${direction} ${code}: ${message}`,
  )
  return { migration, findings }
}

function leftBehind(): Promise<string[]> {
  return withClient(database.connectionString, async (client) => {
    const { rows } = await client.query(
      "SELECT datname AS name FROM pg_database WHERE datname LIKE 'lintel_verify%'",
    )
    return rows.map(({ name }) => String(name))
  })
}

describe('what lintel plan wrote', () => {
  test('keeps its word, and is shown with every lock', options, async () => {
    const { code, stdout } = await verify('--all')
    expect(stdout).toMatch(/verified 2 migrations: \d+ statements, 0 findings\n$/)
    expect(code).toBe(0)
    expect(stdout).toContain('0002-size on 200 rows in 1 table')
    expect(stdout).toMatch(
      /up 1 +ALTER TABLE "notes" ADD COLUMN "\w+" .* ACCESS EXCLUSIVE +ACCESS EXCLUSIVE on notes +\d+\.\d ms +no/,
    )
    expect(stdout).toMatch(
      /UPDATE "notes" SET "pages" .*none +ROW EXCLUSIVE on notes|UPDATE "notes" SET "pages" .*ROW EXCLUSIVE/,
    )
  })

  test('is found out when its plan.json claims a weaker lock', options, async () => {
    const file = 'migrations/0002-size/plan.json'
    const plan = await project.read(file)
    await project.write({ [file]: plan.replace('"ACCESS EXCLUSIVE"', '"SHARE UPDATE EXCLUSIVE"') })
    const { code, stdout } = await verify('--to', '2', '--json')
    await project.write({ [file]: plan })
    const { migrations, findings }: Data = JSON.parse(stdout)
    expect(migrations.map(({ folder }) => folder)).toEqual(['0002-size'])
    expect(findings).toBe(1)
    expect(migrations[0]?.findings[0]).toMatchObject({
      code: 'lock-stronger',
      direction: 'up',
      file: 'migrations/0002-size/up.sql',
      line: expect.any(Number),
      message:
        'It takes ACCESS EXCLUSIVE on notes, and plan.json declares SHARE UPDATE EXCLUSIVE: reads and writes wait.',
    })
    expect(code).toBe(1)
  })
})

describe('what a person wrote', () => {
  test('is found out when down.sql does not give back what up.sql took', options, async () => {
    const { findings } = await verifyByHand(
      'ALTER TABLE notes DROP COLUMN color;',
      'ALTER TABLE notes ADD COLUMN color integer NOT NULL DEFAULT 0;\nALTER TABLE notes ALTER COLUMN color DROP DEFAULT;',
    )
    expect(findings).toEqual([
      expect.stringMatching(/^down values-lost: Values of notes\.color have changed in \d+ rows\.$/),
    ])
  })

  test('may lose what it says it loses', options, async () => {
    const { findings, migration } = await verifyByHand(
      '-- lintel: allow ban-drop-column: nobody reads it\nALTER TABLE notes DROP COLUMN pages;',
      'ALTER TABLE notes ADD COLUMN pages integer;',
    )
    expect(findings).toEqual([
      expect.stringMatching(/^down not-undone: column notes\.pages was integer not null, is integer/),
    ])
    expect(migration.notes).toContainEqual(
      expect.stringMatching(/^down, as declared: Values of notes\.pages/),
    )
  })

  test('is found out when rows go, or the schema does not come back', options, async () => {
    const { findings } = await verifyByHand(
      'DELETE FROM notes;\nCREATE TABLE extra (id integer PRIMARY KEY);',
      'SELECT 1;',
    )
    expect(findings).toContain('up rows-lost: notes has lost 200 rows.')
    expect(findings).toContainEqual(expect.stringContaining('down not-undone: table extra is new'))
    expect(findings).toContain('down values-lost: notes has lost 200 rows.')
    // It cannot run a second time.
    expect(findings).toContainEqual(
      expect.stringMatching(/^up failed: The second way up.*"extra" already exists/),
    )
  })

  test('is found out when it goes through rows while others wait', options, async () => {
    const up = (comment: string) => `ALTER TABLE notes ADD COLUMN extra integer;

${comment}UPDATE notes SET extra = color;
CREATE TABLE quiet (id integer);
CREATE INDEX notes_extra_idx ON notes (extra);`
    const down = 'DROP TABLE quiet;\nALTER TABLE notes DROP COLUMN extra;'
    const { findings, migration } = await verifyByHand(up(''), down)
    const wait =
      'Reads and writes wait on notes (ACCESS EXCLUSIVE) while it goes through the 200 rows of notes.'
    expect(findings).toEqual([`up blocking: ${wait}`, `up blocking: ${wait}`])
    expect(migration.findings.map(({ line }) => line)).toEqual([3, 5])
    const allowed = await verifyByHand(up('-- lintel: allow unbatched-write: a small table\n'), down)
    expect(allowed.migration.findings.map(({ line }) => line)).toEqual([6])
    expect(migration.statements.every(({ declared }) => declared === null)).toBe(true)
    expect(migration.notes).toContain('It has no snapshot.json: where it leads was not compared.')
  })

  test('is found out when it writes a table anew', options, async () => {
    const { findings, migration } = await verifyByHand(
      'ALTER TABLE notes ALTER COLUMN color TYPE bigint;',
      '-- lintel: allow changing-column-type: nobody is there when it goes back\nALTER TABLE notes ALTER COLUMN color TYPE integer;',
    )
    expect(findings).toEqual([
      'up blocking: Reads and writes wait on notes (ACCESS EXCLUSIVE) while it writes all 200 rows of notes anew.',
    ])
    expect(migration.statements.map(({ rewritten }) => rewritten)).toEqual([['notes'], ['notes']])
  })

  test('is no trouble when it works beside the others', options, async () => {
    const { findings, migration } = await verifyByHand(
      `-- lintel: step
ALTER TABLE notes ADD COLUMN extra integer;
-- lintel: step backfill over notes by id
UPDATE notes SET extra = color WHERE id BETWEEN $1 AND $2;
-- lintel: step concurrently
CREATE INDEX CONCURRENTLY notes_extra_idx ON notes (extra);`,
      'ALTER TABLE notes DROP COLUMN extra;',
    )
    expect(findings).toEqual([])
    expect(migration.rows).toEqual({ notes: 200 })
    const [added, filled, indexed, dropped] = migration.statements.map(({ taken }) => taken[0]?.mode)
    expect([added, filled, dropped]).toEqual(['ACCESS EXCLUSIVE', 'ROW EXCLUSIVE', 'ACCESS EXCLUSIVE'])
    // Outside a transaction locks are looked for while it runs, and 200 rows may be done between two looks.
    expect(['SHARE UPDATE EXCLUSIVE', undefined]).toContain(indexed)
  })

  test('names statement, file and line where it fails on rows', options, async () => {
    await project.write(
      byHand('SELECT 1;\n\nALTER TABLE notes\n  ADD CONSTRAINT one UNIQUE (size);', 'SELECT 2;'),
    )
    const { code, stdout } = await verify()
    expect(stdout).toContain(
      'finding up: migrations/0003-by-hand/up.sql:3  could not create unique index "one"',
    )
    expect(stdout).toContain('ALTER TABLE notes ADD CONSTRAINT one UNIQUE (size)')
    expect(stdout).toMatch(/verified 1 migration: 1 statement, 1 finding\n$/)
    expect(code).toBe(1)
    const rows = 'migrations/0003-by-hand/rows.sql'
    await project.write({
      ...byHand(
        'ALTER TABLE notes\n  ADD CONSTRAINT one UNIQUE (size);',
        'ALTER TABLE notes DROP CONSTRAINT one;',
      ),
      [rows]: 'UPDATE notes SET size = id;',
    })
    const fits = await verify()
    expect(fits.stdout).not.toContain('[failed]')
    expect(fits.stdout).toContain('[blocking]')
    await project.write({ [rows]: 'SELECT 1;\nUPDATE notes SET sise = id;' })
    const unfit = await verify()
    expect(unfit.stdout).toMatch(
      /finding up: migrations\/0003-by-hand\/rows\.sql:2 {2}column "sise" .*\[failed\]/,
    )
    await project.removeFiles(rows)
  })

  test('says that a way back was not tried where there is none', options, async () => {
    const { findings, migration } = await verifyByHand('ALTER TABLE notes ADD COLUMN extra integer;')
    expect(migration.notes).toContain('It has no down.sql: the way back and a second way up were not tried.')
    expect(findings).toEqual([])
  })
})

describe('the database it works in', () => {
  test('is dropped when it is interrupted', options, async () => {
    await project.write(byHand('SELECT pg_sleep(30);', 'SELECT 1;'))
    const command = project.start(['migrate', 'verify', '--rows', '10'], { env })
    await command.says(/verifying 0003/, 1, 60_000)
    await sleep(1_000)
    expect((await leftBehind()).length).toBeGreaterThan(0)
    const { code, stderr } = await command.stop('SIGINT')
    expect(code).toBe(130)
    expect(stderr).toContain('its databases are dropped')
  })

  test('needs a role that may create it', options, async () => {
    const role = unusedName()
    const address = database.connectionString.replace(/\/\/[^@/]*(?:@|(?=\/|$))/, `//${role}:secret-word@`)
    await withClient(database.connectionString, (client) =>
      client.query(`CREATE ROLE ${role} LOGIN PASSWORD 'secret-word'`),
    )
    try {
      const { code, stderr } = await project.run(['migrate', 'verify'], { env: { DATABASE_URL: address } })
      expect(stderr).toContain('may not create databases')
      expect(stderr).toContain('CREATEDB')
      expect(stderr).not.toContain('secret-word')
      expect(code).toBe(1)
    } finally {
      await withClient(database.connectionString, (client) => client.query(`DROP ROLE ${role}`))
    }
  })

  test('is an embedded one where none is named; wrong numbers are refused', options, async () => {
    const refused = await project.run(['migrate', 'verify', '--from', '9'], { timeoutMs: 60_000 })
    expect(refused.stderr).toContain('There is no migration 9; the last one is 3.')
    expect(refused.code).toBe(1)
    const { code, stdout } = await project.run(['migrate', 'verify', '--to', '2', '--rows', '20'], {
      timeoutMs: 90_000,
    })
    expect(stdout).toMatch(/verified 1 migration: \d+ statements, 0 findings/)
    expect(code).toBe(0)
  })
})
