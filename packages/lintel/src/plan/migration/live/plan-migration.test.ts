import { describe, expect, it } from 'vitest'
import { application } from '../../../spec/application.ts'
import { entity } from '../../../spec/entity.ts'
import { t } from '../../../spec/fields.ts'
import { emptySchema } from '../../tables/database-schema.ts'
import { tablesOf } from '../../tables/tables-of.ts'
import { migrationFiles } from '../migration-files.ts'
import { planProblems } from '../plan-problems.ts'
import { planContract } from './plan-contract.ts'
import { type PlanOptions, planMigration } from './plan-migration.ts'

const schemaOf = (parts: object) => tablesOf(application('test', { parts: [parts] }).model)
const User = entity('user', { name: t.string() })
const note = (fields: Parameters<typeof entity>[1], options = {}) => ({
  User,
  Note: entity('note', fields, options),
})
const plan = (from: object, to: object, options: PlanOptions = {}) =>
  planMigration({ from: schemaOf(from), to: schemaOf(to), number: 2, options })
const refusals = (from: object, to: object, options?: PlanOptions) =>
  plan(from, to, options).problems.map(({ code, message }) => `${code}: ${message}`)

describe('refuses', () => {
  it('to take columns and tables away, unless data loss is allowed', () => {
    const from = note({ title: t.text(), body: t.text() })
    const to = note({ body: t.text() })
    expect(plan(from, to).problems).toEqual([
      {
        code: 'data_loss',
        message: 'The column notes.title would go with its values.',
        hint: planProblems.data_loss.hint,
      },
    ])
    expect(refusals(from, { User })).toEqual(['data_loss: The table notes would go with its rows.'])
    expect(plan(from, to, { allowDataLoss: true }).problems).toEqual([])
    expect(plan(from, { User }, { allowDataLoss: true }).problems).toEqual([])
  })

  it('a new required column that nothing fills', () => {
    const from = note({ body: t.text() })
    const to = note({
      body: t.text(),
      author: t.ref(() => User),
      title: t.string(),
      slug: t.slug().filledFrom("'note-' || id").unique(),
      stars: t.integer().default(0),
    })
    expect(refusals(from, to)).toEqual([
      'required_column: The new column notes.author_id is required and has no default.',
      'required_column: The new column notes.title is required and has no default.',
    ])
  })

  it('a column that becomes required while nothing says what empty rows get', () => {
    const from = note({ a: t.integer().optional(), b: t.integer().optional() })
    const to = note({ a: t.integer(), b: t.integer().default(1) })
    expect(refusals(from, to)).toEqual([
      'required_values: notes.a becomes required, and nothing says what rows without a value get.',
    ])
    const moved = note({ c: t.integer().renamedFrom('a'), b: t.integer().optional() })
    expect(refusals(from, moved)).toEqual([
      'required_values: notes.c becomes required, and nothing says what rows without a value get.',
    ])
  })

  it('two types under one name that builds of before and now cannot share', () => {
    const kinds = {
      text: t.text(),
      integer: t.integer(),
      short: t.decimal(6, 2),
      long: t.decimal(8, 2),
      fine: t.decimal(8, 4),
      at: t.timestamp(),
      day: t.date(),
    }
    const refused = [
      ['text', 'integer'],
      ['integer', 'text'],
      ['long', 'short'],
      ['fine', 'long'],
      ['integer', 'short'],
      ['at', 'text'],
      ['day', 'at'],
    ] as const
    for (const [from, to] of refused) {
      const [one, other] = [note({ a: kinds[from].optional() }), note({ a: kinds[to].optional() })]
      expect(
        plan(one, other).problems.map(({ code }) => code),
        `${from} to ${to}`,
      ).toEqual(['type_change'])
    }
    // Under another name most of them can.
    expect(refusals(note({ a: t.integer() }), note({ b: t.text().renamedFrom('a') }))).toEqual([])
    expect(refusals(note({ a: t.text() }), note({ b: t.integer().renamedFrom('a') }))).toEqual([
      'type_change: notes.b changes from text to integer.',
    ])
    const replaced = plan(note({ a: t.text() }), note({ a: t.integer().default(0) }), { allowDataLoss: true })
    expect(replaced.problems).toEqual([])
    expect(replaced.compatibleFrom).toBe(2)
  })

  it('another kind of id', () => {
    const Counted = entity('user', { id: t.integerId(), name: t.string() })
    expect(refusals({ User }, { Counted }, { allowDataLoss: true })).toContain(
      'key_change: users.id changes from uuid to bigint.',
    )
  })

  it('a name that another table had until now', () => {
    const from = { User, Old: entity('note', { a: t.text() }), Kept: entity('memo', { a: t.text() }) }
    const to = {
      User,
      Old: entity('archive', { a: t.text() }, { renamedFrom: 'note' }),
      Kept: entity('note', { a: t.text() }, { renamedFrom: 'memo' }),
    }
    expect(refusals(from, to)).toEqual([
      'name_reused: notes becomes archives, and another table becomes notes.',
    ])
  })

  it('what is in the way of an older release, until the contract', () => {
    const first = plan(note({ a: t.text() }), note({ b: t.text().renamedFrom('a') }))
    const next = (fields: Parameters<typeof entity>[1], options: PlanOptions = {}) =>
      planMigration({ from: first.to, to: schemaOf(note(fields)), number: 3, options }).problems
    expect(next({ b: t.text(), a: t.text().optional() }).map(({ code }) => code)).toEqual([
      'contract_first',
      // Its check, too.
      'contract_first',
    ])
    expect(next({ c: t.text().renamedFrom('b') }).map(({ code }) => code)).toEqual(['contract_first'])
    const contract = planContract({ from: first.to, number: 3 })
    const after = planMigration({
      from: contract.to,
      to: schemaOf(note({ c: t.text().renamedFrom('b') })),
      number: 4,
    })
    expect(after.problems).toEqual([])
  })

  it('a split whose rows have nowhere to come from', () => {
    const split = (reference: ReturnType<typeof t.ref>, fields = {}) => ({
      User,
      Address: entity(
        'address',
        { user: reference, city: t.string(), ...fields } as never,
        { splitFrom: { entity: 'user', through: 'user', fields: ['city'] } } as never,
      ),
    })
    const from = { User: entity('user', { name: t.string(), city: t.string() }) }
    const to = () => t.ref(() => User)
    expect(refusals(from, split(to()))).toContainEqual(
      'split_invalid: addresses: user_id is not a unique reference to users.',
    )
    expect(refusals({ User }, split(to().unique()))).toEqual([
      'split_invalid: addresses: user has no field city until now.',
    ])
    expect(refusals(from, split(to().unique(), { country: t.string() }))).toContainEqual(
      'split_invalid: addresses: country is required and has no default.',
    )
    expect(refusals(from, split(to().unique()))).toEqual([])
  })
})

