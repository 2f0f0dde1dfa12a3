/** What newest builds see of a schema: without what is kept for older ones. */
import type {
  ConstraintSchema,
  DatabaseSchema,
  IndexSchema,
  TableSchema,
} from '../../tables/database-schema.ts'
import { sameIndex } from '../../tables/same-parts.ts'

/** The schema without retired tables, columns and indexes, and without what stands on them. */
export function servedSchema(schema: DatabaseSchema): DatabaseSchema {
  const { bridges: _bridges, ...own } = schema
  const kept = Object.entries(schema.tables).filter(([, table]) => !table.retired)
  return { ...own, tables: Object.fromEntries(kept.map(([name, table]) => [name, servedTable(table)])) }
}

function servedTable(table: TableSchema): TableSchema {
  const retired = retiredColumns(table)
  return {
    ...table,
    columns: table.columns.filter(({ name }) => !retired.has(name)),
    constraints: table.constraints.filter((each) => !standsOn(each, retired)),
    indexes: table.indexes.filter((each) => !each.retired && !standsOn(each, retired)),
  }
}

/** A schema together with what another one keeps for older builds. */
export function withRetired(schema: DatabaseSchema, from: DatabaseSchema): DatabaseSchema {
  const tables = Object.values(schema.tables).map((table): [string, TableSchema] => {
    const kept = from.tables[table.name]
    return [table.name, kept && !kept.retired ? withRetiredParts(table, kept) : table]
  })
  const retired = Object.entries(from.tables).filter(([name, table]) => table.retired && !schema.tables[name])
  const { bridges } = from
  return {
    ...schema,
    tables: Object.fromEntries([...tables, ...retired]),
    ...(bridges === undefined ? {} : { bridges }),
  }
}

function withRetiredParts(table: TableSchema, from: TableSchema): TableSchema {
  const retired = retiredColumns(from)
  return {
    ...table,
    columns: [...table.columns, ...from.columns.filter((each) => each.retired)],
    constraints: [...table.constraints, ...from.constraints.filter((each) => standsOn(each, retired))],
    indexes: [...table.indexes, ...from.indexes.filter((each) => each.retired || standsOn(each, retired))],
  }
}

/** The schema in which an index that is wanted again has never been retired. */
export function revived(schema: DatabaseSchema, to: DatabaseSchema): DatabaseSchema {
  const tables = Object.entries(schema.tables).map(([name, table]) => {
    const wanted = to.tables[name]?.indexes ?? []
    const indexes = table.indexes.map((index) => {
      const isWanted = wanted.some((each) => each.name === index.name && sameIndex(each, index))
      const { retired: _retired, ...own } = index
      return isWanted ? own : index
    })
    return [name, { ...table, indexes }] as const
  })
  return { ...schema, tables: Object.fromEntries(tables) }
}

export function retiredColumns({ columns }: TableSchema): ReadonlySet<string> {
  return new Set(columns.filter(({ retired }) => retired).map(({ name }) => name))
}

/** Whether a constraint or an index reads one of these columns. */
export function standsOn(part: ConstraintSchema | IndexSchema, columns: ReadonlySet<string>): boolean {
  return part.columns.some((column) => columns.has(column))
}

/** Whether older builds, or nobody, still have something that the newest do not use. */
export function isWaiting(schema: DatabaseSchema): boolean {
  return (schema.bridges ?? []).length > 0 || retiredParts(schema).length > 0
}

/** What is retired, in words: `column orders.note`. */
export function retiredParts(schema: DatabaseSchema): string[] {
  const parts = Object.values(schema.tables).flatMap((table) => [
    ...(table.retired ? [`table ${table.name}`] : []),
    ...table.columns.flatMap(({ name, retired }) => (retired ? [`column ${table.name}.${name}`] : [])),
    ...table.indexes.flatMap(({ name, retired }) => (retired ? [`index ${name}`] : [])),
  ])
  const former = schema.rowSecurity?.former ? ['policies of older builds'] : []
  return [...parts, ...former]
}
