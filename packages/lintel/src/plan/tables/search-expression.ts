/** The text that full-text search reads of a row: one expression for the index and for the queries that use it. */
import type { EntityModel } from '../../spec/model.ts'
import { quoted } from '../sql/column.ts'

// PostgreSQL knows four weights; fields from the fourth on share the last.
const weights = ['A', 'B', 'C', 'D'] as const

/**
 * A `tsvector` of the fields in `entity.search`, weighted from A to D in their order.
 *
 * @param alias  the table's alias in a query; without it the columns stand alone, as in the index
 * @returns      SQL; `''::tsvector` for an entity without search
 */
export function searchExpression(entity: EntityModel, alias?: string): string {
  const parts = searchColumns(entity).map((column, index) => {
    const name = alias === undefined ? quoted(column) : `${alias}.${quoted(column)}`
    return `setweight(to_tsvector('simple', coalesce(${name}, '')), '${weights[index] ?? 'D'}')`
  })
  return parts.length === 0 ? "''::tsvector" : `(${parts.join(' || ')})`
}

export function searchColumns(entity: EntityModel): string[] {
  return entity.search.flatMap((name) => entity.fields[name]?.column ?? [])
}
