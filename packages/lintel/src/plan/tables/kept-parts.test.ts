import { expect, test } from 'vitest'
import { application } from '../../spec/application.ts'
import { entity } from '../../spec/entity.ts'
import { t } from '../../spec/fields.ts'
import type { ConstraintSchema, DatabaseSchema, TableSchema } from './database-schema.ts'
import { keptParts } from './kept-parts.ts'
import { tablesOf } from './tables-of.ts'

const Tag = entity('tag', { name: t.text({ max: Number.POSITIVE_INFINITY }).unique() })
const Note = entity(
  'note',
  { tag: t.ref(() => Tag), tags: t.manyToMany(() => Tag) },
  { index: [['createdAt']] },
)
const wanted = tablesOf(application('test', { parts: [{ Note, Tag }] }).model)

/** A database that had these parts before, beside others. */
function before(name: string, parts: Partial<TableSchema>, beside: readonly string[] = []): DatabaseSchema {
  const table = wanted.tables[name] as TableSchema
  return {
    format: 1,
    tables: { [name]: { ...table, constraints: [], indexes: [], ...parts, adopted: { beside } } },
  }
}
const kept = (name: string, parts: Partial<TableSchema>, beside?: readonly string[]) =>
  keptParts(wanted, before(name, parts, beside)).tables[name] as TableSchema
const named = (parts: readonly { readonly name: string }[]) => parts.map(({ name }) => name)
const key = (onDelete: 'restrict' | 'cascade'): ConstraintSchema => ({
  kind: 'foreignKey',
  name: 'fk_rails_1',
  columns: ['tag_id'],
  references: { table: 'tags', columns: ['id'] },
  onDelete,
})

test('a table that was not adopted gets the usual names', () => {
  const known = before('tags', {})
  const { adopted: _, ...table } = known.tables.tags as TableSchema
  expect(keptParts(wanted, { format: 1, tables: { tags: table } })).toEqual(wanted)
})

test('a unique index does what a unique constraint does', () => {
  const index = {
    name: 'index_tags_on_name',
    method: 'btree',
    unique: true,
    parts: [{ column: 'name' }],
    columns: ['name'],
  }
  const table = kept('tags', { indexes: [index] })
  expect(named(table.constraints)).toEqual(['tags_pkey'])
  expect(table.indexes).toEqual([index])
})

test('RESTRICT is what a reference has by itself; another way of deletion is a difference', () => {
  expect(kept('notes', { constraints: [key('restrict')] }).constraints).toContainEqual(key('restrict'))
  expect(named(kept('notes', { constraints: [key('cascade')] }).constraints)).toContain('notes_tag_id_fkey')
})

test('pairs may be unique in either order, under any name, and deleted in any way', () => {
  const unique: ConstraintSchema = { kind: 'unique', name: 'pair', columns: ['tag_id', 'note_id'] }
  const table = kept('notes_tags', { constraints: [unique, key('restrict')] })
  expect(named(table.constraints)).toEqual(['pair', 'notes_tags_note_id_fkey', 'fk_rails_1'])
})

test('a new part takes no name that something beside the model has', () => {
  const table = kept('notes', {}, ['notes_created_at_idx', 'notes_created_at_idx_2'])
  expect(named(table.indexes)).toContain('notes_created_at_idx_3')
  expect(named(table.indexes)).not.toContain('notes_created_at_idx')
})

test('a table that is renamed keeps its parts', () => {
  const old = before('tags', { constraints: [{ kind: 'unique', name: 'names', columns: ['name'] }] })
  const Label = entity(
    'tag',
    { name: t.text({ max: Number.POSITIVE_INFINITY }).unique() },
    { table: 'labels' },
  )
  const renamed = keptParts(tablesOf(application('test', { parts: [{ Label }] }).model), old)
  expect(named(renamed.tables.labels?.constraints ?? [])).toContain('names')
})
