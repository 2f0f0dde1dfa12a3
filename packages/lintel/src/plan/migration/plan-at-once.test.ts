import { describe, expect, it } from 'vitest'
import { application } from '../../spec/application.ts'
import { entity } from '../../spec/entity.ts'
import { t } from '../../spec/fields.ts'
import { emptySchema } from '../tables/database-schema.ts'
import { tablesOf } from '../tables/tables-of.ts'
import { type AtOnceOptions, planAtOnce } from './plan-at-once.ts'

const schemaOf = (parts: object) => tablesOf(application('test', { parts: [parts] }).model)
const User = entity('user', { name: t.string() })
const note = (fields: Parameters<typeof entity>[1]) => ({ User, Note: entity('note', fields) })
const plan = (from: object, to: object, options?: AtOnceOptions) =>
  planAtOnce(schemaOf(from), schemaOf(to), options)

describe('refuses', () => {
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
    const { steps } = plan(from, to)
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
    expect(planAtOnce(emptySchema, emptySchema).changes).toEqual([])
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
