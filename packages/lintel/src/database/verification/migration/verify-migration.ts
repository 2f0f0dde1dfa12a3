/** Tries one migration on generated rows: up, down, up, with every lock watched, and says what is not as it should be. */
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ClientBase } from 'pg'
import type { DeclaredPlan } from '../../../plan/migration/declared-plan.ts'
import { compareContents } from '../../../plan/verification/contents/compare-contents.ts'
import { diffDumps } from '../../../plan/verification/schema-dump.ts'
import { introspectSchema } from '../../migration/introspection/introspect-schema.ts'
import type { Direction } from '../../migration/ledger.ts'
import { migrateDown, migrateUp } from '../../migration/migrate.ts'
import type { Migration } from '../../migration/migration.ts'
import { MigrationError } from '../../migration/migration-error.ts'
import { plannedSteps, readPlan } from '../../migration/read-plan.ts'
import { runInTransaction } from '../../migration/run-statements.ts'
import { schemaDrift } from '../../migration/schema-drift.ts'
import { inTransaction } from '../../migration/transaction.ts'
import { readContents } from '../contents/read-contents.ts'
import { fillTables } from '../rows/fill-tables.ts'
import { dumpSchema } from '../schema-dump/dump-schema.ts'
import { declaredLoss } from './declared-loss.ts'
import { declaredLocks, lockFindings, locksBefore } from './lock-findings.ts'
import { StatementRecorder } from './statement-recorder.ts'
import { lostRows, readTableRows, type TableRows } from './table-rows.ts'
import type { Verification, VerificationFinding, VerifiedStatement } from './verification.ts'

export interface VerifyOptions {
  /** Connected to a database that nobody needs, where those before are applied and no table has rows. */
  readonly client: ClientBase
  /** Another session there. */
  readonly observer: ClientBase
  readonly migrations: readonly Migration[]
  readonly migration: Migration
  readonly rowsPerTable: number
  readonly seed: number
}

/** @throws only what has nothing to do with the migration, such as a lost connection */
export async function verifyMigration(options: VerifyOptions): Promise<Verification> {
  const { client, observer, migration, rowsPerTable, seed } = options
  const plan = await readPlan(migration)
  const schema = await introspectSchema(client)
  const { shortages } = await fillTables({ client, schema, rowsPerTable, seed })
  const unfit = await fitRows(client, migration)
  const tables = await readTableRows(client)
  const recorder = await StatementRecorder.start(client, observer)
  const trial: Trial = { ...options, plan, tables, recorder, notes: [] }
  const findings = unfit ? [unfit] : await thereAndBack(trial)
  const watched = (['up', 'down'] as const).map((direction) => watch(trial, direction))
  return {
    folder: migration.folder,
    rows: Object.fromEntries(tables.map(({ name, contents }) => [name, contents.rowCount])),
    shortages,
    statements: watched.flatMap(({ statements }) => statements),
    findings: [...findings, ...watched.flatMap((each) => each.findings)],
    notes: trial.notes,
  }
}

interface Trial extends VerifyOptions {
  readonly plan: DeclaredPlan | undefined
  /** Before the migration. */
  readonly tables: readonly TableRows[]
  readonly recorder: StatementRecorder
  readonly notes: string[]
}

/** Each way is judged by what the one before left, so a failure ends it. */
async function thereAndBack(trial: Trial): Promise<VerificationFinding[]> {
  const { client, migration, notes } = trial
  const before = { dump: await dumpSchema(client), contents: await readContents(client) }
  const failedUp = await run(trial, 'up')
  if (failedUp) return [failedUp]
  const after = await dumpSchema(client)
  const arrived = [...(await drift(trial)), ...(await lostOnTheWay(trial))]
  if (!migration.down) {
    notes.push('It has no down.sql: the way back and a second way up were not tried.')
    return arrived
  }
  const failedDown = await run(trial, 'down')
  if (failedDown) return [...arrived, failedDown]
  const undone = diffDumps(before.dump, await dumpSchema(client))
  const lost = lostValues(trial, compareContents(before.contents, await readContents(client)))
  const back = [
    ...undone.map((message) => found(trial, 'not-undone', { direction: 'down', message })),
    ...lost,
  ]
  const failedAgain = await run(trial, 'up', { isWatched: false })
  if (failedAgain) return [...arrived, ...back, failedAgain]
  const repeated = diffDumps(after, await dumpSchema(client))
  return [
    ...arrived,
    ...back,
    ...repeated.map((message) => found(trial, 'not-repeated', { direction: 'up', message })),
  ]
}

