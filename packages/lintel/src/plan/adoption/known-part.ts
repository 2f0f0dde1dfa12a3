/** The part of a database that a model knows, where it was adopted: the rest was there before Lintel, and is no drift. */
import type { ColumnSchema, DatabaseSchema, TableSchema } from '../tables/database-schema.ts'

/**
 * @param actual    what a database has
 * @param expected  what its migrations led to; without adopted tables, all of `actual` counts
 */
export function knownPart(actual: DatabaseSchema, expected: DatabaseSchema): DatabaseSchema {
  if (Object.values(expected.tables).every(({ adopted }) => adopted === undefined)) return actual
  const tables = Object.values(actual.tables).flatMap((table) => {
    const known = expected.tables[table.name]
    return known ? [[table.name, known.adopted ? knownTable(table, known) : table] as const] : []
  })
  return { ...actual, tables: Object.fromEntries(tables) }
}

function knownTable(table: TableSchema, known: TableSchema): TableSchema {
  const names = new Set([...known.constraints, ...known.indexes].map(({ name }) => name))
  const isKnown = ({ name }: { readonly name: string }) => names.has(name)
  return {
    ...table,
    columns: table.columns.flatMap((column) => {
      const expected = known.columns.find(({ name }) => name === column.name)
      return expected ? [knownColumn(column, expected)] : []
    }),
    constraints: table.constraints.filter(isKnown),
    indexes: table.indexes.filter(isKnown),
  }
}

/** A default that no field says serves other programs. */
function knownColumn(column: ColumnSchema, expected: ColumnSchema): ColumnSchema {
  if (expected.default !== undefined) return column
  const { default: _, ...rest } = column
  return rest
}
