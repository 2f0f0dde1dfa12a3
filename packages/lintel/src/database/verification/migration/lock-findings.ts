/** The locks that a migration really took, against what its plan declares and what others can bear. */
import type { DeclaredLock, DeclaredStep } from '../../../plan/migration/declared-plan.ts'
import {
  conflictsWith,
  lockModes,
  strongestLock,
  type TableLockMode,
} from '../../../plan/verification/lock-modes.ts'
import { type Allowance, allowancesIn } from '../../migration/allowances.ts'
import type { Script } from '../../migration/migration.ts'
import { readScript } from '../../migration/read-script.ts'
import type { TakenLock } from '../locks/lock-tracer.ts'
import type { RecordedStatement } from './statement-recorder.ts'
import type { TableRows } from './table-rows.ts'
import type { VerificationFinding } from './verification.ts'

export interface Watched {
  readonly script: Script
  /** Of one direction, in their order. */
  readonly statements: readonly RecordedStatement[]
  /** Absent: no plan answers for it. */
  readonly declared: readonly DeclaredStep[] | undefined
  /** The tables that were there before the migration. */
  readonly tables: readonly TableRows[]
}

export function lockFindings(watched: Watched): VerificationFinding[] {
  const { statements, script, declared } = watched
  const allowed = declared ? [] : allowancesOf(script)
  return statements.flatMap((statement, at) => {
    const earlier = statements.slice(0, at).filter((each) => isSameTransaction(each, statement))
    if (!declared) return isAllowed(statement, allowed) ? [] : blocking(watched, statement, earlier)
    return [...stronger(watched, statement, earlier), ...rewrites(watched, statement)]
  })
}

export function declaredLocks(
  { step, index }: RecordedStatement,
  declared: readonly DeclaredStep[] | undefined,
): readonly DeclaredLock[] | null {
  return declared ? (declared[step - 1]?.statements[index]?.locks ?? []) : null
}

/** Those on relations that others could use before the migration; indexes and sequences nobody names. */
export function locksBefore({ locks }: RecordedStatement, tables: readonly TableRows[]): TakenLock[] {
  return locks.filter(({ oid }) => tables.some((table) => table.oid === oid))
}

function isSameTransaction(one: RecordedStatement, other: RecordedStatement): boolean {
  return one.isInTransaction && other.isInTransaction && one.step === other.step
}

/** What an earlier statement of the transaction declares is held still. */
function stronger(
  { script, declared, tables }: Watched,
  statement: RecordedStatement,
  earlier: readonly RecordedStatement[],
): VerificationFinding[] {
  const locks = [...earlier, statement].flatMap((each) => declaredLocks(each, declared) ?? [])
  return locksBefore(statement, tables).flatMap((taken) => {
    const { relation, nameAfter, mode } = taken
    const mine = locks.filter(({ table }) => table === relation || table === nameAfter)
    const most = strongestLock(mine.map((each) => each.mode))
    if (!isStronger(mode, most)) return []
    const said = most ?? 'no lock'
    const message = `It takes ${mode} on ${relation}, and plan.json declares ${said}: ${waits(mode)}.`
    return [finding('lock-stronger', { script, statement, message })]
  })
}

/** What reads and writes of rows take need not be declared: nothing waits for it but changes of the table. */
function isStronger(mode: TableLockMode, declared: TableLockMode | undefined): boolean {
  const least = declared ?? 'ROW EXCLUSIVE'
  return lockModes.indexOf(mode) > lockModes.indexOf(least)
}

function rewrites({ script, tables }: Watched, statement: RecordedStatement): VerificationFinding[] {
  return statement.rewritten
    .filter((name) => tables.some((table) => table.name === name))
    .map((name) => {
      const message = `It writes every row of ${name} anew, and plan.json declares that it does not.`
      return finding('rewrite', { script, statement, message })
    })
}

/** Locks of the whole transaction, while this statement goes through the rows of a table or writes them anew. */
function blocking(
  { script, tables }: Watched,
  statement: RecordedStatement,
  earlier: readonly RecordedStatement[],
): VerificationFinding[] {
  const work = workOf(statement, tables)
  if (work === undefined) return []
  const held = new Map<string, TableLockMode>()
  for (const { oid, relation, mode } of [...earlier, statement].flatMap((each) =>
    locksBefore(each, tables),
  )) {
    const hasRows = tables.some((table) => table.oid === oid && table.contents.rowCount > 0)
    if (hasRows) held.set(relation, strongestLock([mode, held.get(relation) ?? mode]) ?? mode)
  }
  return [...held]
    .filter(([, mode]) => conflictsWith(mode).writes)
    .map(([table, mode]) => {
      const message = `${waits(mode)} on ${table} (${mode}) while it ${work}.`
      return finding('blocking', { script, statement, message: capitalised(message) })
    })
}

function workOf(
  { rewritten, rowsRead }: RecordedStatement,
  tables: readonly TableRows[],
): string | undefined {
  for (const { oid, name, contents } of tables) {
    const { rowCount } = contents
    if (rowCount === 0) continue
    if (rewritten.includes(name)) return `writes all ${rowCount} rows of ${name} anew`
    // A few rows are found by their keys; half of a table is gone through.
    if (2 * (rowsRead.get(oid) ?? 0) >= rowCount) return `goes through the ${rowCount} rows of ${name}`
  }
  return undefined
}

function waits(mode: TableLockMode): string {
  const { reads, writes } = conflictsWith(mode)
  return reads ? 'reads and writes wait' : writes ? 'writes wait' : 'other changes of the table wait'
}

function allowancesOf(script: Script): readonly Allowance[] {
  const sql = script.sql.replaceAll('\r\n', '\n')
  return allowancesIn(
    sql,
    readScript(script).steps.flatMap(({ statements }) => statements),
  )
}

/** Whatever rule it is that its author lets pass, a reason stands there. */
function isAllowed({ line }: RecordedStatement, allowances: readonly Allowance[]): boolean {
  return allowances.some(({ statement, reason }) => statement?.line === line && reason !== '')
}

interface About {
  readonly script: Script
  readonly statement: RecordedStatement
  readonly message: string
}

function finding(
  code: keyof typeof hints,
  { script: { file }, statement: { direction, line }, message }: About,
): VerificationFinding {
  return { code, direction, message, file, line, hint: hints[code] }
}

const hints = {
  'lock-stronger':
    'Do not apply it as it is: plan it again, or answer for its locks yourself ("lintel plan --by-hand").',
  rewrite: 'Fill a column beside it in a "step backfill", and switch over.',
  blocking:
    'Put it into a step of its own, concurrently or as a backfill. Where the table is small, write "-- lintel: allow <rule>: <reason>" above it.',
} as const

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