/** @returns what stopped it */
async function run(
  { client, migrations, migration, recorder }: Trial,
  direction: Direction,
  { isWatched = true } = {},
): Promise<VerificationFinding | undefined> {
  const { trace, onProgress } = recorder
  // Nobody else is there, so rests are of no use, and no other build is served.
  const common = {
    client,
    migrations,
    dutyCycle: 1,
    retryForMs: 10_000,
    ...(isWatched ? { trace, onProgress } : {}),
  }
  try {
    if (direction === 'up') await migrateUp({ ...common, to: migration.number, ignoreServing: true })
    else await migrateDown({ ...common, to: migration.number - 1 })
    return undefined
  } catch (error) {
    const failure = failureOf(error, direction)
    const again = isWatched ? '' : 'The second way up, after the way back: '
    const { file } = migration[direction] ?? migration.up
    const statement = recorder.failed?.sql
    return { ...failure, file: failure.file || file, message: `${again}${failure.message}`, statement }
  }
}

function failureOf(error: unknown, direction: Direction): VerificationFinding {
  if (!(error instanceof MigrationError)) throw error
  const { message, file = '', line, hint } = error
  return { code: 'failed', direction, message: message.replace(`${file}:${line} `, ''), file, line, hint }
}

/** A migration may ask something of rows that generated ones do not have: its rows.sql makes them fit. */
async function fitRows(client: ClientBase, { up }: Migration): Promise<VerificationFinding | undefined> {
  const file = join(dirname(up.file), 'rows.sql')
  const sql = await readFile(file, 'utf8').catch(() => undefined)
  if (sql === undefined) return undefined
  try {
    await inTransaction(client, {}, () => runInTransaction(client, { file, sql }))
    return undefined
  } catch (error) {
    return failureOf(error, 'up')
  }
}

async function drift({ client, migration, notes }: Trial): Promise<VerificationFinding[]> {
  if (!migration.snapshot) {
    notes.push('It has no snapshot.json: where it leads was not compared.')
    return []
  }
  const messages = schemaDrift(migration.snapshot, await introspectSchema(client))
  return messages.map((message) => found({ migration }, 'schema-differs', { direction: 'up', message }))
}

async function lostOnTheWay(trial: Trial): Promise<VerificationFinding[]> {
  const { client, migration, plan, tables, notes } = trial
  const lost = lostRows(tables, await readTableRows(client))
  const loss = declaredLoss(migration, plan)
  const isMeant = ({ isGone }: { readonly isGone: boolean }) => loss?.ofTables === true && isGone
  notes.push(...lost.filter(isMeant).map(({ message }) => `up, as declared: ${message}`))
  return lost
    .filter((each) => !isMeant(each))
    .map(({ message }) => found(trial, 'rows-lost', { direction: 'up', message }))
}

function lostValues(trial: Trial, messages: readonly string[]): VerificationFinding[] {
  const { migration, plan, notes } = trial
  if (declaredLoss(migration, plan)) {
    notes.push(...messages.map((message) => `down, as declared: ${message}`))
    return []
  }
  return messages.map((message) => found(trial, 'values-lost', { direction: 'down', message }))
}

type Found = Omit<VerificationFinding, 'code' | 'file'>

function found(
  { migration }: Pick<Trial, 'migration'>,
  code: VerificationFinding['code'],
  finding: Found,
): VerificationFinding {
  const { file } = migration[finding.direction] ?? migration.up
  return { code, file, ...finding }
}

interface Watch {
  readonly statements: readonly VerifiedStatement[]
  readonly findings: readonly VerificationFinding[]
}

function watch({ migration, plan, tables, recorder }: Trial, direction: Direction): Watch {
  const script = migration[direction]
  if (!script) return { statements: [], findings: [] }
  const declared = plannedSteps(migration, direction, plan)
  const statements = recorder.statements.filter((each) => each.direction === direction)
  return {
    statements: statements.map((statement) => {
      const { step, line, sql, runs, rewritten } = statement
      return {
        ...{ direction, step, file: script.file, line, sql, runs },
        declared: declaredLocks(statement, declared),
        taken: locksBefore(statement, tables).map(({ relation: table, mode, heldMs = 0 }) => ({
          table,
          mode,
          heldMs,
        })),
        rewritten: rewritten.filter((name) => tables.some((table) => table.name === name)),
      }
    }),
    findings: lockFindings({ script, statements, declared, tables }),
  }
}
