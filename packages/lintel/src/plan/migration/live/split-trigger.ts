/** The triggers that keep columns of one table and the rows of another that they became in step. */
import { quoted } from '../../sql/column.ts'
import type { Bridge } from '../../tables/database-schema.ts'
import { names } from '../definitions.ts'
import { functionName } from './column-trigger.ts'
import type { LiveStatement } from './live-step.ts'
import { keyRange, statement } from './statements.ts'

export type SplitBridge = Extract<Bridge, { readonly kind: 'split' }>

const thereName = ({ name }: SplitBridge) => `${name}_there`
const backName = ({ name }: SplitBridge) => `${name}_back`

/** Each writes the other only where it differs, so that they do not call each other for ever. */
export function createSplitTriggers(bridge: SplitBridge): LiveStatement[] {
  const { from, to } = bridge
  const trigger = (name: string, table: string, events: string) =>
    statement(
      `CREATE TRIGGER ${quoted(name)} AFTER ${events} ON ${quoted(table)} FOR EACH ROW EXECUTE FUNCTION ${functionName(name)}()`,
      { [table]: 'SHARE ROW EXCLUSIVE' },
    )
  const columns = names(bridge.columns.map((each) => each.from))
  return [
    statement(routine(thereName(bridge), thereBody(bridge))),
    statement(routine(backName(bridge), backBody(bridge))),
    trigger(thereName(bridge), from, `INSERT OR UPDATE OF ${columns}`),
    trigger(backName(bridge), to, 'INSERT OR UPDATE OR DELETE'),
  ]
}

export function dropSplitTriggers(bridge: SplitBridge): LiveStatement[] {
  const drop = (name: string, table: string) => [
    statement(`DROP TRIGGER ${quoted(name)} ON ${quoted(table)}`, { [table]: 'ACCESS EXCLUSIVE' }),
    statement(`DROP FUNCTION ${functionName(name)}()`),
  ]
  return [...drop(backName(bridge), bridge.to), ...drop(thereName(bridge), bridge.from)]
}

/** Rows for what is there; a row that has only some of the required values stops it. */
export function splitBackfill(bridge: SplitBridge, key: readonly string[]): LiveStatement {
  const { from, to, columns } = bridge
  const some = columns.map((each) => `${quoted(each.from)} IS NOT NULL`).join(' OR ')
  const sql = `${insertInto(bridge)} SELECT ${valuesOf(bridge, '')} FROM ${quoted(from)} WHERE ${keyRange(key)} AND (${some}) ON CONFLICT (${quoted(bridge.reference)}) DO NOTHING`
  // Each new row calls the trigger that writes it back to where it is from.
  return statement(sql, { [from]: 'ROW EXCLUSIVE', [to]: 'ROW EXCLUSIVE' }, from)
}

/** What newer builds wrote while nothing kept the columns in step. */
export function splitBackfillBack(bridge: SplitBridge, key: readonly string[]): LiveStatement {
  const { from, to, columns, reference } = bridge
  const set = columns.map((each) => `${quoted(each.from)} = moved.${quoted(each.to)}`).join(', ')
  const sql = `UPDATE ${quoted(from)} SET ${set} FROM ${quoted(to)} AS moved WHERE ${keyRange(key, `${quoted(from)}.`)} AND moved.${quoted(reference)} = ${quoted(from)}."id" AND (${differing(bridge, `${quoted(from)}.`, 'moved.')})`
  return statement(sql, { [to]: 'ACCESS SHARE', [from]: 'ROW EXCLUSIVE' }, from)
}

function routine(name: string, lines: readonly string[]): string {
  const text = ['$lintel$', 'BEGIN', ...lines.map((line) => `  ${line}`), 'END', '$lintel$'].join('\n')
  return `CREATE FUNCTION ${functionName(name)}() RETURNS trigger LANGUAGE plpgsql AS ${text}`
}

function thereBody(bridge: SplitBridge): string[] {
  const { columns, to, reference } = bridge
  const required = columns.filter((each) => each.required)
  const given = required.length > 0 ? required : columns
  const joined = required.length > 0 ? ' AND ' : ' OR '
  const isGiven = given.map((each) => `NEW.${quoted(each.from)} IS NOT NULL`).join(joined)
  const set = columns.map((each) => `${quoted(each.to)} = excluded.${quoted(each.to)}`).join(', ')
  const own = columns.map((each) => `${quoted(to)}.${quoted(each.to)}`).join(', ')
  const excluded = columns.map((each) => `excluded.${quoted(each.to)}`).join(', ')
  return [
    // An older build may leave empty what is required there: then there is no row yet.
    `IF ${isGiven} THEN`,
    `  ${insertInto(bridge)} VALUES (${valuesOf(bridge, 'NEW.')})`,
    `  ON CONFLICT (${quoted(reference)}) DO UPDATE SET ${set} WHERE (${own}) IS DISTINCT FROM (${excluded});`,
    'END IF;',
    'RETURN NULL;',
  ]
}

function backBody(bridge: SplitBridge): string[] {
  const { columns, from, reference } = bridge
  const set = (value: (column: string) => string) =>
    columns.map((each) => `${quoted(each.from)} = ${value(each.to)}`).join(', ')
  const some = columns.map((each) => `${quoted(each.from)} IS NOT NULL`).join(' OR ')
  return [
    `IF TG_OP = 'DELETE' THEN`,
    `  UPDATE ${quoted(from)} SET ${set(() => 'NULL')} WHERE "id" = OLD.${quoted(reference)} AND (${some});`,
    'ELSE',
    `  UPDATE ${quoted(from)} SET ${set((column) => `NEW.${quoted(column)}`)} WHERE "id" = NEW.${quoted(reference)} AND (${differing(bridge, '', 'NEW.')});`,
    'END IF;',
    'RETURN NULL;',
  ]
}

function differing({ columns }: SplitBridge, from: string, to: string): string {
  return columns
    .map((each) => `${from}${quoted(each.from)} IS DISTINCT FROM ${to}${quoted(each.to)}`)
    .join(' OR ')
}

function insertInto({ to, columns, reference, id }: SplitBridge): string {
  const own = id === undefined ? [] : ['id']
  return `INSERT INTO ${quoted(to)} (${names([...own, reference, ...columns.map((each) => each.to)])})`
}

function valuesOf({ columns, id }: SplitBridge, row: string): string {
  const own = id === undefined ? [] : [id]
  return [...own, `${row}"id"`, ...columns.map((each) => `${row}${quoted(each.from)}`)].join(', ')
}
