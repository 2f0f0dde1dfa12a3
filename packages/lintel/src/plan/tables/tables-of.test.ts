import { describe, expect, it } from 'vitest'
import { application } from '../../spec/application.ts'
import { entity } from '../../spec/entity.ts'
import { t } from '../../spec/fields.ts'
import { identity } from '../../spec/identity.ts'
import { resource } from '../../spec/resource.ts'
import { allOf, anyone, owner, role, where } from '../../spec/rules.ts'
import type { IndexSchema, TableSchema } from './database-schema.ts'
import { searchExpression } from './search-expression.ts'
import { tablesOf } from './tables-of.ts'

const User = entity('user', {
  email: t.email().unique(),
  password: t.password(),
  role: t.string().optional(),
})

function tableOf(name: string, parts: object): TableSchema {
  const schema = tablesOf(application('test', { parts: [{ User, me: identity(User), ...parts }] }).model)
  const table = schema.tables[name]
  if (!table) throw new Error(`no table ${name} among ${Object.keys(schema.tables).join(', ')}`)
  return table
}

const typesOf = (table: TableSchema) =>
  Object.fromEntries(table.columns.map(({ name, type }) => [name, type]))
const checksOf = (table: TableSchema) =>
  Object.fromEntries(
    table.constraints.flatMap((each) => (each.kind === 'check' ? [[each.name, each.expression]] : [])),
  )
const column = (index: IndexSchema) =>
  index.parts.map((part) =>
    'column' in part ? `${part.column}${part.descending ? ' desc' : ''}` : part.expression,
  )
const indexesOf = (table: TableSchema) =>
  Object.fromEntries(table.indexes.map((each) => [each.name, column(each)]))

describe('columns', () => {
  it('have the type of their kind', () => {
    const Everything = entity('everything', {
      text: t.text(),
      url: t.url(),
      count: t.integer(),
      big: t.bigint(),
      price: t.decimal(12, 2),
      open: t.boolean(),
      day: t.date(),
      at: t.timestamp(),
      other: t.uuid(),
      state: t.enum('a'),
      data: t.json(),
      version: t.version(),
      secret: t.password(),
    })
    expect(typesOf(tableOf('everythings', { Everything }))).toEqual({
      id: 'uuid',
      text: 'text',
      url: 'text',
      count: 'integer',
      big: 'bigint',
      price: 'numeric(12,2)',
      open: 'boolean',
      day: 'date',
      at: 'timestamptz(3)',
      other: 'uuid',
      state: 'text',
      data: 'jsonb',
      version: 'integer',
      secret_hash: 'text',
      created_at: 'timestamptz(3)',
      updated_at: 'timestamptz(3)',
    })
  })

  it('of a reference have the type of the id they hold', () => {
    const Tag = entity('tag', { id: t.integerId(), parent: t.ref(() => User) })
    const Note = entity('note', { tag: t.ref(() => Tag), tags: t.manyToMany(() => Tag) })
    const parts = { Tag, Note }
    expect(tableOf('tags', parts).columns[0]).toEqual({
      name: 'id',
      type: 'bigint',
      nullable: false,
      identity: true,
      field: 'id',
    })
    expect(typesOf(tableOf('tags', parts))).toMatchObject({ parent_id: 'uuid' })
    expect(typesOf(tableOf('notes', parts))).toMatchObject({ tag_id: 'bigint' })
    expect(typesOf(tableOf('notes_tags', parts))).toEqual({ note_id: 'uuid', tag_id: 'bigint' })
  })

  it('have defaults, except the one of a row that is not deleted', () => {
    const Note = entity('note', { a: t.text().default("it's") }, { softDelete: true })
    const { columns } = tableOf('notes', { Note })
    const defaults = Object.fromEntries(columns.map((each) => [each.name, each.default]))
    expect(defaults).toEqual({
      id: undefined,
      a: "'it''s'",
      created_at: 'now()',
      updated_at: 'now()',
      deleted_at: undefined,
    })
  })

  it('keep no length of a password, whose hash has its own', () => {
    expect(Object.keys(checksOf(tableOf('users', {})))).toEqual(['users_email_length', 'users_role_length'])
  })
})

describe('checks', () => {
  it('say lengths, ranges, values and conditions', () => {
    const Note = entity(
      'note',
      {
        title: t.string({ max: 80 }),
        body: t.text(),
        stars: t.integer({ min: -1, max: 5 }),
        price: t.decimal(5, 2, { max: 99.5 }),
        state: t.enum('a', "b'c"),
        single: t.enum('only'),
      },
      { check: { cheap: ['price', '<', { value: 10 }], starred: ['stars', '<>', { field: 'price' }] } },
    )
    expect(checksOf(tableOf('notes', { Note }))).toEqual({
      notes_title_length: 'char_length("title") >= 1 AND char_length("title") <= 80',
      notes_body_length: 'char_length("body") <= 10000',
      notes_stars_range: '"stars" >= -1 AND "stars" <= 5',
      notes_price_range: '"price" <= 99.5',
      notes_state_values: `"state" IN ('a', 'b''c')`,
      notes_single_values: `"single" = 'only'`,
      notes_cheap: '"price" < 10',
      notes_starred: '"stars" <> "price"',
    })
  })

  it('have names that differ, also when an author chose one of ours', () => {
    const Note = entity(
      'note',
      { title: t.string() },
      { check: { title_length: ['title', '<>', { value: 'x' }] } },
    )
    expect(Object.keys(checksOf(tableOf('notes', { Note })))).toEqual([
      'notes_title_length_2',
      'notes_title_length',
    ])
  })

  it('have names that PostgreSQL does not cut', () => {
    const field = 'aVeryLongNameOfAFieldThatGoesOnAndOnAndOnUntilItIsTooLong'
    const Note = entity('note', { [field]: t.string(), [`${field}er`]: t.string().unique() })
    const names = tableOf('notes', { Note }).constraints.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names.filter((name) => Buffer.byteLength(name) > 63)).toEqual([])
  })
})