describe('a contract', () => {
  it('ends nothing where nothing is kept', () => {
    expect(planContract({ from: schemaOf({ User }), number: 2 })).toMatchObject({ steps: [], problems: [] })
  })

  it('puts values aside first, and drops them only when that is allowed', () => {
    const retired = plan(note({ a: t.text(), b: t.text() }), note({ b: t.text() }), { allowDataLoss: true })
    expect(retired.steps.every(({ destructive }) => !destructive)).toBe(true)
    const aside = planContract({ from: retired.to, number: 3 })
    expect(aside).toMatchObject({ problems: [], compatibleFrom: 2 })
    expect(aside.steps.at(-1)).toMatchObject({
      summary: 'put column notes.a aside as a__dropped',
      reversible: true,
    })
    expect(planContract({ from: aside.to, number: 4 }).problems).toMatchObject([
      { code: 'data_loss', message: 'notes.a__dropped would be dropped, with the values kept aside.' },
    ])
    const dropped = planContract({ from: aside.to, number: 4, options: { allowDataLoss: true } })
    expect(dropped.steps).toMatchObject([{ destructive: true, reversible: false }])
    expect(dropped.to).toEqual({ format: 1, tables: schemaOf(note({ b: t.text() })).tables })
  })
})

describe('a plan', () => {
  it('takes no lock for long that reads or writes wait for', () => {
    const from = note({ a: t.integer(), c: t.decimal(5, 2), title: t.string() })
    const to = note(
      {
        a: t.bigint(),
        c: t.decimal(9, 2),
        d: t.string().unique().optional(),
        user: t.ref(() => User).optional(),
        heading: t.string().renamedFrom('title'),
      },
      { index: [['a', 'c']] },
    )
    const { steps, problems, compatibleFrom } = plan(from, to)
    expect(problems).toEqual([])
    expect(compatibleFrom).toBe(0)
    const strong = new Set(['SHARE', 'SHARE ROW EXCLUSIVE', 'EXCLUSIVE', 'ACCESS EXCLUSIVE'])
    for (const { up, summary } of steps) {
      const isStrong = up?.statements.some(({ locks }) => locks.some(({ mode }) => strong.has(mode)))
      if (isStrong)
        expect([summary, up?.mode, up?.statements.some(({ rows }) => rows)]).toEqual([
          summary,
          'brief',
          false,
        ])
    }
    expect(steps.map(({ up }) => up?.mode)).toContain('backfill')
  })

  const sqlOf = ({ steps }: ReturnType<typeof plan>, summary: RegExp) =>
    steps.find((each) => summary.test(each.summary))?.up?.statements.map(({ sql }) => sql) ?? []

  it('gives both columns one default: a value that is said is not taken for none', () => {
    const made = plan(
      note({ a: t.integer().default(3) }),
      note({ b: t.integer().default(4).renamedFrom('a') }),
    )
    expect(sqlOf(made, /default of notes.a/)).toEqual(['ALTER TABLE "notes" ALTER COLUMN "a" SET DEFAULT 4'])
    expect(made.to.tables.notes?.columns.find(({ name }) => name === 'a')?.default).toBe('4')
    const equal = plan(
      note({ a: t.integer().default(3) }),
      note({ b: t.integer().default(3).renamedFrom('a') }),
    )
    expect(sqlOf(equal, /default of notes.a/)).toEqual([])
  })

  it('gives a column of another type its default when it gets its name, and no earlier', () => {
    const made = plan(note({ a: t.integer().default(3) }), note({ a: t.bigint().default('4') }))
    expect(sqlOf(made, /^add notes.a__new/).filter((sql) => sql.includes('DEFAULT'))).toEqual([])
    expect(sqlOf(made, /^give notes.a/).filter((sql) => sql.includes('SET DEFAULT'))).toEqual([
      'ALTER TABLE "notes" ALTER COLUMN "a" SET DEFAULT 4',
    ])
  })

  it('lets the old column be empty where the new one has no value for it', () => {
    const isEased = (from: object, to: object) => sqlOf(plan(from, to), /^make notes.a optional/).length > 0
    const before = note({ a: t.integer() })
    expect(isEased(before, note({ b: t.integer().renamedFrom('a') }))).toBe(false)
    expect(isEased(before, note({ b: t.integer().optional().renamedFrom('a') }))).toBe(true)
    const withDefault = note({ a: t.integer().default(1) })
    expect(isEased(withDefault, note({ b: t.text().default('1').renamedFrom('a') }))).toBe(true)
    expect(isEased(withDefault, note({ b: t.integer().default(1).renamedFrom('a') }))).toBe(false)
  })

  it('lets sessions forget what they know of a column whose name changes hands', () => {
    const forgets = (made: ReturnType<typeof plan>) =>
      sqlOf(made, /^give notes.a/).filter((sql) => sql.startsWith('ALTER FUNCTION'))
    const filled = { b: t.integer().filledFrom('a * 2') }
    expect(forgets(plan(note({ a: t.integer() }), note({ a: t.bigint(), ...filled })))).toEqual([
      'ALTER FUNCTION "lintel"."notes_in_step_2"() COST 100',
    ])
    // Also what a migration before keeps in step.
    const first = plan(note({ a: t.integer() }), note({ a: t.integer(), ...filled }))
    const to = schemaOf(note({ a: t.bigint(), ...filled }))
    expect(forgets(planMigration({ from: first.to, to, number: 3 }))).toEqual([
      'ALTER FUNCTION "lintel"."notes_in_step_2"() COST 100',
    ])
  })

  it('has nothing to do where nothing changed, also when a rename is still declared', () => {
    const renamed = note({ title: t.text().renamedFrom('heading') })
    expect(plan(renamed, renamed)).toMatchObject({ steps: [], problems: [] })
    expect(planMigration({ from: emptySchema, to: emptySchema, number: 1 }).steps).toEqual([])
  })
})

