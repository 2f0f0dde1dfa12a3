/** The snapshot of a database that is adopted: what its model knows, as it is. */
import type { ColumnSchema, DatabaseSchema, TableSchema } from '../tables/database-schema.ts'
import { keptParts } from '../tables/kept-parts.ts'
import type { Catalogue } from './catalogue.ts'

/**
 * What the model does not say is not in it, so that no plan ever drops it.
 *
 * @param wanted  the tables of the model
 */
export function baselineSnapshot(catalogue: Catalogue, wanted: DatabaseSchema): DatabaseSchema {
  const known = Object.values(wanted.tables).flatMap((table) => {
    const real = catalogue.schema.tables[table.name]
    return real ? [{ ...comparable(real, catalogue), adopted: { beside: [] } }] : []
  })
  const kept = keptParts(wanted, { format: 1, tables: byName(known) })
  const tables = known.flatMap((table) => {
    const part = kept.tables[table.name]
    return part ? [snapshotOf(table, part)] : []
  })
  const enums = Object.keys(wanted.enums ?? {}).flatMap((name) => {
    const values = catalogue.schema.enums?.[name]
    return values ? [[name, values] as const] : []
  })
  return {
    format: 1,
    tables: byName(tables),
    ...(enums.length === 0 ? {} : { enums: Object.fromEntries(enums) }),
  }
}

/** Without indexes that only look like those of a model: another operator class, another place of NULL. */
function comparable(table: TableSchema, { facts }: Catalogue): TableSchema {
  const isOdd = (name: string) =>
    facts[table.name]?.indexes.some((index) => index.name === name && !index.isPlain) ?? false
  return { ...table, indexes: table.indexes.filter(({ name, where }) => where !== undefined || !isOdd(name)) }
}

function snapshotOf(real: TableSchema, kept: TableSchema): TableSchema {
  const names = new Set([...kept.constraints, ...kept.indexes].map(({ name }) => name))
  const rules = new Map(kept.constraints.map((each) => [each.name, each]))
  const isKnown = ({ name }: { readonly name: string }) => names.has(name)
  const beside = [...real.constraints, ...real.indexes]
    .filter((part) => !isKnown(part))
    .map(({ name }) => name)
  return {
    name: real.name,
    ...(kept.of ? { of: kept.of } : {}),
    adopted: { beside },
    ...(kept.comment === undefined || real.comment === undefined ? {} : { comment: real.comment }),
    columns: real.columns.flatMap((column) => {
      const wanted = kept.columns.find(({ name }) => name === column.name)
      return wanted ? [columnOf(column, wanted)] : []
    }),
    constraints: real.constraints.filter(isKnown).map((each) => ({ ...rules.get(each.name), ...each })),
    indexes: real.indexes.filter(isKnown),
  }
}

/** A default that the model does not say stays in the database. */
function columnOf(real: ColumnSchema, wanted: ColumnSchema): ColumnSchema {
  const { default: value, comment, ...column } = real
  return {
    ...column,
    ...(value === undefined || wanted.default === undefined ? {} : { default: value }),
    ...(comment === undefined || wanted.comment === undefined ? {} : { comment }),
    ...(wanted.field === undefined ? {} : { field: wanted.field }),
  }
}

function byName(tables: readonly TableSchema[]): Record<string, TableSchema> {
  return Object.fromEntries(tables.map((table) => [table.name, table]))
}