describe('indexes', () => {
  const fields = { author: t.ref(() => User), title: t.string() }

  it('follow every reference, unless another index begins with it', () => {
    const Plain = entity('note', fields)
    expect(indexesOf(tableOf('notes', { Plain }))).toEqual({ notes_author_id_idx: ['author_id'] })
    const Indexed = entity('note', fields, { index: [['author', 'title']] })
    expect(indexesOf(tableOf('notes', { Indexed }))).toEqual({
      notes_author_title_idx: ['author_id', 'title'],
    })
    const Unique = entity('note', { ...fields, author: t.ref(() => User).unique() })
    expect(indexesOf(tableOf('notes', { Unique }))).toEqual({})
  })

  it('are still needed where only rows that are not deleted are unique', () => {
    const Note = entity('note', { author: t.ref(() => User).unique() }, { softDelete: true })
    const { indexes, constraints } = tableOf('notes', { Note })
    expect(constraints.filter(({ kind }) => kind === 'unique')).toEqual([])
    expect(indexes).toMatchObject([
      { name: 'notes_author_id_key', unique: true, where: '"deleted_at" IS NULL' },
      { name: 'notes_author_id_idx', unique: false },
    ])
  })

  it('hold the list of an owner in its order, wherever the rule says owner', () => {
    const Note = entity('note', fields)
    const read = [role('admin'), allOf(owner('author'), where('title', 'ne', ''))]
    const notes = resource(Note, { read, defaultSort: ['-createdAt', 'title'] })
    expect(indexesOf(tableOf('notes', { Note, notes }))).toEqual({
      notes_author_id_created_at_title_id_idx: ['author_id', 'created_at desc', 'title', 'id'],
      // Somebody may read all of them.
      notes_created_at_title_id_idx: ['created_at desc', 'title', 'id'],
    })
  })

  it('end with the id, once, in the direction of the order', () => {
    const Note = entity('note', fields)
    const list = (defaultSort: readonly ('-id' | 'id' | 'title' | '-author')[]) =>
      Object.values(
        indexesOf(tableOf('notes', { Note, notes: resource(Note, { read: owner('author'), defaultSort }) })),
      )
    expect(list(['-id'])).toEqual([['author_id', 'id desc']])
    expect(list(['id', 'title'])).toEqual([['author_id', 'id']])
    expect(list(['-author', 'title'])).toEqual([['author_id', 'title', 'id']])
  })

  it('are not made when a declared one gives the same order from its other end', () => {
    const Note = entity('note', fields, { index: [['author', 'createdAt']] })
    const notes = resource(Note, { read: owner('author'), defaultSort: ['-createdAt'] })
    expect(Object.keys(indexesOf(tableOf('notes', { Note, notes })))).toEqual(['notes_author_created_at_idx'])
  })

  it('serve what callers may sort by', () => {
    const Note = entity('note', { ...fields, slug: t.slug().unique() })
    const notes = resource(Note, { read: anyone, sort: ['title', 'createdAt', 'slug', 'id', 'author'] })
    expect(indexesOf(tableOf('notes', { Note, notes }))).toEqual({
      notes_author_id_idx: ['author_id'],
      notes_title_id_idx: ['title', 'id'],
      notes_created_at_id_idx: ['created_at', 'id'],
    })
  })

  it('of search hold the expression that queries use', () => {
    const Note = entity(
      'note',
      { title: t.string(), body: t.text().optional() },
      { search: ['title', 'body'] },
    )
    const model = application('test', { parts: [{ Note }] }).model.entities.note
    if (!model) throw new Error('no note')
    expect(indexesOf(tableOf('notes', { Note }))).toEqual({ notes_search_idx: [searchExpression(model)] })
    expect(searchExpression(model, 't0')).toBe(
      `(setweight(to_tsvector('simple', coalesce(t0."title", '')), 'A') || setweight(to_tsvector('simple', coalesce(t0."body", '')), 'B'))`,
    )
  })
})

describe('joining tables', () => {
  it('hold pairs, found from either side, that go with either side', () => {
    const Note = entity('note', {
      readers: t.manyToMany(() => User),
      related: t.manyToMany((): never => Note as never),
    })
    const table = tableOf('notes_related', { Note })
    expect(table.constraints).toEqual([
      { kind: 'primaryKey', name: 'notes_related_pkey', columns: ['note_id', 'other_note_id'] },
      {
        kind: 'foreignKey',
        name: 'notes_related_note_id_fkey',
        columns: ['note_id'],
        references: { table: 'notes', columns: ['id'] },
        onDelete: 'cascade',
      },
      {
        kind: 'foreignKey',
        name: 'notes_related_other_note_id_fkey',
        columns: ['other_note_id'],
        references: { table: 'notes', columns: ['id'] },
        onDelete: 'cascade',
      },
    ])
    expect(indexesOf(table)).toEqual({
      notes_related_other_note_id_note_id_idx: ['other_note_id', 'note_id'],
    })
    expect(indexesOf(tableOf('notes_readers', { Note }))).toEqual({
      notes_readers_user_id_note_id_idx: ['user_id', 'note_id'],
    })
  })
})

it('is plain data that JSON keeps', () => {
  const Note = entity(
    'note',
    { author: t.ref(() => User), title: t.string().default('x') },
    { softDelete: true },
  )
  const schema = tablesOf(application('test', { parts: [{ User, Note }] }).model)
  expect(JSON.parse(JSON.stringify(schema))).toEqual(schema)
})
