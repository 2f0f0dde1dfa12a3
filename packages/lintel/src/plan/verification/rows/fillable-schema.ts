/** A schema as rows have to fit it: domains as the types below them, without the columns that take no value. */
import { quoted } from '../../sql/column.ts'
import type {
  CheckSchema,
  ColumnSchema,
  ConstraintSchema,
  DatabaseSchema,
  IndexSchema,
  TableSchema,
} from '../../tables/database-schema.ts'
import { columnType } from '../column-type.ts'
import type { DatabaseFacts } from '../database-facts.ts'

export function fillableTables(schema: DatabaseSchema, facts: DatabaseFacts): readonly TableSchema[] {
  return Object.values(schema.tables).map((table) => fillableTable(table, facts))
}

function fillableTable(table: TableSchema, facts: DatabaseFacts): TableSchema {
  const generated = facts.generated[table.name] ?? []
  const given = table.columns.filter(({ name }) => !generated.includes(name))
  const readsGenerated = (part: ConstraintSchema | IndexSchema) =>
    columnsOf(part).some((column) => generated.includes(column))
  return {
    ...table,
    columns: given.map((column) => plainColumn(column, facts)),
    constraints: [
      ...table.constraints.filter((each) => !readsGenerated(each)),
      ...given.flatMap((column) => domainChecks(column, facts)),
    ],
    indexes: table.indexes.filter((each) => !readsGenerated(each)),
  }
}

function columnsOf(part: ConstraintSchema | IndexSchema): readonly string[] {
  if (!('parts' in part)) return part.columns
  return [...part.columns, ...part.parts.flatMap((each) => ('column' in each ? [each.column] : []))]
}

function plainColumn(column: ColumnSchema, facts: DatabaseFacts): ColumnSchema {
  const domain = domainOf(column, facts)
  if (!domain) return column
  const nullable = column.nullable && domain.nullable
  return plainColumn({ ...column, type: domain.type, nullable }, facts)
}

function domainChecks(column: ColumnSchema, facts: DatabaseFacts): CheckSchema[] {
  const domain = domainOf(column, facts)
  if (!domain) return []
  const own = domain.checks.map(
    (expression): CheckSchema => ({
      kind: 'check',
      name: column.type,
      columns: [column.name],
      expression: expression.replace(/\bVALUE\b/g, quoted(column.name)),
    }),
  )
  return [...own, ...domainChecks({ ...column, type: domain.type }, facts)]
}

function domainOf({ type }: ColumnSchema, { domains }: DatabaseFacts) {
  const { base, isArray } = columnType(type)
  return isArray || !Object.hasOwn(domains, base) ? undefined : domains[base]
}
