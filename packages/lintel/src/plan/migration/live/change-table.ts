/** A table that stays: everything that changes in it, in an order in which older and newer builds both go on. */
import { identifier } from '../../../spec/build-entity.ts'
import { quoted } from '../../sql/column.ts'
import type {
  ColumnSchema,
  ConstraintSchema,
  FilledColumn,
  IndexSchema,
  SyncGroup,
  TableSchema,
} from '../../tables/database-schema.ts'
import { alterColumn } from '../definitions.ts'
import { pair } from '../diff-columns.ts'
import { constraintRenamed, indexRenamed } from '../renamed-schema.ts'
import { type ChangedParts, changeParts } from './changed-parts.ts'
import type { ColumnBridge } from './column-trigger.ts'
import { type ColumnPair, diffTable, type TableDifference } from './diff-table.ts'
import { changeComment, changeDefault, changeKept, keptProblems, tightenKept } from './kept-columns.ts'
import { brief, type LiveStep, step } from './live-step.ts'
import { addColumns } from './new-columns.ts'
import { replaceColumns } from './replaced-columns.ts'
import { type RetireOptions, retireColumn } from './retired-columns.ts'
import { type Retyped, retypeColumns } from './retyped-columns.ts'
import { retiredColumns, standsOn } from './served-schema.ts'
import { statement } from './statements.ts'
import { fillOf, givesBack, groupOfMove, groupsOfSplits, isTightened, withNewDefault } from './sync-groups.ts'
import { keyOf, type LiveContext, oldName, type TablePlan } from './table-plan.ts'
import { columnProblems } from './table-problems.ts'

export interface TablePair {
  /** With what it keeps for older builds. */
  readonly before: TableSchema
  /** Without. */
  readonly from: TableSchema
  readonly to: TableSchema
  /** Columns whose values became rows of another table. */
  readonly splitAway: ReadonlySet<string>
  /** Columns that a trigger keeps in step for older builds. */
  readonly bridged: ReadonlySet<string>
  /** Triggers of migrations before. */
  readonly bridges: readonly ColumnBridge[]
}

export function changeTable(tables: TablePair, context: LiveContext): TablePlan {
  const difference = diffTable(tables.from, tables.to)
  const { added, dropped, moved, replaced, to } = difference
  const groups = [...moved.flatMap((each) => groupOfMove(each) ?? []), ...groupsOfSplits(difference)]
  const bridge = bridgeOf(difference, groups, context)
  const retype = difference.retyped.filter(({ cast }) => cast.rewrites)
  const retyped =
    retype.length === 0
      ? undefined
      : retypeColumns({
          difference,
          pairs: retype,
          bridgeName: identifier(`${to.name}_retyped_${context.number}`),
          others: [...tables.bridges, ...(bridge ? [bridge] : [])],
          number: context.number,
        })
  const parts = changeParts(difference)
  const synced = new Set(groups.flatMap((group) => group.old.map(({ column }) => column)))
  const leaving = [...moved.map(withNewDefault), ...dropped]
  const retired = leaving.map((column) =>
    retireColumn(difference, column, {
      number: context.number,
      ...keptBy(column, { synced, splitAway: tables.splitAway, moved }),
    }),
  )
  const aside = replaceColumns(difference, context)
  const steps = [
    ...parts.renamed,
    ...changeComment(to.name, undefined, pair(difference.from.comment, to.comment)),
    ...changeKept(difference),
    ...difference.retyped.filter(({ cast }) => !cast.rewrites).map((each) => widen(to.name, each)),
    ...aside.steps,
    ...moved.flatMap((each) => changeDefault(to.name, { from: each.from, to: withNewDefault(each) })),
    ...addColumns({
      table: to.name,
      key: keyOf(difference.from),
      columns: [...added, ...moved.map((each) => each.to)],
      bridge,
    }),
    ...tightenKept(difference),
    ...(retyped?.steps ?? []),
    ...parts.added,
    ...parts.removed,
    ...retired.flatMap((each) => each.steps),
  ]
  return {
    steps,
    table: tableAfter({
      tables,
      difference,
      parts,
      retired: [...retired.map(({ column }) => column), ...aside.columns, ...oldOf(retyped, retype, context)],
      number: context.number,
    }),
    bridges: [...(bridge ? [bridge] : []), ...(retyped ? [retyped.bridge] : [])],
    problems: [...columnProblems({ difference, tables, synced, context }), ...keptProblems(difference)],
    breaks: replaced.length > 0,
  }
}

