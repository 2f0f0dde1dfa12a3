/** A value for rows that have none of their own, where a column has to have one. */
import { textLiteral } from '../sql/column.ts'
import type { CheckSchema, ColumnSchema, TableSchema } from '../tables/database-schema.ts'

/**
 * SQL of a value that the column's own checks accept, computed for each row where rows must differ;
 * `undefined` where there is none: a reference, a unique number, a rule that is not known.
 */
export function fillerOf(column: ColumnSchema, table: TableSchema): string | undefined {
  if (column.nullable || column.default !== undefined || column.identity) return undefined
  const own = table.constraints.filter(({ columns }) => columns.includes(column.name))
  if (own.some(({ kind }) => kind === 'foreignKey')) return undefined
  const checks = own.filter((each) => each.kind === 'check')
  if (checks.some(({ rule }) => !rule || rule.kind === 'comparison')) return undefined
  const differs =
    own.some(({ kind }) => kind === 'unique' || kind === 'primaryKey') || isInUniqueIndex(column, table)
  return differs ? distinctValue(column.type, checks[0]?.rule) : plainValue(column.type, checks[0]?.rule)
}

function isInUniqueIndex({ name }: ColumnSchema, { indexes }: TableSchema): boolean {
  return indexes.some(({ unique, columns }) => unique && columns.includes(name))
}

// As long as a UUID is; shorter ones may meet.
const uuidLength = 36
const shortestRandom = 16

function distinctValue(type: string, rule: CheckSchema['rule']): string | undefined {
  if (type === 'uuid') return 'gen_random_uuid()'
  if (type !== 'text' || rule?.kind === 'values') return undefined
  const { min = 0, max = uuidLength } = rule?.kind === 'length' ? rule : {}
  if (min > uuidLength || max < shortestRandom) return undefined
  return max < uuidLength ? `left(gen_random_uuid()::text, ${max})` : 'gen_random_uuid()::text'
}

function plainValue(type: string, rule: CheckSchema['rule']): string | undefined {
  if (rule?.kind === 'values') return rule.values[0] === undefined ? undefined : textLiteral(rule.values[0])
  if (rule?.kind === 'range') return String(Math.min(Math.max(0, rule.min ?? 0), rule.max ?? Infinity))
  if (rule?.kind === 'length') return textLiteral('-'.repeat(rule.min ?? 0))
  const base = type.replace(/\(.*/, '')
  return plainValues[base]
}

const plainValues: Readonly<Record<string, string>> = {
  text: "''",
  integer: '0',
  bigint: '0',
  numeric: '0',
  boolean: 'false',
  uuid: "'00000000-0000-0000-0000-000000000000'::uuid",
  date: "'1970-01-01'::date",
  timestamptz: 'now()',
  jsonb: "'null'::jsonb",
}
