import { readdir } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withClient } from '../../database/client.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { TestProject } from '../command.fixture.ts'

const applicationWith = (fields: string) => `
import { anyone, application, entity, resource, t } from 'lintel'
export const Note = entity('note', { ${fields} })
export const notes = resource(Note, { read: anyone })
export default application('notes', { parts: [{ notes }] })
`
const first = applicationWith('title: t.string()')
const second = applicationWith('title: t.string(), color: t.integer().optional()')
const third = applicationWith('title: t.string()')

let project: TestProject
let database: TestDatabase
let env: Record<string, string>

beforeAll(async () => {
  project = await TestProject.make({ 'src/app.js': first })
  database = await createTestDatabase()
  env = { DATABASE_URL: database.connectionString }
}, 120_000)
afterAll(async () => {
  await project?.remove()
  await database?.drop()
})

const model = (source: string) => project.write({ 'src/app.js': source })
const folders = () => readdir(project.path('migrations')).catch(() => [])
const columnsOfNotes = () =>
  withClient(database.connectionString, async (client) => {
    const { rows } = await client.query(
      "SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'notes'",
    )
    return rows.map(({ name }) => String(name)).sort()
  })

describe('lintel plan', () => {
  test('finds that the model has changes, without writing', async () => {
    const checked = await project.run(['plan', '--check'])
    expect(checked.code).toBe(1)
    expect(checked.stdout).toContain('create table notes')
    expect(checked.stdout).toContain('Run "lintel plan"')
    const dry = await project.run(['plan', '--dry-run'])
    expect(dry.code).toBe(0)
    expect(dry.stdout).toContain('CREATE TABLE "notes"')
    expect(await folders()).toEqual([])
  })

  test('writes the first migration, and then has nothing to plan', async () => {
    const { code, stdout } = await project.run(['plan'])
    expect(code).toBe(0)
    expect(stdout).toContain('Wrote migrations/0001-start')
    expect(await project.read('migrations/0001-start/up.sql')).toContain('CREATE TABLE "notes"')
    expect(await project.read('migrations/0001-start/down.sql')).toContain('DROP TABLE "notes"')
    expect(JSON.parse(await project.read('migrations/0001-start/snapshot.json')).format).toBe(1)
    const again = await project.run(['plan', '--check'])
    expect(again.code).toBe(0)
    expect(again.stdout).toContain('nothing to plan')
  })

  test('names a migration by its change, or as it is told', async () => {
    await model(second)
    const planned = await project.run(['plan', '--json'])
    expect(planned.code).toBe(0)
    const data = JSON.parse(planned.stdout)
    expect(data.written).toBe('migrations/0002-add-notes-color')
    expect(data).toMatchObject({ phase: 'expand', compatibleFrom: 0, previousRelease: 'goes on' })
    expect(data.steps).toEqual([
      {
        step: 1,
        summary: expect.stringContaining('notes.color'),
        mode: 'brief',
        statements: [
          {
            sql: 'ALTER TABLE "notes" ADD COLUMN "color" integer',
            locks: [{ table: 'notes', mode: 'ACCESS EXCLUSIVE', blocks: 'reads and writes wait' }],
          },
        ],
        rewrites: false,
        reversible: true,
        destructive: false,
        undo: expect.stringContaining('notes.color'),
        undoMode: 'brief',
        undoStatements: [{ sql: 'ALTER TABLE "notes" DROP COLUMN "color"', locks: [expect.anything()] }],
      },
    ])
    expect(data.up).toContain('ADD COLUMN')
    expect(await project.read('migrations/0002-add-notes-color/plan.md')).toContain(
      'ACCESS EXCLUSIVE on notes',
    )
  })

  test('refuses to throw values away, unless that is meant', async () => {
    await model(third)
    const refused = await project.run(['plan', '--name', 'No color'])
    expect(refused.code).toBe(1)
    expect(refused.stdout).toContain('notes.color would go with its values')
    expect(refused.stdout).toContain('renamedFrom')
    expect(refused.stdout).toContain('Nothing was written')
    expect(await folders()).toHaveLength(2)
    const meant = await project.run(['plan', '--name', 'No color', '--allow-data-loss'])
    expect(meant.code).toBe(0)
    expect(meant.stdout).toContain('Wrote migrations/0003-no-color')
    expect(meant.stdout).toContain('kept for older builds column notes.color')
    expect(meant.stdout).toContain('lintel plan --contract')
  })
})

