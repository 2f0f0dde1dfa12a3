import { describe, expect, it } from 'vitest'
import { application } from '../../spec/application.ts'
import { entity } from '../../spec/entity.ts'
import { t } from '../../spec/fields.ts'
import { emptySchema } from '../tables/database-schema.ts'
import { tablesOf } from '../tables/tables-of.ts'
import { migrationFiles } from './migration-files.ts'
import { type PlanOptions, planMigration } from './plan-migration.ts'

const schemaOf = (parts: object) => tablesOf(application('test', { parts: [parts] }).model)
const User = entity('user', { name: t.string() })
const note = (fields: Parameters<typeof entity>[1]) => ({ User, Note: entity('note', fields) })
const plan = (from: object, to: object, options?: PlanOptions) =>
  planMigration(schemaOf(from), schemaOf(to), options)

describe('refuses', () => {
  it('to drop columns and tables, unless data loss is allowed', () => {
    const from = note({ title: t.text(), body: t.text() })
    expect(plan(from, note({ body: t.text() })).problems).toEqual([
      {
        code: 'data_loss',
        message: 'The column notes.title would be dropped with its values.',
        hint: 'If the name changed, say so with renamedFrom. If nobody needs the values, allow data loss.',
      },
    ])
    expect(plan(from, { User }).problems).toMatchObject(
      [{ code: 'data_loss', message: /^The table notes / }].map(asMatch),
    )
    expect(plan(from, { User }, { allowDataLoss: true }).problems).toEqual([])
  })

  it('a new required column without a default, unless the table is empty', () => {
    const from = note({ body: t.text() })
    const to = note({ body: t.text(), author: t.ref(() => User), title: t.string(), slug: t.slug().unique() })
    expect(plan(from, to).problems.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'required_column: The new column notes.author_id is required and has no default.',
      'required_column: The new column notes.title is required and has no default.',
      'required_column: The new column notes.slug is required and has no default.',
    ])
    expect(plan(from, to, { emptyTables: ['notes'] }).problems).toEqual([])
    expect(plan(from, to, { emptyTables: ['users'] }).problems).toHaveLength(3)
    // In development rows get a value where one can be made up; a reference cannot.
    const filled = plan(from, to, { fillRequired: true })
    expect(filled.problems.map(({ message }) => message)).toEqual([
      'The new column notes.author_id is required and has no default.',
    ])
    expect(filled.up).toContain(`ADD COLUMN "title" text NOT NULL DEFAULT '-';`)
    expect(filled.up).toContain(`ADD COLUMN "slug" text NOT NULL DEFAULT gen_random_uuid()::text;`)
  })

  it('a change of type that some value would not survive', () => {
    const kinds = {
      text: t.text(),
      integer: t.integer(),
      short: t.decimal(6, 2),
      long: t.decimal(8, 2),
      fine: t.decimal(8, 4),
      coarse: t.decimal(12, 2),
      at: t.timestamp(),
    }
    const refused = [
      ['text', 'integer'],
      ['long', 'short'],
      ['fine', 'coarse'],
      ['long', 'fine'],
      ['long', 'integer'],
      ['integer', 'short'],
      ['at', 'text'],
      ['text', 'at'],
    ] as const
    for (const [from, to] of refused) {
      const { problems } = plan(note({ a: kinds[from].optional() }), note({ a: kinds[to].optional() }))
      expect(
        problems.map(({ code }) => code),
        `${from} to ${to}`,
      ).toEqual(['type_change'])
    }
    const { problems } = plan(note({ a: kinds.text }), note({ a: kinds.integer }), { allowDataLoss: true })
    expect(problems.map(({ code }) => code)).toEqual(['required_column'])
  })

  it('another kind of id, with everything that refers to it', () => {
    const Counted = entity('user', { id: t.integerId(), name: t.string() })
    const from = note({ author: t.ref(() => User) })
    const to = { Counted, Note: entity('note', { author: t.ref(() => Counted) }) }
    expect(plan(from, to).problems.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'type_change: users.id changes from uuid to bigint.',
      'type_change: notes.author_id changes from uuid to bigint.',
      'required_column: The new column notes.author_id is required and has no default.',
    ])
  })
})

