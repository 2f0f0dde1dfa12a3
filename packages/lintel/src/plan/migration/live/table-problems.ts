/** What stands against the changes of a table's columns. */
import type { ColumnSchema } from '../../tables/database-schema.ts'
import { type PlanProblem, planProblem } from '../plan-problems.ts'
import type { TablePair } from './change-table.ts'
import type { ColumnPair, TableDifference } from './diff-table.ts'
import { retiredColumns } from './served-schema.ts'
import { fillOf, valueThere } from './sync-groups.ts'
import { keyOf, type LiveContext } from './table-plan.ts'

interface Question {
  readonly difference: TableDifference
  readonly tables: TablePair
  /** Columns that go, but follow from others. */
  readonly synced: ReadonlySet<string>
  readonly context: LiveContext
}

export function columnProblems(question: Question): PlanProblem[] {
  return [
    ...lossProblems(question),
    ...requiredProblems(question),
    ...typeProblems(question),
    ...bridgeProblems(question),
  ]
}

function lossProblems({ difference, tables, synced, context }: Question): PlanProblem[] {
  if (context.allowDataLoss) return []
  const lost = difference.dropped.filter(({ name }) => !synced.has(name) && !tables.splitAway.has(name))
  return lost.map(({ name }) =>
    planProblem('data_loss', `The column ${difference.to.name}.${name} would go with its values.`),
  )
}

function requiredProblems({ difference }: Question): PlanProblem[] {
  const { to: table, added, moved, retyped, replaced } = difference
  const isEmpty = (column: ColumnSchema) =>
    !column.nullable && column.default === undefined && column.filledFrom === undefined
  const bare = [...added, ...replaced.map((each) => each.to)].filter(isEmpty)
  const tightened = [...moved, ...retyped].filter(
    ({ from, to }) => from.nullable && !to.nullable && fillOf(to) === undefined,
  )
  return [
    ...bare.map(({ name, identity }) =>
      identity
        ? planProblem(
            'identity_change',
            `The new column ${table.name}.${name} would be counted by the database.`,
          )
        : planProblem(
            'required_column',
            `The new column ${table.name}.${name} is required and has no default.`,
          ),
    ),
    ...tightened.map(({ to }) =>
      planProblem(
        'required_values',
        `${table.name}.${to.name} becomes required, and nothing says what rows without a value get.`,
      ),
    ),
  ]
}

function typeProblems({ difference, context }: Question): PlanProblem[] {
  const { to: table, from, moved, retyped, replaced } = difference
  const key = new Set(keyOf(from))
  const changes = ({ from: one, to: other }: ColumnPair, name: string) =>
    `${table.name}.${name} changes from ${one.type} to ${other.type}.`
  const inKey = [...moved, ...retyped, ...replaced].filter((each) => key.has(each.from.name))
  const lost = moved.filter((each) => valueThere(each) === undefined)
  return [
    ...inKey.map((each) => planProblem('key_change', changes(each, each.to.name))),
    ...[...lost, ...(context.allowDataLoss ? [] : replaced)].map((each) =>
      planProblem('type_change', changes(each, each.to.name)),
    ),
  ]
}

/** A trigger knows columns by their names, and a name is free only when what has it is gone. */
function bridgeProblems({ difference, tables }: Question): PlanProblem[] {
  const { to: table, added, moved, dropped, retyped, replaced, kept } = difference
  const touched = [
    ...dropped,
    ...[...moved, ...retyped, ...replaced].map((each) => each.from),
    ...kept.filter((each) => each.from.nullable !== each.to.nullable).map((each) => each.from),
  ].filter(({ name }) => tables.bridged.has(name))
  const taken = retiredColumns(tables.before)
  const retaken = [...added, ...moved.map((each) => each.to)].filter(({ name }) => taken.has(name))
  return [
    ...touched.map(({ name }) =>
      planProblem(
        'contract_first',
        `${table.name}.${name} is kept in step with a column of an older release.`,
      ),
    ),
    ...retaken.map(({ name }) =>
      planProblem('contract_first', `${table.name}.${name} is still there for an older release, retired.`),
    ),
  ]
}
