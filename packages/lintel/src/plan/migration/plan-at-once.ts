/**
 * Two schemas → one transaction that leads from the one to the other, with whatever locks that takes: for databases of
 * development and tests, which nobody else uses.
 */
import type { ColumnSchema, DatabaseSchema } from '../tables/database-schema.ts'
import type { Change } from './change.ts'
import { diffSchemas } from './diff-schemas.ts'
import { fillerOf } from './filler.ts'
import { type PlanProblem, planProblem } from './plan-problems.ts'
import { downScript, upScript } from './script.ts'
import type { Step } from './step.ts'
import { stepOf } from './step-of.ts'

export interface AtOnceOptions {
  /** Tables that are known to have no rows, by the name they have after the migration. */
  readonly emptyTables?: readonly string[]
  /** Gives rows an empty value where a new column requires one: for databases in development (default `false`). */
  readonly fillRequired?: boolean
}

export interface AtOncePlan {
  /** The schema that it leads to. */
  readonly to: DatabaseSchema
  readonly changes: readonly Change[]
  /** The steps of `changes`, at the same places. */
  readonly steps: readonly Step[]
  /** SQL with a comment for each step; empty where nothing changes. */
  readonly up: string
  readonly down: string
  /** Reasons not to run it. */
  readonly problems: readonly PlanProblem[]
}

/**
 * Plans the way from one schema to another, with the loss of values where that is the difference. It never throws: what
 * it refuses stands in `problems`, and a plan with problems is not meant to run.
 */
export function planAtOnce(
  from: DatabaseSchema,
  to: DatabaseSchema,
  options: AtOnceOptions = {},
): AtOncePlan {
  const changes = diffSchemas(from, to).map((change) => (options.fillRequired ? filled(change, to) : change))
  const steps = changes.map(stepOf)
  return {
    to,
    changes,
    steps,
    up: upScript(steps),
    down: downScript(steps),
    problems: changes.flatMap((change) => problemsOf(change, options)),
  }
}

function filled(change: Change, to: DatabaseSchema): Change {
  const column = columnOf(change, to)
  const table = 'table' in change && typeof change.table === 'string' ? to.tables[change.table] : undefined
  const fill = column && table ? fillerOf(column, table) : undefined
  if (fill === undefined) return change
  switch (change.kind) {
    case 'addColumn':
    case 'replaceColumn':
      return { ...change, fill }
    case 'changeNullability':
      return change.nullable ? change : { ...change, fill: change.fill ?? fill }
    default:
      return change
  }
}

function columnOf(change: Change, to: DatabaseSchema): ColumnSchema | undefined {
  if (change.kind === 'addColumn') return change.column
  if (change.kind === 'replaceColumn') return change.to
  if (change.kind !== 'changeNullability') return undefined
  return to.tables[change.table]?.columns.find(({ name }) => name === change.column)
}

function problemsOf(change: Change, { emptyTables = [] }: AtOnceOptions): PlanProblem[] {
  if (change.kind !== 'addColumn' && change.kind !== 'replaceColumn') return []
  const column = change.kind === 'addColumn' ? change.column : change.to
  const needs =
    !column.nullable && column.default === undefined && !column.identity && change.fill === undefined
  if (!needs || emptyTables.includes(change.table)) return []
  const name = `${change.table}.${column.name}`
  return [planProblem('required_column', `The new column ${name} is required and has no default.`)]
}
