/** The trigger that keeps columns of older builds and columns of newer ones in step. */
import { quoted } from '../../sql/column.ts'
import type { Bridge, FilledColumn, SyncedColumn, SyncGroup } from '../../tables/database-schema.ts'
import type { LiveStatement } from './live-step.ts'
import { statement } from './statements.ts'

export type ColumnBridge = Extract<Bridge, { readonly kind: 'columns' }>

/** Functions live beside the ledger: what an application owns is in `public`. */
export function functionName(name: string): string {
  return `"lintel".${quoted(name)}`
}

export function createColumnTrigger(bridge: ColumnBridge): LiveStatement[] {
  const { name, table } = bridge
  return [
    statement(`CREATE FUNCTION ${functionName(name)}() RETURNS trigger LANGUAGE plpgsql AS ${body(bridge)}`),
    statement(
      `CREATE TRIGGER ${quoted(name)} BEFORE INSERT OR UPDATE ON ${quoted(table)} FOR EACH ROW EXECUTE FUNCTION ${functionName(name)}()`,
      { [table]: 'SHARE ROW EXCLUSIVE' },
    ),
  ]
}

export function dropColumnTrigger({ name, table }: ColumnBridge): LiveStatement[] {
  return [
    statement(`DROP TRIGGER ${quoted(name)} ON ${quoted(table)}`, { [table]: 'ACCESS EXCLUSIVE' }),
    statement(`DROP FUNCTION ${functionName(name)}()`),
  ]
}

/**
 * Sessions keep the expressions of a function that has run, with columns by their place in the row: where names change
 * hands, they have to forget. 100 is the cost that a function has anyway.
 */
export function forgetPlans({ name }: Pick<ColumnBridge, 'name'>): LiveStatement {
  return statement(`ALTER FUNCTION ${functionName(name)}() COST 100`)
}

function body({ groups, fills }: ColumnBridge): string {
  const lines = [
    '$lintel$',
    // Names in expressions mean columns, also where PL/pgSQL has a variable of that name.
    '#variable_conflict use_column',
    'BEGIN',
    ...indented([...groups.flatMap(syncLines), ...fills.flatMap(fillLines), 'RETURN NEW;']),
    'END',
    '$lintel$',
  ]
  return lines.join('\n')
}

/**
 * Who writes is told by what is written: an older build knows only the old columns, a newer one only the new ones.
 * A new value that is just what the old one gives is left alone, so that a backfill does not change old values.
 */
function syncLines({ old, new: now }: SyncGroup): string[] {
  const setNew = assignments(now)
  const setOld = assignments(old)
  return [
    `IF TG_OP = 'INSERT' THEN`,
    ...indented([
      `IF ${anyOf(now, isGiven)} THEN`,
      ...indented(setOld),
      `ELSIF ${anyOf(old, isGiven)} OR (${now.map(({ column }) => `${field(column)} IS NULL`).join(' AND ')}) THEN`,
      ...indented(setNew),
      'ELSE',
      ...indented(setOld),
      'END IF;',
    ]),
    `ELSIF (${anyOf(old, isChanged)}) AND NOT (${anyOf(now, isChanged)}) THEN`,
    ...indented(setNew),
    `ELSIF (${anyOf(now, isChanged)}) AND (${anyOf(now, (each) => `${field(each.column)} IS DISTINCT FROM ${valueIn(each.value)}`)}) THEN`,
    ...indented(setOld),
    'END IF;',
  ]
}

function fillLines({ column, value, always }: FilledColumn): string[] {
  const when = always ? '' : `TG_OP = 'INSERT' AND `
  return [
    `IF ${when}${field(column)} IS NULL THEN`,
    ...indented([`${field(column)} := ${valueIn(value)};`]),
    'END IF;',
  ]
}

const field = (column: string, row = 'NEW') => `${row}.${quoted(column)}`

const isChanged = ({ column }: SyncedColumn) => `${field(column)} IS DISTINCT FROM ${field(column, 'OLD')}`

function isGiven({ column, type, default: value }: SyncedColumn): string {
  if (value === undefined) return `${field(column)} IS NOT NULL`
  return `${field(column)} IS DISTINCT FROM (${value})::${type}`
}

function anyOf(columns: readonly SyncedColumn[], test: (column: SyncedColumn) => string): string {
  return columns.map(test).join(' OR ')
}

function assignments(columns: readonly SyncedColumn[]): string[] {
  return columns.map(({ column, value }) => `${field(column)} := ${valueIn(value)};`)
}

/** A bare column is read from the row; in an expression its columns are those of the row. */
function valueIn(expression: string): string {
  if (/^"(?:[^"]|"")+"$/.test(expression)) return `NEW.${expression}`
  return `(SELECT (${expression}) FROM (SELECT NEW.*) AS "row")`
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`)
}
