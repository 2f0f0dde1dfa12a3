/** How summaries name things. */
import type { ColumnSchema, IndexSchema } from '../tables/database-schema.ts'

/** `text, optional`. */
export function columnWords(column: ColumnSchema): string {
  const value = column.default === undefined ? '' : `, default ${column.default}`
  return oneLine(`${column.type}, ${column.nullable ? 'optional' : 'required'}${value}`)
}

/** `orders (customer_id, created_at descending)`. */
export function indexWords(table: string, index: IndexSchema): string {
  const parts = index.parts.map((part) =>
    'expression' in part ? 'search' : `${part.column}${part.descending ? ' descending' : ''}`,
  )
  return `${table} (${parts.join(', ')})`
}

/** Summaries stand in SQL comments, which a line break would end. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}
