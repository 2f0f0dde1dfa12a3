/** Columns that come to a table with rows: added empty, filled in batches, then required. */
import { quoted } from '../../sql/column.ts'
import type { ColumnSchema, FilledColumn, SyncGroup } from '../../tables/database-schema.ts'
import { columnDefinition } from '../definitions.ts'
import { columnWords } from '../words.ts'
import { type ColumnBridge, createColumnTrigger, dropColumnTrigger } from './column-trigger.ts'
import { backfill, brief, type LiveStatement, type LiveStep, step } from './live-step.ts'
import { requireValues } from './parts.ts'
import { alter, alterOne, comment, differs, keyRange, statement } from './statements.ts'

export interface NewColumns {
  readonly table: string
  readonly key: readonly string[]
  readonly columns: readonly ColumnSchema[]
  /** Keeps them in step with what older builds write. */
  readonly bridge: ColumnBridge | undefined
}

/** Columns with the trigger that fills them, in one step, so that no row is missed in between. */
export function addColumns(wanted: NewColumns): LiveStep[] {
  const { table, columns, bridge } = wanted
  if (columns.length === 0 && !bridge) return []
  const filled = filledColumns(bridge)
  const words = columns.map((column) => `${table}.${column.name} (${columnWords(column)})`).join(', ')
  const kept = bridge ? `keep ${[...filled].join(', ')} of ${table} in step` : ''
  const summary = [...(words === '' ? [] : [`add ${words}`]), ...(kept === '' ? [] : [kept])].join('; ')
  return [
    step({
      summary,
      undo: `undo: ${summary}`,
      up: brief(
        ...columns.flatMap((column) => addStatements(table, column, filled.has(column.name))),
        ...(bridge ? [tryExpressions(bridge), ...createColumnTrigger(bridge)] : []),
      ),
      down: brief(
        ...(bridge ? dropColumnTrigger(bridge) : []),
        ...columns.toReversed().map(({ name }) => alter(table, `DROP COLUMN ${quoted(name)}`)),
      ),
    }),
    ...(bridge ? fill(wanted, bridge) : []),
    ...columns
      .filter(({ name, nullable }) => !nullable && filled.has(name))
      .flatMap(({ name }) => requireValues(table, name)),
  ]
}

/** PostgreSQL looks into a trigger's expressions only when it runs, and then a write would fail. */
function tryExpressions({ table, groups, fills }: ColumnBridge): LiveStatement {
  const values = [
    ...groups.flatMap((group) =>
      [...group.old, ...group.new].map(({ type, value }) => `(${value})::${type}`),
    ),
    ...fills.map(({ value }) => `(${value})`),
  ]
  return statement(`SELECT ${values.join(', ')} FROM ${quoted(table)} LIMIT 0`, { [table]: 'ACCESS SHARE' })
}

/** A column that is filled comes empty, so that it can be told which rows are filled; its default is for new rows. */
function addStatements(table: string, column: ColumnSchema, isFilled: boolean): LiveStatement[] {
  const { default: value, ...bare } = column
  const added = isFilled ? { ...bare, nullable: true } : column
  return [
    alter(table, `ADD COLUMN ${columnDefinition(added)}`),
    ...(isFilled && value !== undefined ? [alterOne(table, column.name, `SET DEFAULT ${value}`)] : []),
    ...(column.comment === undefined ? [] : [comment(table, column.name, column.comment)]),
  ]
}

function filledColumns(bridge: ColumnBridge | undefined): ReadonlySet<string> {
  return new Set([
    ...(bridge?.groups ?? []).flatMap((group) => group.new.map(({ column }) => column)),
    ...(bridge?.fills ?? []).map(({ column }) => column),
  ])
}

function fill({ table, key }: NewColumns, { groups, fills }: ColumnBridge): LiveStep[] {
  const sql = fillStatement({ table, key }, groups, fills)
  const columns = [...groups.flatMap((group) => group.new), ...fills].map(({ column }) => column)
  return [
    step({
      summary: `fill ${columns.map((column) => `${table}.${column}`).join(', ')} of the rows that are there`,
      undo: 'nothing to take back of the rows',
      up: backfill({ table, key }, statement(sql, { [table]: 'ROW EXCLUSIVE' }, table)),
      // Of a column that was there, nobody knows later which rows had no value.
      fillsEmpty: fills.some(({ always }) => always),
    }),
  ]
}

function fillStatement(
  { table, key }: Pick<NewColumns, 'table' | 'key'>,
  groups: readonly SyncGroup[],
  fills: readonly FilledColumn[],
): string {
  const set = [
    ...groups.flatMap((group) => group.new.map(({ column, value }) => `${quoted(column)} = ${value}`)),
    ...fills.map(({ column, value }) => `${quoted(column)} = coalesce(${quoted(column)}, ${value})`),
  ]
  const open = [
    ...groups.map((group) =>
      differs(
        group.new.map(({ column }) => quoted(column)),
        group.new.map(({ value }) => value),
      ),
    ),
    ...fills.map(({ column }) => `${quoted(column)} IS NULL`),
  ]
  return `UPDATE ${quoted(table)} SET ${set.join(', ')} WHERE ${keyRange(key)} AND (${open.join(' OR ')})`
}

/**
 * The columns of older builds, from what newer ones hold: the way back of their end.
 *
 * @param anew  columns that were made anew, with nothing in them
 */
export function fillOldStatement(
  { table, key }: Pick<NewColumns, 'table' | 'key'>,
  groups: readonly SyncGroup[],
  anew: ReadonlySet<string>,
): LiveStatement {
  const set = groups.flatMap((group) =>
    group.old.map(({ column, value }) => {
      const own =
        groups.length === 1
          ? value
          : `CASE WHEN ${stale(group, anew)} THEN ${value} ELSE ${quoted(column)} END`
      return `${quoted(column)} = ${own}`
    }),
  )
  const open = groups.map((group) => stale(group, anew))
  const sql = `UPDATE ${quoted(table)} SET ${set.join(', ')} WHERE ${keyRange(key)} AND (${open.join(' OR ')})`
  return statement(sql, { [table]: 'ROW EXCLUSIVE' }, table)
}

/** What was put aside and still gives the new values is as it was, and may say more than could be computed. */
function stale({ old, new: now }: SyncGroup, anew: ReadonlySet<string>): string {
  const compared = old.some(({ column }) => anew.has(column)) ? old : now
  return differs(
    compared.map(({ column }) => quoted(column)),
    compared.map(({ value }) => value),
  )
}
