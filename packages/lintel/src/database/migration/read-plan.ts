/** The plan beside a migration's scripts, and whether the scripts still are what it says. */
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type DeclaredPlan, type DeclaredStep, declaredPlan } from '../../plan/migration/declared-plan.ts'
import type { Direction } from './ledger.ts'
import type { Migration } from './migration.ts'
import { type ReadScript, readScript } from './read-script.ts'

/** `undefined` where there is no plan.json, or none that can be read: then it was written by hand. */
export async function readPlan({ up }: Migration): Promise<DeclaredPlan | undefined> {
  const text = await readFile(join(dirname(up.file), 'plan.json'), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    return declaredPlan(JSON.parse(text))
  } catch {
    return undefined
  }
}

/**
 * The steps that the plan declares for a script, as long as this runs the same statements in the same way.
 *
 * @returns `undefined` for what is written or changed by hand, or where the plan does not say
 * @throws  MigrationError of a script that cannot be read
 */
export function plannedSteps(
  migration: Migration,
  direction: Direction,
  plan: DeclaredPlan | undefined,
): readonly DeclaredStep[] | undefined {
  const script = migration[direction]
  if (!plan || !script || plan.phase === 'by-hand') return undefined
  const declared = plan[direction]
  return declared && isSame(readScript(script), declared) ? declared : undefined
}

/** Whether a person answers for what a script does: there is no plan for it, or it is not what the plan says. */
export function isHandWritten(
  migration: Migration,
  direction: Direction,
  plan: DeclaredPlan | undefined,
): boolean {
  // An older plan says nothing of the way back, which then belongs to the way up.
  const asked = plan && !plan.down ? 'up' : direction
  return migration[direction] !== undefined && plannedSteps(migration, asked, plan) === undefined
}

function isSame({ steps: read }: ReadScript, declared: readonly DeclaredStep[]): boolean {
  // A script without a directive is one step, even if there is nothing to run.
  const steps =
    declared.length === 0
      ? read.filter(({ mode, statements }) => mode !== 'whole' || statements.length > 0)
      : read
  return (
    steps.length === declared.length &&
    steps.every(({ mode, statements }, index) => {
      const step = declared[index]
      return (
        step !== undefined &&
        (step.mode === mode || mode === 'empty') &&
        step.statements.length === statements.length &&
        step.statements.every(({ sql }, at) => plain(sql) === statements[at]?.text)
      )
    })
  )
}

/** Line ends do not count: version control may change them. */
function plain(sql: string): string {
  return sql.replaceAll('\r\n', '\n').trim()
}
