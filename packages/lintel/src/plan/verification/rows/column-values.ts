/** Values for the columns of a table that refer to nothing. */
import type { ColumnSchema, TableSchema } from '../../tables/database-schema.ts'
import type { DatabaseFacts } from '../database-facts.ts'
import type { Random } from '../random.ts'
import { sourceOf } from '../values/source-of.ts'
import type { ValueSource } from '../values/value-source.ts'
import { nullShare } from './references.ts'
import type { TableRules } from './table-rules.ts'

export interface Draw {
  readonly random: Random
  /** The row's number in its table, from 0. */
  readonly row: number
  /** Nothing stood against a value of this column yet. */
  readonly isFirst: boolean
}

export class ColumnValues {
  readonly #draws = new Map<string, (draw: Draw) => string | null>()
  /** Columns of types that nothing is known of. */
  readonly unknown: readonly ColumnSchema[]

  constructor(table: TableSchema, rules: TableRules, facts: DatabaseFacts) {
    this.unknown = table.columns.filter((column, at) => {
      const rule = rules.columns.get(column.name)
      const source = rule && sourceOf(column.type, rule, facts)
      if (!source || source.edges.length === 0) return true
      this.#draws.set(column.name, isCounted(column) ? counting(rule.min) : drawing(column, source, at))
      return false
    })
  }

  has(column: string): boolean {
    return this.#draws.has(column)
  }

  draw(column: string, draw: Draw): string | null {
    return this.#draws.get(column)?.(draw) ?? null
  }
}

/** Numbered by the database where no value is given. */
export function isCounted(column: ColumnSchema): boolean {
  const isSerial = /^(small|big)?serial$/.test(column.type)
  return column.identity === true || isSerial || (column.default?.startsWith('nextval(') ?? false)
}

function counting(min: string | undefined): (draw: Draw) => string {
  const first = Math.max(1, Number(min ?? 1))
  return ({ row }) => String(first + row)
}

/** Every second value is one near the bounds, one after the other, each column from another place on. */
function drawing(column: ColumnSchema, source: ValueSource, at: number): (draw: Draw) => string | null {
  return ({ random, row, isFirst }) => {
    const slot = row + at
    if (isFirst && slot % 2 === 0) return source.edges[(slot / 2) % source.edges.length] ?? null
    // Of the other half, so that it is the share of all.
    if (column.nullable && random.chance(2 * nullShare)) return null
    return isFirst || random.chance(0.8) ? source.draw(random) : random.pick(source.edges)
  }
}
