/** A schema after renames: every mention of a name follows, as it does in PostgreSQL. */
import { quoted } from '../sql/column.ts'
import type { ConstraintSchema, DatabaseSchema, IndexSchema, TableSchema } from '../tables/database-schema.ts'

type NewName = (name: string) => string

export function withTableRenamed(schema: DatabaseSchema, from: string, to: string): DatabaseSchema {
  const rename: NewName = (name) => (name === from ? to : name)
  const tables = Object.values(schema.tables).map((table) => ({
    ...table,
    name: rename(table.name),
    constraints: table.constraints.map((each) =>
      each.kind === 'foreignKey'
        ? { ...each, references: { ...each.references, table: rename(each.references.table) } }
        : each,
    ),
  }))
  return { format: 1, tables: Object.fromEntries(tables.map((table) => [table.name, table])) }
}

export function withColumnRenamed(
  schema: DatabaseSchema,
  table: string,
  from: string,
  to: string,
): DatabaseSchema {
  const rename: NewName = (name) => (name === from ? to : name)
  const entries = Object.entries(schema.tables).map(([name, each]) => {
    const own = name === table ? columnRenamed(each, rename) : each
    const constraints = own.constraints.map((constraint) => targetRenamed(constraint, table, rename))
    return [name, { ...own, constraints }] as const
  })
  return { format: 1, tables: Object.fromEntries(entries) }
}

function columnRenamed(table: TableSchema, rename: NewName): TableSchema {
  return {
    ...table,
    columns: table.columns.map((column) => ({ ...column, name: rename(column.name) })),
    constraints: table.constraints.map((each) => constraintRenamed(each, rename)),
    indexes: table.indexes.map((index) => indexRenamed(index, rename)),
  }
}

/** A constraint of the table whose columns have new names; what it refers to elsewhere keeps its own. */
export function constraintRenamed(constraint: ConstraintSchema, rename: NewName): ConstraintSchema {
  return {
    ...constraint,
    columns: constraint.columns.map(rename),
    ...(constraint.kind === 'check' ? { expression: expressionRenamed(constraint.expression, rename) } : {}),
  }
}

export function indexRenamed(index: IndexSchema, rename: NewName): IndexSchema {
  return {
    ...index,
    columns: index.columns.map(rename),
    parts: index.parts.map((part) =>
      'column' in part
        ? { ...part, column: rename(part.column) }
        : { expression: expressionRenamed(part.expression, rename) },
    ),
    ...(index.where === undefined ? {} : { where: expressionRenamed(index.where, rename) }),
  }
}

function targetRenamed(constraint: ConstraintSchema, table: string, rename: NewName): ConstraintSchema {
  if (constraint.kind !== 'foreignKey' || constraint.references.table !== table) return constraint
  const { references } = constraint
  return { ...constraint, references: { ...references, columns: references.columns.map(rename) } }
}

/** Quoted names are columns; what stands in single quotes is a value and stays. */
function expressionRenamed(expression: string, rename: NewName): string {
  return expression.replaceAll(/'(?:[^']|'')*'|"((?:[^"]|"")*)"/g, (whole, name: string | undefined) =>
    name === undefined ? whole : quoted(rename(name.replaceAll('""', '"'))),
  )
}
