/** Which tables and columns only changed their names. */
import { pluralOf, snakeCase } from '../../spec/names.ts'
import type { ColumnSchema, DatabaseSchema, TableSchema } from '../tables/database-schema.ts'
import type { RenameColumn } from './changes/rename-column.ts'
import type { RenameTable } from './changes/rename-table.ts'
import { matchNames } from './match-names.ts'
import { orderRenames } from './rename-order.ts'
import { withColumnRenamed, withTableRenamed } from './renamed-schema.ts'

export interface Renamed {
  readonly changes: readonly (RenameTable | RenameColumn)[]
  /** The schema it was, under its new names. */
  readonly schema: DatabaseSchema
}

export function diffRenames(from: DatabaseSchema, to: DatabaseSchema): Renamed {
  const tables = renameTables(from, to)
  let { schema } = tables
  const changes: (RenameTable | RenameColumn)[] = [...tables.changes]
  for (const table of Object.values(to.tables)) {
    const before = schema.tables[table.name]
    if (!before) continue
    const pairs = matchColumns(before, table)
    for (const rename of orderRenames(
      pairs,
      before.columns.map(({ name }) => name),
    )) {
      changes.push({ kind: 'renameColumn', table: table.name, ...rename })
      schema = withColumnRenamed(schema, table.name, rename.from, rename.to)
    }
  }
  return { changes, schema }
}

export function renameTables(from: DatabaseSchema, to: DatabaseSchema): Renamed {
  const entities = matchEntities(from, to)
  const pairs = new Map([...entities, ...matchJoins(from, to, entities)])
  let schema = from
  const changes = orderRenames(pairs, Object.keys(from.tables)).map((rename): RenameTable => {
    schema = withTableRenamed(schema, rename.from, rename.to)
    return { kind: 'renameTable', ...rename }
  })
  return { changes, schema }
}

function matchEntities(from: DatabaseSchema, to: DatabaseSchema): Map<string, string> {
  const isEntity = (table: TableSchema) => table.of?.field === undefined
  const known = Object.values(from.tables).filter(isEntity)
  const holds = (entity: string | undefined) =>
    entity === undefined ? undefined : known.find(({ of }) => of?.entity === entity)
  return matchNames({
    from: known,
    to: Object.values(to.tables).filter(isEntity),
    same: ({ of }) => holds(of?.entity),
    former: ({ renamedFrom }) =>
      renamedFrom === undefined ? undefined : (holds(renamedFrom) ?? readTable(known, renamedFrom)),
  })
}

/** A database that was read does not say which entity a table holds; its name does, by the usual rule. */
function readTable(tables: readonly TableSchema[], entity: string): TableSchema | undefined {
  return tables.find(({ name, of }) => of === undefined && name === snakeCase(pluralOf(entity)))
}

/** Joining tables go where their entity goes. */
function matchJoins(
  from: DatabaseSchema,
  to: DatabaseSchema,
  entities: ReadonlyMap<string, string>,
): Map<string, string> {
  const isJoin = (table: TableSchema) => table.of?.field !== undefined
  const known = Object.values(from.tables).filter(isJoin)
  const formerEntity = new Map(
    [...entities].map(([after, before]) => [to.tables[after]?.of?.entity, from.tables[before]?.of?.entity]),
  )
  const pairsOf = (table: TableSchema, field: string | undefined) =>
    known.find(({ of }) => of?.entity === formerEntity.get(table.of?.entity) && of?.field === field)
  return matchNames({
    from: known,
    to: Object.values(to.tables).filter(isJoin),
    same: (table) => pairsOf(table, table.of?.field),
    former: (table) => (table.renamedFrom === undefined ? undefined : pairsOf(table, table.renamedFrom)),
  })
}

export function matchColumns(from: TableSchema, to: TableSchema): Map<string, string> {
  const isJoin = to.of?.field !== undefined
  const storing = (field: string | undefined): ColumnSchema | undefined =>
    from.columns.find((column) => column.field !== undefined && column.field === field)
  return matchNames({
    from: from.columns,
    to: to.columns,
    // Elsewhere the same field in another column holds another kind of value: a reference, a hash.
    same: ({ field }) => (isJoin ? storing(field) : undefined),
    former: ({ renamedFrom }) =>
      renamedFrom === undefined ? undefined : (storing(renamedFrom) ?? readColumn(from, renamedFrom)),
  })
}

function readColumn(table: TableSchema, field: string): ColumnSchema | undefined {
  const names = [snakeCase(field), `${snakeCase(field)}_id`, `${snakeCase(field)}_hash`]
  return table.columns.find((column) => column.field === undefined && names.includes(column.name))
}
