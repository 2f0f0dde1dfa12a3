/** A kind of change as the migrations that it takes, planned one after the other. */
import { planContract } from '../../src/plan/migration/live/plan-contract.ts'
import { type MigrationPlan, planMigration } from '../../src/plan/migration/live/plan-migration.ts'
import { isWaiting } from '../../src/plan/migration/live/served-schema.ts'
import { emptySchema } from '../../src/plan/tables/database-schema.ts'
import { tablesOf } from '../../src/plan/tables/tables-of.ts'
import { type Kind, modelOf } from './kind.ts'

/** The first tables, the change, and the contracts that end what it keeps. */
export function* plansOf({ from, to, allowDataLoss }: Kind): Generator<MigrationPlan> {
  const [start, end] = [tablesOf(modelOf(from)), tablesOf(modelOf(to))]
  yield planMigration({ from: emptySchema, to: start, number: 1 })
  const options = allowDataLoss ? { allowDataLoss } : {}
  const expand = planMigration({ from: start, to: end, number: 2, options })
  yield expand
  let last = expand.to
  for (let number = 3; isWaiting(last); number++) {
    const contract = planContract({ from: last, number, options: { allowDataLoss: true } })
    yield contract
    last = contract.to
  }
}