describe('files', () => {
  it('hold the way there, the way back, the schema and its review', () => {
    const start = planMigration({ from: emptySchema, to: schemaOf({ User }), number: 7 })
    const { folder, files } = migrationFiles(start, '  Add users & "names" ', { users: 12_345 })
    expect(folder).toBe('0007-add-users-names')
    expect(files['up.sql']).toBe(`-- lintel: compatible from 0

-- lintel: step
-- 1. create table users (4 columns)
CREATE TABLE "users" (
  "id" uuid NOT NULL,
  "name" text NOT NULL,
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "users_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "users_name_length" CHECK (char_length("name") >= 1 AND char_length("name") <= 255)
);
`)
    expect(files['down.sql']).toBe(
      `-- lintel: step
-- 1. drop table users
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
DROP TABLE "users";
`,
    )
    expect(JSON.parse(files['snapshot.json'] ?? '')).toEqual(schemaOf({ User }))
    expect(files['plan.md']).toContain('| 1 | create table users (4 columns) | none |')
    expect(JSON.parse(files['plan.json'] ?? '')).toMatchObject({ phase: 'expand', compatibleFrom: 0 })
  })

  it('say how many rows a step goes through, where that is known', () => {
    const made = plan(note({ a: t.integer() }), note({ b: t.integer().renamedFrom('a') }))
    expect(migrationFiles(made, 'x', { notes: 2_000_000 }).files['plan.md']).toContain(
      'all of notes, about 2,000,000',
    )
    expect(migrationFiles(made, 'x').files['plan.md']).toContain('| all of notes |')
  })

  it('are not made of a plan with problems', () => {
    expect(() => migrationFiles(plan(note({}), { User }), 'x')).toThrow('The table notes would go')
  })

  it('have no comment that a value would end', () => {
    const line = "x'; \n DROP TABLE users; --"
    const made = plan(note({ a: t.text() }), note({ a: t.text().default(line), b: t.enum(line).optional() }))
    const up = migrationFiles(made, 'x').files['up.sql'] ?? ''
    // The values keep their line breaks, inside their quotes; the comments have none.
    expect(up.split('\n DROP TABLE').length - 1).toBe(2)
  })
})
