/** A table whose rows were columns of another one: filled from there, and kept in step while older builds serve. */
import { identifier } from '../../../spec/build-entity.ts'
import type { ColumnSchema, DatabaseSchema, TableSchema } from '../../tables/database-schema.ts'
import { type PlanProblem, planProblem } from '../plan-problems.ts'
import { backfill, brief, type LiveStep, step } from './live-step.ts'
import { createSplitTriggers, dropSplitTriggers, type SplitBridge, splitBackfill } from './split-trigger.ts'
import { keyOf } from './table-plan.ts'

export interface Split {
  readonly steps: readonly LiveStep[]
  readonly bridge?: SplitBridge
  readonly problems: readonly PlanProblem[]
  /** Table and columns that have the values until now. */
  readonly source?: { readonly table: string; readonly columns: readonly string[] }
}

interface Schemas {
  /** As newest builds see it, with tables under their new names. */
  readonly from: DatabaseSchema
  readonly to: DatabaseSchema
  readonly number: number
}

export function splitTable(table: TableSchema, { from, to, number }: Schemas): Split {
  const { splitFrom } = table
  if (!splitFrom) return { steps: [], problems: [] }
  const refuse = (message: string): Split => ({
    steps: [],
    problems: [planProblem('split_invalid', `${table.name}: ${message}`)],
  })
  const source = Object.values(to.tables).find(({ of }) => of?.entity === splitFrom.entity && !of.field)
  const before = source && from.tables[source.name]
  if (!source || !before) return refuse(`there is no table of ${splitFrom.entity} to take rows from.`)
  const pairs = Object.entries(splitFrom.columns).map(([field, name]) => ({
    field,
    from: before.columns.find((column) => column.field === field || column.name === name),
    to: table.columns.find((column) => column.name === name),
  }))
  const missing = pairs.find((each) => !each.from || !each.to)
  if (missing) return refuse(`${splitFrom.entity} has no field ${missing.field} until now.`)
  const columns = pairs.flatMap((each) => (each.from && each.to ? [{ from: each.from, to: each.to }] : []))
  const problem = problemOf(
    table,
    columns.map((each) => each.to),
    source,
  )
  if (problem !== undefined) return refuse(problem)
  const other = columns.find((each) => each.from.type !== each.to.type)
  if (other) return refuse(`${other.to.name} is ${other.to.type}, but ${other.from.type} until now.`)
  return splitInto({ table, before, columns, number })
}

/** What else a row of the new table would need. */
function problemOf(
  { columns, constraints, splitFrom }: TableSchema,
  moved: readonly ColumnSchema[],
  source: TableSchema,
): string | undefined {
  const reference = splitFrom?.reference ?? ''
  const isUnique = constraints.some(
    (each) => each.kind === 'unique' && each.columns.length === 1 && each.columns[0] === reference,
  )
  const leads = constraints.some(
    (each) =>
      each.kind === 'foreignKey' && each.columns[0] === reference && each.references.table === source.name,
  )
  if (!isUnique || !leads) return `${reference} is not a unique reference to ${source.name}.`
  const known = new Set([...moved.map(({ name }) => name), reference, 'id'])
  const open = columns.find(
    (each) => !known.has(each.name) && !each.nullable && each.default === undefined && !each.identity,
  )
  return open ? `${open.name} is required and has no default.` : undefined
}

interface Accepted {
  readonly table: TableSchema
  readonly before: TableSchema
  readonly columns: readonly { readonly from: ColumnSchema; readonly to: ColumnSchema }[]
  readonly number: number
}

function splitInto({ table, before, columns, number }: Accepted): Split {
  const id = table.columns.find(({ name }) => name === 'id')
  const bridge: SplitBridge = {
    kind: 'split',
    name: identifier(`${table.name}_split_${number}`),
    by: number,
    from: before.name,
    to: table.name,
    reference: table.splitFrom?.reference ?? '',
    ...(id?.identity ? {} : { id: 'gen_random_uuid()' }),
    columns: columns.map((each) => ({ from: each.from.name, to: each.to.name, required: !each.to.nullable })),
  }
  const key = keyOf(before)
  return {
    problems: [],
    bridge,
    source: { table: before.name, columns: columns.map((each) => each.from.name) },
    steps: [
      step({
        summary: `keep ${table.name} in step with ${before.name}`,
        undo: `stop keeping ${table.name} in step with ${before.name}`,
        up: brief(...createSplitTriggers(bridge)),
        down: brief(...dropSplitTriggers(bridge)),
      }),
      step({
        summary: `make rows of ${table.name} from ${before.name}`,
        undo: 'nothing to take back of the rows',
        up: backfill({ table: before.name, key }, splitBackfill(bridge, key)),
      }),
    ],
  }
}
