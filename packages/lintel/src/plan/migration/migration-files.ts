/** A plan as the files of a folder: `0007-add-notes/{up.sql,down.sql,snapshot.json}`. */
import { kebabCase } from '../../spec/names.ts'
import type { MigrationPlan } from './plan-migration.ts'

export interface MigrationFiles {
  /** Name of the folder: `0007-add-notes`. */
  readonly folder: string
  /** Contents by file name. */
  readonly files: { readonly 'up.sql': string; readonly 'down.sql': string; readonly 'snapshot.json': string }
}

/**
 * @param number  1 for the first migration
 * @param name    in words; `Add notes` becomes `add-notes`
 * @throws        Error when the plan has problems
 */
export function migrationFiles(plan: MigrationPlan, number: number, name: string): MigrationFiles {
  const [problem] = plan.problems
  if (problem) throw new Error(`${problem.message} ${problem.hint}`)
  const folder = `${String(number).padStart(4, '0')}-${folderName(name)}`
  const snapshot = `${JSON.stringify(plan.to, null, 2)}\n`
  return { folder, files: { 'up.sql': plan.up, 'down.sql': plan.down, 'snapshot.json': snapshot } }
}

function folderName(name: string): string {
  const words = kebabCase(name).replaceAll(/[^a-z0-9]+/g, '-')
  return words.replaceAll(/^-+|-+$/g, '').slice(0, 60) || 'migration'
}
