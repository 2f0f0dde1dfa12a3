/** The statements of live migrations, each with the locks that PostgreSQL takes for it. */
import { quoted } from '../../sql/column.ts'
import type { ConstraintSchema, IndexSchema } from '../../tables/database-schema.ts'
import type { TableLockMode } from '../../verification/lock-modes.ts'
import { commentOn } from '../comments.ts'
import { alterColumn, alterTable, constraintDefinition, createIndex } from '../definitions.ts'
import type { LiveStatement } from './live-step.ts'

/** Locks without which a statement would not be itself; rows are named where it goes through them. */
export function statement(
  sql: string,
  locks: Readonly<Record<string, TableLockMode>> = {},
  rows?: string,
): LiveStatement {
  const taken = Object.entries(locks).map(([table, mode]) => ({ table, mode }))
  return { sql, locks: taken, ...(rows === undefined ? {} : { rows }) }
}

/** Whatever changes a table's columns keeps everybody out while it does. */
export function alter(table: string, action: string): LiveStatement {
  return statement(alterTable(table, action), { [table]: 'ACCESS EXCLUSIVE' })
}

export function alterOne(table: string, column: string, action: string): LiveStatement {
  return statement(alterColumn(table, column, action), { [table]: 'ACCESS EXCLUSIVE' })
}

export function comment(table: string, column: string | undefined, text: string | undefined): LiveStatement {
  return statement(commentOn(table, column, text), { [table]: 'SHARE UPDATE EXCLUSIVE' })
}

export function renameColumn(table: string, from: string, to: string): LiveStatement {
  return alter(table, `RENAME COLUMN ${quoted(from)} TO ${quoted(to)}`)
}

export function renameConstraint(table: string, from: string, to: string): LiveStatement {
  return alter(table, `RENAME CONSTRAINT ${quoted(from)} TO ${quoted(to)}`)
}

/** Only the index is locked, against other changes of it. */
export function renameIndex(from: string, to: string): LiveStatement {
  return statement(`ALTER INDEX ${quoted(from)} RENAME TO ${quoted(to)}`)
}

/** Rows that are there are not looked at; new ones are. */
export function addNotValid(table: string, constraint: ConstraintSchema): LiveStatement {
  const sql = alterTable(table, `ADD ${constraintDefinition(constraint)} NOT VALID`)
  if (constraint.kind !== 'foreignKey') return statement(sql, { [table]: 'ACCESS EXCLUSIVE' })
  return statement(sql, {
    [constraint.references.table]: 'SHARE ROW EXCLUSIVE',
    [table]: 'SHARE ROW EXCLUSIVE',
  })
}

export function validate(table: string, constraint: ConstraintSchema): LiveStatement {
  const sql = alterTable(table, `VALIDATE CONSTRAINT ${quoted(constraint.name)}`)
  const target =
    constraint.kind === 'foreignKey' ? { [constraint.references.table]: 'ROW SHARE' as const } : {}
  return statement(sql, { ...target, [table]: 'SHARE UPDATE EXCLUSIVE' }, table)
}

/** A reference is known to its target, too, which has to forget it. */
export function dropConstraint(table: string, constraint: ConstraintSchema): LiveStatement {
  const target =
    constraint.kind === 'foreignKey' ? { [constraint.references.table]: 'ACCESS EXCLUSIVE' as const } : {}
  return statement(alterTable(table, `DROP CONSTRAINT ${quoted(constraint.name)}`), {
    ...target,
    [table]: 'ACCESS EXCLUSIVE',
  })
}

/** For a condition that a half-finished migration may not have yet. */
export function dropIfThere(table: string, name: string): LiveStatement {
  return alter(table, `DROP CONSTRAINT IF EXISTS ${quoted(name)}`)
}

export function createConcurrently(table: string, index: IndexSchema): LiveStatement {
  const sql = createIndex(table, index).replace(' INDEX ', ' INDEX CONCURRENTLY ')
  return statement(sql, { [table]: 'SHARE UPDATE EXCLUSIVE' }, table)
}

/** `IF EXISTS`, because a constraint that took the index over takes it along when it goes. */
export function dropConcurrently(table: string, name: string): LiveStatement {
  return statement(`DROP INDEX CONCURRENTLY IF EXISTS ${quoted(name)}`, { [table]: 'SHARE UPDATE EXCLUSIVE' })
}

/** The index is there already, so nothing is read. */
export function constraintUsing(
  table: string,
  constraint: Extract<ConstraintSchema, { readonly kind: 'unique' | 'primaryKey' }>,
): LiveStatement {
  const kind = constraint.kind === 'unique' ? 'UNIQUE' : 'PRIMARY KEY'
  const name = quoted(constraint.name)
  return alter(table, `ADD CONSTRAINT ${name} ${kind} USING INDEX ${name}`)
}

/** Whether expressions differ, null being a value: `("a", "b") IS DISTINCT FROM (1, 2)`. */
export function differs(one: readonly string[], other: readonly string[]): string {
  const row = (values: readonly string[]) => `(${values.join(', ')})`
  return `${row(one)} IS DISTINCT FROM ${row(other)}`
}

/** The range of keys of one batch: `"id" BETWEEN $1 AND $2`. */
export function keyRange(key: readonly string[], prefix = ''): string {
  const columns = key.map((column) => `${prefix}${quoted(column)}`)
  if (columns.length === 1) return `${columns[0]} BETWEEN $1 AND $2`
  const bounds = (first: number) => columns.map((_, index) => `$${first + index}`).join(', ')
  const row = `(${columns.join(', ')})`
  return `${row} >= (${bounds(1)}) AND ${row} <= (${bounds(1 + columns.length)})`
}
