/** Whether a row satisfies the conditions of its table that can be judged without a database. */
import type { TableSchema } from '../../tables/database-schema.ts'
import type { CheckTerm } from './check-terms.ts'
import { holds } from './compare-values.ts'
import type { Row } from './row.ts'
import type { NamedTerm } from './table-rules.ts'

/** The name of the first check that refuses the row. A value that is NULL is never refused but by IS NOT NULL. */
export function refusingCheck(row: Row, terms: readonly NamedTerm[], table: TableSchema): string | undefined {
  return terms.find(({ term }) => !accepts(term, row, table))?.check
}

function accepts(term: CheckTerm, row: Row, table: TableSchema): boolean {
  const value = row[term.column] ?? null
  if (value === null) return term.kind !== 'present'
  switch (term.kind) {
    case 'present':
    case 'values':
      // The source of the column's values has chosen among them.
      return term.kind === 'present' || term.values.includes(value)
    case 'length':
      return holds(String([...value].length), term.operator, String(term.value), 'integer') ?? false
    case 'bound':
      return holds(value, term.operator, term.value, typeOf(term.column, table)) ?? false
    case 'columns': {
      const other = row[term.other] ?? null
      return other === null || (holds(value, term.operator, other, typeOf(term.column, table)) ?? false)
    }
  }
}

function typeOf(name: string, table: TableSchema): string {
  return table.columns.find((column) => column.name === name)?.type ?? ''
}