function keptBy(
  column: ColumnSchema,
  known: {
    readonly synced: ReadonlySet<string>
    readonly splitAway: ReadonlySet<string>
    readonly moved: readonly ColumnPair[]
  },
): Pick<RetireOptions, 'follows' | 'filled'> {
  const move = known.moved.find(({ from }) => from.name === column.name)
  if (move) return { follows: !isTightened(move), filled: givesBack(move) ? 'always' : 'perhaps' }
  const isSynced = known.synced.has(column.name) || known.splitAway.has(column.name)
  return { follows: false, filled: isSynced ? 'perhaps' : 'never' }
}

function bridgeOf(
  { to, added, kept }: TableDifference,
  groups: readonly SyncGroup[],
  { number }: LiveContext,
): ColumnBridge | undefined {
  const grouped = new Set(groups.flatMap((group) => group.new.map(({ column }) => column)))
  const fills: FilledColumn[] = [
    ...added.flatMap(({ name, filledFrom }) =>
      filledFrom === undefined || grouped.has(name) ? [] : [{ column: name, value: filledFrom }],
    ),
    ...kept.flatMap((each) => {
      const value = fillOf(each.to)
      const tightens = each.from.nullable && !each.to.nullable && value !== undefined
      return tightens ? [{ column: each.to.name, value, always: true as const }] : []
    }),
  ]
  if (groups.length === 0 && fills.length === 0) return undefined
  const name = identifier(`${to.name}_in_step_${number}`)
  return { kind: 'columns', name, table: to.name, by: number, groups, fills }
}

/** A matter of the catalogue alone, such as more digits before the point. */
function widen(table: string, { from, to }: ColumnPair): LiveStep {
  const alter = (type: string) =>
    statement(alterColumn(table, to.name, `TYPE ${type}`), { [table]: 'ACCESS EXCLUSIVE' })
  const back = statement(
    alterColumn(table, to.name, `TYPE ${from.type} USING ${quoted(to.name)}::${from.type}`),
    { [table]: 'ACCESS EXCLUSIVE' },
    table,
  )
  return step({
    summary: `widen ${table}.${to.name} from ${from.type} to ${to.type}`,
    undo: `narrow ${table}.${to.name} to ${from.type}`,
    up: brief(alter(to.type)),
    down: { mode: 'long', statements: [back] },
  })
}

function oldOf(
  retyped: Retyped | undefined,
  pairs: readonly ColumnPair[],
  { number }: LiveContext,
): ColumnSchema[] {
  return (retyped?.old ?? []).map((column, index) => {
    const pair = pairs[index]
    const follows = pair && !isTightened(pair) ? { follows: true as const } : {}
    return { ...column, retired: { stage: 'serving', by: number, ...follows } }
  })
}

interface After {
  readonly tables: TablePair
  readonly difference: TableDifference
  readonly parts: ChangedParts
  readonly retired: readonly ColumnSchema[]
  readonly number: number
}

function tableAfter({ tables, difference, parts, retired, number }: After): TableSchema {
  const { before, to } = tables
  const longRetired = retiredColumns(before)
  const renamed = <T extends ConstraintSchema | IndexSchema>(part: T): T => ({
    ...part,
    name: parts.names.get(part.name) ?? part.name,
  })
  const { retiredParts, retyped } = difference
  // Where a column of the same name takes over, what stands on the old one stands on its other name.
  const old = new Map(
    retyped.filter(({ cast }) => cast.rewrites).map(({ from }) => [from.name, oldName(from.name)]),
  )
  const column = (name: string) => old.get(name) ?? name
  return {
    ...to,
    columns: [...to.columns, ...before.columns.filter(({ name }) => longRetired.has(name)), ...retired],
    constraints: [
      ...to.constraints,
      ...before.constraints.filter((each) => standsOn(each, longRetired)),
      ...retiredParts.constraints.map((each) => renamed(constraintRenamed(each, column))),
    ],
    indexes: [
      ...to.indexes,
      ...before.indexes.filter((each) => each.retired || standsOn(each, longRetired)),
      ...retiredParts.indexes.map((each) => renamed(indexRenamed(each, column))),
      ...parts.retired.map((index) => ({ ...index, retired: { stage: 'serving', by: number } as const })),
    ],
  }
}
