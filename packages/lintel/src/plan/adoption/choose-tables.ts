/** Which tables become entities, which ones join two of them, and which are left out, and why. */
import type { ForeignKeySchema, TableSchema } from '../tables/database-schema.ts'
import type { Catalogue } from './catalogue.ts'
import { type AdoptionNote, adoptionNote } from './notes.ts'

export interface ChosenTables {
  readonly entities: readonly TableSchema[]
  readonly joins: readonly JoinedTables[]
  readonly notes: readonly AdoptionNote[]
}

/** A table of pairs: the keys that lead to either side, in the order of its columns. */
export interface JoinedTables {
  readonly table: TableSchema
  readonly here: ForeignKeySchema
  readonly there: ForeignKeySchema
}

export function chooseTables(catalogue: Catalogue): ChosenTables {
  const tables = Object.values(catalogue.schema.tables)
  const refusals = new Map(tables.map((table) => [table.name, refusalOf(table, catalogue)]))
  const rows = tables.filter(({ name }) => refusals.get(name) === undefined)
  const names = new Set(rows.map(({ name }) => name))
  const referred = new Set(tables.flatMap((table) => keysOf(table).map(({ references }) => references.table)))
  const joins = tables.flatMap((table) => {
    const isChosen =
      names.has(table.name) || ['key_missing', 'key_not_id'].includes(refusals.get(table.name)?.code ?? '')
    return isChosen && !referred.has(table.name) ? (joinOf(table, names) ?? []) : []
  })
  const joining = new Set(joins.map(({ table }) => table.name))
  return {
    entities: rows.filter(({ name }) => !joining.has(name)),
    joins,
    notes: [
      ...tables.flatMap(({ name }) => (joining.has(name) ? [] : (refusals.get(name) ?? []))),
      ...joins.map(({ table }) => adoptionNote('join_table', table.name)),
    ],
  }
}

const bookkeeping =
  /^(schema_migrations|ar_internal_metadata|django_migrations|_prisma_migrations|knex_migrations(_lock)?|flyway_schema_history|databasechangelog(lock)?|alembic_version|goose_db_version|typeorm_metadata|__drizzle_migrations|__efmigrationshistory|sequelizemeta|migrations|pgmigrations)$/i

function refusalOf(table: TableSchema, { facts }: Catalogue): AdoptionNote | undefined {
  const { name } = table
  const known = facts[name]
  if (bookkeeping.test(name)) return adoptionNote('table_bookkeeping', name)
  if (known?.isPartitioned || known?.inherits) return adoptionNote('table_partitioned', name)
  const key = table.constraints.find(({ kind }) => kind === 'primaryKey')
  if (!key) return adoptionNote('key_missing', name)
  if (key.columns.length !== 1 || key.columns[0] !== 'id') {
    return adoptionNote('key_not_id', name, `Its key is ${key.columns.join(', ')}.`)
  }
  const id = table.columns.find((column) => column.name === 'id')
  if (!id || isCountedOrUuid(id)) return undefined
  return adoptionNote(
    'key_type',
    name,
    `It is ${id.type}${id.default === undefined ? ' without a default' : ''}.`,
  )
}

function isCountedOrUuid({ type, identity }: TableSchema['columns'][number]): boolean {
  if (type === 'uuid' || /^(small|big)?serial$/.test(type)) return true
  return identity === true && /^(smallint|integer|bigint)$/.test(type)
}

function keysOf(table: TableSchema): ForeignKeySchema[] {
  return table.constraints.filter((each) => each.kind === 'foreignKey')
}

/** A table with two references and nothing else, but an id of its own perhaps. */
function joinOf(table: TableSchema, entities: ReadonlySet<string>): JoinedTables | undefined {
  const columns = table.columns.filter((column) => !isOwnId(column))
  const keys = columns.flatMap(({ name, nullable }) => {
    const key = keysOf(table).find((each) => each.columns.length === 1 && each.columns[0] === name)
    const leads = key && entities.has(key.references.table) && key.references.columns[0] === 'id'
    return leads && !nullable ? [key] : []
  })
  const [here, there] = keys
  return columns.length === 2 && here && there ? { table, here, there } : undefined
}

/** Filled in by the database where a pair is stored. */
function isOwnId(column: TableSchema['columns'][number]): boolean {
  return (
    column.name === 'id' &&
    isCountedOrUuid(column) &&
    (column.type !== 'uuid' || column.default !== undefined)
  )
}
