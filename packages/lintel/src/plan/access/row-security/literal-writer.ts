/** Writes predicates that stand in the database: values are literals, and the caller is whoever the connection says. */
import { textLiteral } from '../../sql/column.ts'
import type { PredicateWriter } from '../../sql/statement.ts'
import { accessSchema } from './access-schema.ts'

export class LiteralWriter implements PredicateWriter {
  #aliases = 0

  /** In a SELECT of its own it is worked out once for a statement. */
  principal(): string {
    return `(SELECT ${accessSchema}.caller_id())`
  }

  constant(value: unknown): string {
    return literal(value)
  }

  alias(): string {
    return `via${this.#aliases++}`
  }
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (Array.isArray(value)) return `ARRAY[${value.map(literal).join(', ')}]::text[]`
  return textLiteral(typeof value === 'object' ? JSON.stringify(value) : String(value))
}
