/** Development mode: the difference between the last migration and the model, applied without a migration. */
import type { ClientBase } from 'pg'
import { servedSchema, withRetired } from '../../plan/migration/live/served-schema.ts'
import { type AtOncePlan, planAtOnce } from '../../plan/migration/plan-at-once.ts'
import type { DatabaseSchema } from '../../plan/tables/database-schema.ts'
import { emptyTables } from './empty-tables.ts'
import { ensureLedger, hasTable } from './ledger.ts'
import { MigrationError } from './migration-error.ts'
import { runInTransaction } from './run-statements.ts'
import { withRunnerLock } from './runner-lock.ts'
import { inTransaction } from './transaction.ts'

interface Unplanned {
  readonly client: ClientBase
  /** The schema that the database has. */
  readonly from: DatabaseSchema
  readonly to: DatabaseSchema
}

const file = 'the unplanned difference'

/**
 * Brings a database in development from one schema to another, with loss of data where that is the difference,
 * and keeps the way back in the database. Several differences pile up; `revertUnplanned` undoes all.
 *
 * @returns  the plan that was run; without changes, nothing was
 * @throws   MigrationError `plan_refused`, where rows that are there cannot be given a value; `migration_failed`
 */
export async function applyUnplanned({ client, from, to }: Unplanned): Promise<AtOncePlan> {
  return withRunnerLock(client, {}, async () => {
    await ensureLedger(client)
    // What is kept for older builds is left alone: a migration said so.
    const served = servedSchema(from)
    const empty = await emptyTables(client, served, to)
    const plan = planAtOnce(served, to, { fillRequired: true, emptyTables: empty })
    const [problem] = plan.problems
    if (problem) throw new MigrationError('plan_refused', problem.message, { hint: problem.hint })
    if (plan.changes.length === 0) return plan
    await inTransaction(client, {}, async () => {
      await runInTransaction(client, { file, sql: plan.up })
      await client.query('INSERT INTO lintel.unplanned (down, snapshot) VALUES ($1, $2::jsonb)', [
        plan.down,
        JSON.stringify(withRetired(to, from)),
      ])
    })
    return plan
  })
}

/** Undoes what `applyUnplanned` did, the last first; gives how many differences that were. */
export async function revertUnplanned({ client }: { readonly client: ClientBase }): Promise<number> {
  if (!(await hasTable(client, 'unplanned'))) return 0
  return withRunnerLock(client, {}, () =>
    inTransaction(client, {}, async () => {
      const { rows } = await client.query('SELECT id, down FROM lintel.unplanned ORDER BY id DESC')
      for (const { id, down } of rows) {
        await runInTransaction(client, { file: `the way back of ${file}`, sql: down })
        await client.query('DELETE FROM lintel.unplanned WHERE id = $1', [id])
      }
      return rows.length
    }),
  )
}

/** The schema after the last unplanned difference; `undefined` where there is none. */
export async function unplannedSnapshot(client: ClientBase): Promise<DatabaseSchema | undefined> {
  if (!(await hasTable(client, 'unplanned'))) return undefined
  const { rows } = await client.query('SELECT snapshot::text FROM lintel.unplanned ORDER BY id DESC LIMIT 1')
  return rows[0] === undefined ? undefined : (JSON.parse(rows[0].snapshot) as DatabaseSchema)
}
