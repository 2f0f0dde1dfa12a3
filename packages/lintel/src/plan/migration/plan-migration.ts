/** Two schemas → a migration: what it changes, its SQL there and back, and what stands against it. */
import type { ColumnSchema, DatabaseSchema } from '../tables/database-schema.ts'
import type { Change } from './change.ts'
import { diffSchemas } from './diff-schemas.ts'
import { fillerOf } from './filler.ts'
import { type PlanProblem, planProblem } from './plan-problems.ts'
import { downScript, upScript } from './script.ts'
import type { Step } from './step.ts'
import { stepOf } from './step-of.ts'

export interface PlanOptions {
  /** Lets columns and tables go with their values (default `false`). */
  readonly allowDataLoss?: boolean
  /** Tables that are known to have no rows, by the name they have after the migration. */
  readonly emptyTables?: readonly string[]
  /** Gives rows an empty value where a new column requires one: for databases in development (default `false`). */
  readonly fillRequired?: boolean
}

export interface MigrationPlan {
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
 * Plans the way from one schema to another. It never throws: what it refuses stands in `problems`,
 * and a plan with problems is not meant to run.
 */
export function planMigration(
  from: DatabaseSchema,
  to: DatabaseSchema,
  options: PlanOptions = {},
): MigrationPlan {
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

function problemsOf(change: Change, options: PlanOptions): PlanProblem[] {
  switch (change.kind) {
    case 'dropTable':
      if (options.allowDataLoss) return []
      return [planProblem('data_loss', `The table ${change.table.name} would be dropped with its rows.`)]
    case 'dropColumn': {
      if (options.allowDataLoss) return []
      const name = `${change.table}.${change.column.name}`
      return [planProblem('data_loss', `The column ${name} would be dropped with its values.`)]
    }
    case 'replaceColumn':
      return [...typeProblem(change, options), ...requiredProblem(change, change.to, options)]
    case 'addColumn':
      return requiredProblem(change, change.column, options)
    default:
      return []
  }
}

function typeProblem(
  change: Extract<Change, { kind: 'replaceColumn' }>,
  options: PlanOptions,
): PlanProblem[] {
  const { table, from, to } = change
  if (options.allowDataLoss) return []
  return [planProblem('type_change', `${table}.${to.name} changes from ${from.type} to ${to.type}.`)]
}

function requiredProblem(
  change: { readonly table: string; readonly fill?: string },
  column: ColumnSchema,
  { emptyTables = [] }: PlanOptions,
): PlanProblem[] {
  const needs =
    !column.nullable && column.default === undefined && !column.identity && change.fill === undefined
  if (!needs || emptyTables.includes(change.table)) return []
  const name = `${change.table}.${column.name}`
  return [planProblem('required_column', `The new column ${name} is required and has no default.`)]
}
