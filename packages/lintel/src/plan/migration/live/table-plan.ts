/** What one table comes to: steps, the schema they lead to, and what stands against it. */
import { identifier } from '../../../spec/build-entity.ts'
import type { Bridge, TableSchema } from '../../tables/database-schema.ts'
import type { PlanProblem } from '../plan-problems.ts'
import type { LiveStep } from './live-step.ts'

export interface LiveContext {
  /** Number of the migration that is planned. */
  readonly number: number
  readonly allowDataLoss: boolean
}

export interface TablePlan {
  readonly steps: readonly LiveStep[]
  /** The table as it is after the steps, with what it keeps for older builds. */
  readonly table: TableSchema
  readonly bridges: readonly Bridge[]
  /** The names of columns that gave their own to others, by these. */
  readonly renamed: ReadonlyMap<string, string>
  readonly problems: readonly PlanProblem[]
  /** Whether builds of the migration before cannot go on. */
  readonly breaks: boolean
}

/** The columns of a table's primary key. */
export function keyOf({ constraints, columns }: TableSchema): readonly string[] {
  const key = constraints.find(({ kind }) => kind === 'primaryKey')
  return key?.columns ?? columns.map(({ name }) => name)
}

/** Another name for what has to give its own away: `orders_note_key__old`. */
export function oldName(name: string): string {
  return identifier(`${name}__old`)
}

/** The name of something until it takes over from what has its name still. */
export function newName(name: string): string {
  return identifier(`${name}__new`)
}

/** The name of what nobody uses any more: `note__dropped`. */
export function asideName(name: string, taken: ReadonlySet<string>): string {
  const named = (suffix: string) => identifier(`${name}__dropped${suffix}`)
  for (let count = 1; ; count++) {
    const candidate = named(count === 1 ? '' : String(count))
    if (!taken.has(candidate)) return candidate
  }
}
