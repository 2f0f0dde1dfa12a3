/**
 * Columns of another type under the same name: filled beside the old ones, with new constraints and indexes, then
 * given their names in one brief step. What they were stays, in step, for the way back.
 */
import { quoted } from '../../sql/column.ts'
import type { ColumnSchema, ConstraintSchema, IndexSchema, SyncGroup } from '../../tables/database-schema.ts'
import { castBetween } from '../cast.ts'
import { constraintRenamed, indexRenamed } from '../renamed-schema.ts'
import { type ColumnBridge, createColumnTrigger, dropColumnTrigger, forgetPlans } from './column-trigger.ts'
import type { ColumnPair, Parts, TableDifference } from './diff-table.ts'
import { brief, type LiveStatement, type LiveStep, long, reversed, step } from './live-step.ts'
import { addColumns } from './new-columns.ts'
import { addConstraint, addIndex } from './parts.ts'
import {
  addNotValid,
  alterOne,
  dropIfThere,
  renameColumn,
  renameConstraint,
  renameIndex,
  validate,
} from './statements.ts'
import { backOf, synced, valueThere } from './sync-groups.ts'
import { keyOf, newName, oldName } from './table-plan.ts'

export interface Retyping {
  readonly difference: TableDifference
  /** Those that need every row to be written. */
  readonly pairs: readonly ColumnPair[]
  /** Name of the trigger that stays. */
  readonly bridgeName: string
  /** Other triggers on the table, whose expressions may read these columns. */
  readonly others: readonly ColumnBridge[]
  readonly number: number
}

export interface Retyped {
  readonly steps: readonly LiveStep[]
  readonly bridge: ColumnBridge
  /** The columns they were, as they stay. */
  readonly old: readonly ColumnSchema[]
}

export function retypeColumns(retyping: Retyping): Retyped {
  const { difference, pairs, bridgeName, number } = retyping
  const { name: table } = difference.to
  const bridgeOf = (groups: readonly SyncGroup[]): ColumnBridge => ({
    kind: 'columns',
    name: bridgeName,
    table,
    by: number,
    groups,
    fills: [],
  })
  const before = bridgeOf(pairs.map(groupBefore))
  const after = bridgeOf(pairs.map(groupAfter))
  const newParts = renamedParts(difference.retypedParts.to, newName, pairs.map(nameOfNew))
  const oldParts = renamedParts(difference.retypedParts.from, oldName, pairs.map(nameOfOld))
  const added = pairs.map(({ to }) => beforeItsTime(to))
  return {
    steps: [
      ...addColumns({ table, key: keyOf(difference.from), columns: added, bridge: before }),
      ...addParts(table, newParts),
      exchange({ retyping, before, after }),
      ...pairs.flatMap((each) => guard(table, each)),
      ...reversed(addParts(table, oldParts)),
    ],
    bridge: after,
    old: pairs.map(({ from }) => bareOld(from)),
  }
}

/** Nobody writes it yet but the trigger: a default of its own would be taken for a value that somebody gave. */
function beforeItsTime({ default: _default, ...column }: ColumnSchema): ColumnSchema {
  return { ...column, name: newName(column.name) }
}

/** Nothing is said of it any more but its values. */
function bareOld({ name, type, field }: ColumnSchema): ColumnSchema {
  return { name: oldName(name), type, nullable: true, ...(field === undefined ? {} : { field }) }
}

function groupBefore({ from, to }: ColumnPair): SyncGroup {
  const group = groupOf({ from, to: { ...to, name: newName(to.name) } })
  return { ...group, new: group.new.map(({ default: _default, ...column }) => column) }
}

function groupAfter({ from, to }: ColumnPair): SyncGroup {
  return groupOf({ from: bareOld(from), to })
}

const nameOfNew = ({ to }: ColumnPair) => [to.name, newName(to.name)] as const
const nameOfOld = ({ from }: ColumnPair) => [from.name, oldName(from.name)] as const

function renamedParts(
  { constraints, indexes }: Parts,
  rename: (name: string) => string,
  columns: readonly (readonly [string, string])[],
): Parts {
  const names = new Map(columns)
  const column = (name: string) => names.get(name) ?? name
  return {
    constraints: constraints.map((each) => ({ ...constraintRenamed(each, column), name: rename(each.name) })),
    indexes: indexes.map((each) => ({ ...indexRenamed(each, column), name: rename(each.name) })),
  }
}

function addParts(table: string, { constraints, indexes }: Parts): LiveStep[] {
  return [
    ...constraints.flatMap((each) => addConstraint(table, each)),
    ...indexes.flatMap((each) => addIndex(table, each)),
  ]
}