describe('lintel migrate', () => {
  test('shows what is pending', async () => {
    const { code, stdout } = await project.run(['migrate', 'status'], { env })
    expect(code).toBe(0)
    expect(stdout).toMatch(/0001-start +pending/)
    expect(stdout).toContain('0 applied, 3 pending')
    expect((await project.run(['migrate', 'status', '--check'], { env })).code).toBe(1)
  })

  test('applies up to a number, and then the rest', async () => {
    const two = await project.run(['migrate', 'up', '--to', '2'], { env })
    expect(two.code).toBe(0)
    expect(two.stdout).toContain('Applied 2 migrations.')
    expect(two.stderr).toMatch(/↑ 0002-add-notes-color\n.*1\/1 add notes\.color.* \d+ ms/)
    expect(await columnsOfNotes()).toContain('color')
    const rest = await project.run(['migrate', 'up', '--json'], { env })
    expect(JSON.parse(rest.stdout)).toEqual({ reverted: 0, applied: ['0003-no-color'] })
    // The release before may still serve: the column stays until a contract.
    expect(await columnsOfNotes()).toContain('color')
    expect((await project.run(['migrate', 'up'], { env })).stdout).toContain('Nothing to apply.')
    const status = JSON.parse((await project.run(['migrate', 'status', '--check', '--json'], { env })).stdout)
    expect(status).toMatchObject({ pending: 0, problem: null, unfinished: null })
    expect(status.migrations[0].appliedAt).toMatch(/^\d{4}-/)
  })

  test('undoes one, several, all', async () => {
    expect((await project.run(['migrate', 'down'], { env })).stdout).toContain('Undid 1 migration.')
    expect(await columnsOfNotes()).toContain('color')
    const all = await project.run(['migrate', 'down', '--to', '0', '--json'], { env })
    expect(JSON.parse(all.stdout)).toEqual({ undone: ['0002-add-notes-color', '0001-start'] })
    expect(await columnsOfNotes()).toEqual([])
    expect((await project.run(['migrate', 'up'], { env })).code).toBe(0)
    expect((await project.run(['migrate', 'down', '--steps', '3'], { env })).stdout).toContain(
      'Undid 3 migrations.',
    )
  })

  test('refuses a number that no migration has, with its code for machines', async () => {
    const { code, stdout, stderr } = await project.run(['migrate', 'up', '--to', '9', '--json'], { env })
    expect(code).toBe(1)
    expect(stdout).toBe('')
    expect(JSON.parse(stderr).error).toMatchObject({ code: 'target_unknown', hint: expect.any(String) })
  })

  test('finds a migration that was changed after it was applied', async () => {
    await project.run(['migrate', 'up'], { env })
    const file = 'migrations/0002-add-notes-color/up.sql'
    const before = await project.read(file)
    await project.write({ [file]: `${before}\n-- changed` })
    const status = await project.run(['migrate', 'status'], { env })
    expect(status.code).toBe(1)
    expect(status.stdout).toContain('[migration_edited]')
    const up = await project.run(['migrate', 'up'], { env })
    expect(up.code).toBe(1)
    expect(up.stderr).toMatch(/0002-add-notes-color.*was changed after it was applied/)
    await project.write({ [file]: before })
    expect((await project.run(['migrate', 'status', '--check'], { env })).code).toBe(0)
  })

  test('names file and line of a statement that fails, and keeps nothing of it', async () => {
    await project.write({ 'migrations/0004-broken/up.sql': 'CREATE TABLE extra (id integer);\n\nSELEC 1;\n' })
    const { code, stderr } = await project.run(['migrate', 'up'], { env })
    expect(code).toBe(1)
    expect(stderr).toMatch(/migrations\/0004-broken\/up\.sql:3/)
    expect(stderr).toMatch(/syntax error/)
    const status = JSON.parse((await project.run(['migrate', 'status', '--json'], { env })).stdout)
    expect(status.pending).toBe(1)
  })

  test('says that the database is away', async () => {
    const { code, stderr } = await project.run(['migrate', 'up'], {
      env: { DATABASE_URL: 'postgres://me:hidden@127.0.0.1:9/none' },
    })
    expect(code).toBe(3)
    expect(stderr).toContain('127.0.0.1:9/none cannot be reached')
    expect(stderr).not.toContain('hidden')
    const unreadable = await project.run(['migrate', 'up'], {
      env: { DATABASE_URL: 'mysql://127.0.0.1/none' },
    })
    expect(unreadable.code).toBe(1)
    expect(unreadable.stderr).toContain('DATABASE_URL must be an address')
  })
})

describe('after development', () => {
  test('migrates a database that "lintel dev" has changed, when told to take that back', async () => {
    const other = await TestProject.make({ 'src/app.js': first })
    try {
      const started = other.start(['start'])
      await started.url()
      await started.stop()
      await other.run(['plan'])
      const refused = await other.run(['migrate', 'up'])
      expect(refused.code).toBe(1)
      expect(refused.stderr).toContain('--revert-unplanned')
      const { code, stdout } = await other.run(['migrate', 'up', '--revert-unplanned'])
      expect(code).toBe(0)
      expect(stdout).toContain('Took back 1 unplanned difference.')
      expect(stdout).toContain('Applied 1 migration.')
      const again = other.start(['start'])
      await again.url()
      expect((await again.stop()).code).toBe(0)
    } finally {
      await other.remove()
    }
  }, 120_000)
})
