/** What of a database's migrations is not as it should be, and how it can be set right. */
import type { ClientBase } from 'pg'
import { quoted } from '../../plan/sql/column.ts'
import { readLedger, recordChecksum } from './ledger.ts'
import type { Migration } from './migration.ts'
import { readUnfinished } from './progress.ts'
import { lockHolder, withRunnerLock } from './runner-lock.ts'
import { workName } from './sessions.ts'

export interface RepairFinding {
  readonly kind: 'edited' | 'unknown' | 'invalid-index' | 'unfinished' | 'orphan'
  /** What is wrong, and how it may have come about. */
  readonly explanation: string
  /** What repairing does about it; absent: it is for a person to decide. */
  readonly remedy?: string
  /** What a person can do instead. */
  readonly advice?: string
}

interface Question {
  readonly client: ClientBase
  readonly migrations: readonly Migration[]
}

/** Looks, and changes nothing. */
export async function findRepairs({ client, migrations }: Question): Promise<readonly RepairFinding[]> {
  const applied = await readLedger(client)
  const findings: RepairFinding[] = []
  for (const row of applied) {
    const label = `${String(row.number).padStart(4, '0')}-${row.name}`
    const file = migrations.find(({ number }) => number === row.number)
    if (!file || file.name !== row.name) findings.push(unknownMigration(label))
    else if (file.checksum !== row.checksum) findings.push(edited(label, row.appliedAt))
  }
  for (const name of await invalidIndexes(client)) findings.push(invalidIndex(name))
  const unfinished = await readUnfinished(client)
  if (unfinished) {
    const { number, direction, stepsDone, stepsTotal } = unfinished
    findings.push({
      kind: 'unfinished',
      explanation: `Migration ${number} was stopped on its way ${direction}, after ${stepsDone} of ${stepsTotal} steps. Each step that is done is whole; nothing is in between.`,
      advice: `"lintel migrate ${direction}" goes on at the next step; "lintel migrate ${direction === 'up' ? 'down' : 'up'}" undoes the steps that are done.`,
    })
  }
  if (!(await lockHolder(client)) && (await hasOrphan(client))) {
    findings.push({
      kind: 'orphan',
      explanation:
        'A session runs a statement of a migration, but no runner is there: its process was killed.',
      remedy: 'end that session',
    })
  }
  return findings
}

/** Does what `remedy` says of each finding, while no runner is at work; gives those that it has set right. */
export async function repair(question: Question): Promise<readonly RepairFinding[]> {
  const { client, migrations } = question
  // Taking the lock ends sessions that a killed runner left.
  const before = await findRepairs(question)
  return withRunnerLock(client, {}, async () => {
    const applied = await readLedger(client)
    for (const migration of migrations) {
      const row = applied.find(({ number, name }) => number === migration.number && name === migration.name)
      if (row && row.checksum !== migration.checksum) await recordChecksum(client, migration)
    }
    for (const name of await invalidIndexes(client)) {
      await client.query(`DROP INDEX CONCURRENTLY IF EXISTS public.${quoted(name)}`)
    }
    return before.filter(({ remedy }) => remedy !== undefined)
  })
}

function unknownMigration(label: string): RepairFinding {
  return {
    kind: 'unknown',
    explanation: `${label} is applied, but it is not among the files: an older build, another branch, or a file that was lost.`,
    advice: 'Bring its files here from version control. Nothing else knows the way back.',
  }
}

function edited(label: string, appliedAt: string): RepairFinding {
  return {
    kind: 'edited',
    explanation: `${label} was changed after it was applied on ${appliedAt}: this database has run something else than the files say.`,
    remedy: 'take the files as they are for what was applied',
    advice:
      'If the change means anything to a database, put the files back and write a new migration instead.',
  }
}

function invalidIndex(name: string): RepairFinding {
  return {
    kind: 'invalid-index',
    explanation: `The index ${name} is invalid: its build was stopped, or met rows that it forbids. It slows every write and serves no read.`,
    remedy: 'drop it; the migration that builds it builds it anew',
  }
}

async function invalidIndexes(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query(
    `SELECT i.relname AS name FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
     WHERE NOT x.indisvalid AND i.relnamespace = 'public'::regnamespace
       AND NOT EXISTS (SELECT 1 FROM pg_stat_progress_create_index p WHERE p.index_relid = x.indexrelid)
     ORDER BY 1`,
  )
  return rows.map(({ name }) => name)
}

async function hasOrphan(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT 1 FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = $1 AND pid <> pg_backend_pid()`,
    [workName],
  )
  return rows.length > 0
}