/** On the way back no value may be left behind that the old type cannot have. */
function guard(table: string, pair: ColumnPair): LiveStep[] {
  const check = guardOf(pair)
  const name = `${table}.${pair.to.name}`
  return [
    step({
      summary: `nothing to ask of ${name}`,
      undo: `see that each value of ${name} is one of ${pair.from.type}`,
      down: long(validate(table, check)),
    }),
    step({
      summary: `nothing to look for in ${name}`,
      undo: `ask that each value of ${name} is one of ${pair.from.type}`,
      down: brief(addNotValid(table, check)),
    }),
  ]
}

function guardOf({ from, to }: ColumnPair): Extract<ConstraintSchema, { kind: 'check' }> {
  const old = quoted(oldName(from.name))
  const there = valueThere({ from: bareOld(from), to }) ?? old
  const expression = from.nullable
    ? `${quoted(to.name)} IS NOT DISTINCT FROM (${there})`
    : `${old} IS NOT NULL`
  return {
    kind: 'check',
    name: newName(`${from.name}_fits`),
    columns: [to.name, oldName(from.name)],
    expression,
  }
}

function groupOf({ from, to }: ColumnPair): SyncGroup {
  const back = castBetween(to.name, from.type, to.type)
  return {
    old: [synced(from, back ? backOf(back) : quoted(to.name))],
    new: [synced(to, valueThere({ from, to }) ?? quoted(from.name))],
  }
}

interface Exchange {
  readonly retyping: Retyping
  readonly before: ColumnBridge
  readonly after: ColumnBridge
}

/** Names change hands in one transaction: nobody sees a table without the column. */
function exchange({ retyping, before, after }: Exchange): LiveStep {
  const { difference, pairs, others } = retyping
  const { name: table } = difference.to
  const { from, to } = difference.retypedParts
  const old: Names = {
    from: from.constraints,
    fromIndexes: from.indexes,
    to: to.constraints,
    toIndexes: to.indexes,
  }
  const what = pairs.map((each) => `${table}.${each.to.name} (${each.to.type})`).join(', ')
  return step({
    summary: `give ${what} to all builds`,
    undo: `take ${what} back from all builds`,
    up: brief(
      ...dropColumnTrigger(before),
      ...pairs.flatMap((each) => [
        ...(each.from.nullable ? [] : [alterOne(table, each.from.name, 'DROP NOT NULL')]),
        ...(each.from.default === undefined ? [] : [alterOne(table, each.from.name, 'DROP DEFAULT')]),
        renameColumn(table, each.from.name, oldName(each.from.name)),
        renameColumn(table, newName(each.to.name), each.to.name),
        ...(each.to.default === undefined
          ? []
          : [alterOne(table, each.to.name, `SET DEFAULT ${each.to.default}`)]),
      ]),
      ...takeNames(table, old),
      ...createColumnTrigger(after),
      ...others.map(forgetPlans),
    ),
    down: brief(
      ...dropColumnTrigger(after),
      ...giveNames(table, old),
      ...pairs.flatMap((each) => [
        ...(each.to.default === undefined ? [] : [alterOne(table, each.to.name, 'DROP DEFAULT')]),
        renameColumn(table, each.to.name, newName(each.to.name)),
        renameColumn(table, oldName(each.from.name), each.from.name),
        ...(each.from.default === undefined
          ? []
          : [alterOne(table, each.from.name, `SET DEFAULT ${each.from.default}`)]),
        ...(each.from.nullable ? [] : [alterOne(table, each.from.name, 'SET NOT NULL')]),
        dropIfThere(table, guardOf(each).name),
      ]),
      ...createColumnTrigger(before),
      ...others.map(forgetPlans),
    ),
  })
}

interface Names {
  readonly from: readonly ConstraintSchema[]
  readonly fromIndexes: readonly IndexSchema[]
  readonly to: readonly ConstraintSchema[]
  readonly toIndexes: readonly IndexSchema[]
}

function takeNames(table: string, { from, fromIndexes, to, toIndexes }: Names): LiveStatement[] {
  return [
    ...from.map(({ name }) => renameConstraint(table, name, oldName(name))),
    ...fromIndexes.map(({ name }) => renameIndex(name, oldName(name))),
    ...to.map(({ name }) => renameConstraint(table, newName(name), name)),
    ...toIndexes.map(({ name }) => renameIndex(newName(name), name)),
  ]
}

function giveNames(table: string, { from, fromIndexes, to, toIndexes }: Names): LiveStatement[] {
  return [
    ...to.map(({ name }) => renameConstraint(table, name, newName(name))),
    ...toIndexes.map(({ name }) => renameIndex(name, newName(name))),
    ...from.map(({ name }) => renameConstraint(table, oldName(name), name)),
    ...fromIndexes.map(({ name }) => renameIndex(oldName(name), name)),
  ]
}
