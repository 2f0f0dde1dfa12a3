/** What a migration says itself that it takes away for good. */
import type { DeclaredPlan } from '../../../plan/migration/declared-plan.ts'
import { allowancesIn } from '../../migration/allowances.ts'
import type { Migration } from '../../migration/migration.ts'
import { plannedSteps } from '../../migration/read-plan.ts'
import { readScript } from '../../migration/read-script.ts'

export interface DeclaredLoss {
  /** Whole tables go; else only values do, which the way back cannot know. */
  readonly ofTables: boolean
}

/** Rules of the linter whose allowance says, with a reason, that something is meant to go. */
const takingAway = ['ban-drop-table', 'ban-drop-column', 'ban-truncate-cascade']

/** `undefined` where the way back has to give back everything. */
export function declaredLoss(migration: Migration, plan: DeclaredPlan | undefined): DeclaredLoss | undefined {
  if (plan && (plannedSteps(migration, 'up', plan) || plan.phase === 'by-hand')) {
    return plan.isReversible ? lossByHand(migration) : { ofTables: plan.isDestructive }
  }
  return lossByHand(migration)
}

function lossByHand({ up }: Migration): DeclaredLoss | undefined {
  const sql = up.sql.replaceAll('\r\n', '\n')
  const { steps, isContract } = readScript(up)
  if (isContract) return { ofTables: true }
  const allowed = allowancesIn(
    sql,
    steps.flatMap(({ statements }) => statements),
  )
    .filter(({ rule, reason }) => takingAway.includes(rule) && reason !== '')
    .map(({ rule }) => rule)
  return allowed.length === 0 ? undefined : { ofTables: allowed.includes('ban-drop-table') }
}
