/** A plan as the files of a folder: `0007-add-notes/{up.sql,down.sql,snapshot.json,plan.md,plan.json}`. */
import { kebabCase } from '../../spec/names.ts'
import { downScript, upScript } from './live/migration-script.ts'
import type { MigrationPlan } from './live/plan-migration.ts'
import { planMarkdown, planReport, type RowCounts } from './live/plan-report.ts'

export interface MigrationFiles {
  /** Name of the folder: `0007-add-notes`. */
  readonly folder: string
  /** Contents by file name. */
  readonly files: Readonly<Record<string, string>>
}

/**
 * @param name    in words; `Add notes` becomes `add-notes`
 * @param rows    about how many rows the tables have, where that is known
 * @throws        Error when the plan has problems
 */
export function migrationFiles(plan: MigrationPlan, name: string, rows: RowCounts = {}): MigrationFiles {
  const [problem] = plan.problems
  if (problem) throw new Error(`${problem.message} ${problem.hint}`)
  const folder = `${String(plan.number).padStart(4, '0')}-${folderName(name)}`
  const snapshot = `${JSON.stringify(plan.to, null, 2)}\n`
  const report = planReport(plan, rows)
  return {
    folder,
    files: {
      'up.sql': upScript(plan.steps, plan),
      'down.sql': downScript(plan.steps),
      'snapshot.json': snapshot,
      'plan.md': planMarkdown(report, folder),
      'plan.json': `${JSON.stringify(report, null, 2)}\n`,
    },
  }
}

function folderName(name: string): string {
  const words = kebabCase(name).replaceAll(/[^a-z0-9]+/g, '-')
  return words.replaceAll(/^-+|-+$/g, '').slice(0, 60) || 'migration'
}