describe('says of each step', () => {
  it('what it locks, rewrites, loses', () => {
    const from = note({ a: t.integer(), b: t.integer(), c: t.decimal(5, 2) })
    const to = note({
      a: t.bigint(),
      c: t.decimal(9, 2),
      d: t.string().unique().optional(),
      user: t.ref(() => User).optional(),
    })
    const { steps } = plan(from, to, { allowDataLoss: true })
    const costs = steps.map(({ summary, lock, rewrites, reversible, destructive }) => ({
      summary: summary.split(' ').slice(0, 5).join(' '),
      lock,
      flags: [rewrites && 'rewrites', reversible && 'reversible', destructive && 'destructive']
        .filter(Boolean)
        .join(' '),
    }))
    expect(costs).toEqual([
      { summary: 'change the type of notes.a', lock: 'ACCESS EXCLUSIVE', flags: 'rewrites reversible' },
      { summary: 'change the type of notes.c', lock: 'ACCESS EXCLUSIVE', flags: 'reversible' },
      { summary: 'add column notes.d (text, optional)', lock: 'ACCESS EXCLUSIVE', flags: 'reversible' },
      { summary: 'add column notes.user_id (uuid, optional)', lock: 'ACCESS EXCLUSIVE', flags: 'reversible' },
      { summary: 'add unique notes (d)', lock: 'ACCESS EXCLUSIVE', flags: 'reversible' },
      {
        summary: 'add check notes_d_length: char_length("d") >=',
        lock: 'ACCESS EXCLUSIVE',
        flags: 'reversible',
      },
      { summary: 'add index notes_user_id_idx on notes', lock: 'SHARE', flags: 'reversible' },
      { summary: 'add reference notes (user_id) to', lock: 'SHARE ROW EXCLUSIVE', flags: 'reversible' },
      { summary: 'drop column notes.b with its', lock: 'ACCESS EXCLUSIVE', flags: 'destructive' },
    ])
  })

  it('nothing where nothing changed, also when a rename is still declared', () => {
    const renamed = note({ title: t.text().renamedFrom('heading') })
    expect(plan(renamed, renamed)).toMatchObject({ changes: [], up: '', down: '', problems: [] })
    expect(planMigration(emptySchema, emptySchema).changes).toEqual([])
  })

  it('nothing that would end its comment', () => {
    const line = "x'; \n DROP TABLE users; --"
    const to = note({ a: t.text().default(line), b: t.enum(line).optional() })
    const { up, steps } = plan(note({ a: t.text() }), to)
    const lineBreaks = (text: string) => text.split('\n DROP TABLE').length - 1
    // The values keep theirs, inside their quotes; the comments have none.
    expect(lineBreaks(steps.flatMap((step) => step.up).join())).toBe(2)
    expect(lineBreaks(up)).toBe(2)
  })
})

describe('files', () => {
  it('hold the way there, the way back and the schema', () => {
    const start = planMigration(emptySchema, schemaOf({ User }))
    const { folder, files } = migrationFiles(start, 7, '  Add users & "names" ')
    expect(folder).toBe('0007-add-users-names')
    expect(files['up.sql']).toBe(`-- create table users (4 columns)
-- lock: none
CREATE TABLE "users" (
  "id" uuid NOT NULL,
  "name" text NOT NULL,
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "users_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "users_name_length" CHECK (char_length("name") >= 1 AND char_length("name") <= 255)
);
`)
    expect(files['down.sql']).toBe('-- undo: create table users (4 columns)\nDROP TABLE "users";\n')
    expect(JSON.parse(files['snapshot.json'])).toEqual(schemaOf({ User }))
  })

  it('are not made of a plan with problems', () => {
    expect(() => migrationFiles(plan({ User }, {}), 1, 'x')).toThrow('The table users would be dropped')
  })
})

function asMatch({ code, message }: { code: string; message: RegExp }) {
  return { code, message: expect.stringMatching(message) }
}
