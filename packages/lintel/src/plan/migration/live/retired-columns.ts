/** Columns that newest builds do not know: they stay for older ones, and accept rows that leave them out. */
import type { ColumnSchema, Retirement } from '../../tables/database-schema.ts'
import { fillerOf } from '../filler.ts'
import type { TableDifference } from './diff-table.ts'
import { brief, type LiveStep, step } from './live-step.ts'
import { allowEmpty } from './parts.ts'
import { alterOne } from './statements.ts'

export interface Retired {
  readonly steps: readonly LiveStep[]
  readonly column: ColumnSchema
}

export interface RetireOptions {
  readonly number: number
  /** Other columns give back each value that it has: it needs no place of its own at the end. */
  readonly follows: boolean
  /** `always`: a trigger gives every row a value. `perhaps`: to most. `never`: nothing does. */
  readonly filled: 'always' | 'perhaps' | 'never'
}

export function retireColumn(
  { from: table, to: { name } }: Pick<TableDifference, 'from' | 'to'>,
  column: ColumnSchema,
  { number, follows, filled }: RetireOptions,
): Retired {
  const retired: Retirement = { stage: 'serving', by: number, ...(follows ? { follows } : {}) }
  if (hasValue(column, filled)) return { steps: [], column: { ...column, retired } }
  const filler = filled === 'never' ? fillerOf(column, table) : undefined
  if (filler === undefined) {
    return { steps: allowEmpty(name, column.name), column: { ...column, nullable: true, retired } }
  }
  return { steps: [giveDefault(name, column.name, filler)], column: { ...column, default: filler, retired } }
}

/** A default is for rows that say nothing of a column: where a trigger writes, it may say that it is empty. */
function hasValue(
  { nullable, identity, default: value }: ColumnSchema,
  filled: RetireOptions['filled'],
): boolean {
  if (nullable || identity || filled === 'always') return true
  return filled === 'never' && value !== undefined
}

/** An older build that requires the value would not know what to do without one. */
function giveDefault(table: string, column: string, filler: string): LiveStep {
  return step({
    summary: `fill ${table}.${column} with ${filler} where nothing is given: newer builds do not know it`,
    undo: `stop filling ${table}.${column}`,
    up: brief(alterOne(table, column, `SET DEFAULT ${filler}`)),
    down: brief(alterOne(table, column, 'DROP DEFAULT')),
  })
}
