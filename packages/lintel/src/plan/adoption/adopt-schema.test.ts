import { expect, test } from 'vitest'
import type { ColumnSchema, ConstraintSchema, IndexSchema } from '../tables/database-schema.ts'
import { adoptSchema } from './adopt-schema.ts'
import type { Catalogue, TableFacts } from './catalogue.ts'
import { declaredModel } from './declared-model.ts'
import { entitySource } from './entity-source.ts'

const plain: TableFacts = {
  isPartitioned: false,
  inherits: false,
  hasRowSecurity: false,
  triggers: [],
  generated: {},
  foreignTypes: [],
  constraints: [],
  indexes: [],
}
const key: ConstraintSchema = { kind: 'primaryKey', name: 'pk', columns: ['id'] }
const id: ColumnSchema = { name: 'id', type: 'uuid', nullable: false }
const column = (name: string, type: string, rest: Partial<ColumnSchema> = {}): ColumnSchema => ({
  name,
  type,
  nullable: false,
  ...rest,
})

interface Given {
  readonly columns?: readonly ColumnSchema[]
  readonly constraints?: readonly ConstraintSchema[]
  readonly indexes?: readonly IndexSchema[]
  readonly facts?: Partial<TableFacts>
}

function catalogue(
  tables: Readonly<Record<string, Given>>,
  enums: Record<string, readonly string[]> = {},
): Catalogue {
  const entries = Object.entries(tables)
  return {
    schema: {
      format: 1,
      enums,
      tables: Object.fromEntries(
        entries.map(([name, { columns = [], constraints = [key], indexes = [] }]) => [
          name,
          { name, columns: [id, ...columns], constraints, indexes },
        ]),
      ),
    },
    facts: Object.fromEntries(entries.map(([name, { facts = {} }]) => [name, { ...plain, ...facts }])),
    views: [],
    extensions: [],
    otherSchemas: [],
  }
}

const codes = (given: Catalogue) => adoptSchema(given).notes.map(({ code, subject }) => `${code} ${subject}`)

/** The one entity's source, from its declaration on. */
function sourceOf(given: Catalogue): string {
  const { entities } = adoptSchema(given)
  // What is written must be a specification.
  declaredModel('adopted', entities)
  return entitySource(entities[0] as (typeof entities)[number]).split('\n\n')[1] ?? ''
}

test('a table with usual names and types is written without a word about them', () => {
  const columns = [
    column('title', 'text'),
    column('created_at', 'timestamptz(3)', { default: 'now()' }),
    column('updated_at', 'timestamptz(3)', { default: 'now()' }),
  ]
  expect(sourceOf(catalogue({ notes: { columns } }))).toBe(
    "export const Note = entity('note', {\n  title: t.text({ max: Infinity }),\n})",
  )
})

test('texts of other people are written so that they stay texts', () => {
  const columns = [
    column('mood', 'text', { default: "'it''s \"fine\" \\'::text", comment: "How\nit's \u2028" }),
  ]
  const source = sourceOf(catalogue({ notes: { columns } }))
  expect(source).toContain(String.raw`.default('it\'s "fine" \\')`)
  expect(source).toContain(String.raw`.describe("How\nit's`)
})

test('an enum type, a serial, a padded text, a number without bounds', () => {
  const given = catalogue(
    {
      things: {
        columns: [
          column('kind', '"Kind"', { default: `'B'::"Kind"` }),
          column('code', 'char(3)', { nullable: true }),
          column('amount', 'numeric', { default: '0' }),
        ],
      },
    },
    { Kind: ['A', 'B'] },
  )
  const source = sourceOf(given)
  expect(source).toContain("kind: t.enum('A', 'B').default('B').columnType('Kind'),")
  expect(source).toContain("code: t.text({ max: 3 }).optional().columnType('char(3)'),")
  expect(source).toContain("amount: t.decimal(38, 10).default('0').columnType('numeric'),")
  expect(codes(given)).toEqual(['text_padded things.code', 'decimal_open things.amount'])
})

test('tables that no entity can be are told of, each with its reason', () => {
  const given = catalogue({
    alembic_version: {},
    logs: { constraints: [] },
    measures: { facts: { isPartitioned: true } },
    prices: { constraints: [{ ...key, columns: ['id', 'day'] }] },
  })
  expect(adoptSchema(given).entities).toEqual([])
  expect(codes(given)).toEqual([
    'table_bookkeeping alembic_version',
    'key_missing logs',
    'table_partitioned measures',
    'key_not_id prices',
  ])
})

test('a required column that is left out stops creates, and that is said', () => {
  const columns = [
    column('place', 'point'),
    column('span', 'tstzrange', { nullable: true }),
    column('full', 'text'),
    column('counter', 'serial'),
  ]
  const given = catalogue({ things: { columns, facts: { generated: { full: "'x'::text" } } } })
  expect(codes(given)).toEqual([
    'column_type things.place',
    'column_required things.place',
    'column_type things.span',
    'column_generated things.full',
    'column_type things.counter',
  ])
})

test('names that meet are told apart', () => {
  const reference = (name: string, table: string): ConstraintSchema => ({
    kind: 'foreignKey',
    name: `${name}_fk`,
    columns: [name],
    references: { table, columns: ['id'] },
    onDelete: 'setNull',
  })
  const given = catalogue({
    posts: {
      columns: [
        column('author', 'text'),
        column('author_id', 'uuid', { nullable: true }),
        column('editor_id', 'uuid'),
        column('updated_at', 'bigint'),
      ],
      constraints: [key, reference('author_id', 'users'), reference('editor_id', 'users')],
    },
    users: { columns: [column('posts', 'integer')] },
  })
  const { entities } = adoptSchema(given)
  expect(entities.map(({ fields }) => Object.keys(fields))).toEqual([
    ['author', 'authorId', 'editorId', 'updatedAtValue'],
    ['posts', 'postsAsAuthorId'],
  ])
  // SET NULL on a column that takes none cannot be declared.
  expect(codes(given)).toContain('reference_kept posts.editor_id')
  declaredModel('adopted', entities)
})
