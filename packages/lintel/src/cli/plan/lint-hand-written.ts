/** Lints the migrations that no plan answers for: those without plan.json, and those whose scripts were changed since. */
import type { Direction } from '../../database/migration/ledger.ts'
import type { Migration, Script } from '../../database/migration/migration.ts'
import { MigrationError } from '../../database/migration/migration-error.ts'
import { isHandWritten, readPlan } from '../../database/migration/read-plan.ts'
import type { Project } from '../../service/project.ts'
import type { LintFinding } from '../lint/lint-finding.ts'
import { lintMigration } from '../lint/lint-migration.ts'
import { shortPath } from '../project/generated-file.ts'
import { type Paint, paintFor } from '../terminal.ts'

// Each script is a process of squawk, which takes little but its start.
const atOnce = 4

/** Findings by migration, up.sql before down.sql; their files are named from where the command runs. */
export async function lintHandWritten(
  project: Project,
  migrations: readonly Migration[],
): Promise<readonly LintFinding[]> {
  const scripts = (await Promise.all(migrations.map(handWritten))).flat()
  const findings: LintFinding[] = []
  for (let from = 0; from < scripts.length; from += atOnce) {
    const some = scripts.slice(from, from + atOnce)
    findings.push(...(await Promise.all(some.map((script) => lintMigration({ project, script })))).flat())
  }
  return onceNotLinted(findings).map((finding) => ({ ...finding, file: shortPath(finding.file) }))
}

interface HandWritten extends Script {
  readonly direction: Direction
}

async function handWritten(migration: Migration): Promise<readonly HandWritten[]> {
  const plan = await readPlan(migration)
  const directions = ['up', 'down'] as const
  return directions.flatMap((direction) => {
    const script = migration[direction]
    if (!script || !isChanged(() => isHandWritten(migration, direction, plan))) return []
    return [{ ...script, direction }]
  })
}

/** A script that cannot be read is no plan's; the linter says what is wrong with it. */
function isChanged(ask: () => boolean): boolean {
  try {
    return ask()
  } catch (error) {
    if (error instanceof MigrationError && error.code === 'migration_directive') return true
    throw error
  }
}

/** That squawk is missing need not be said for every script. */
function onceNotLinted(findings: readonly LintFinding[]): readonly LintFinding[] {
  const first = findings.find(({ rule }) => rule === 'not-linted')
  return findings.filter((finding) => finding.rule !== 'not-linted' || finding === first)
}

export function lintText(findings: readonly LintFinding[]): string {
  const paint = paintFor(process.stdout)
  return findings.map((finding) => findingLines(finding, paint).join('\n')).join('\n')
}

function findingLines({ severity, file, line, rule, message, hint, link }: LintFinding, paint: Paint) {
  return [
    `${paint(severity === 'error' ? 'red' : 'yellow', severity)} ${paint('cyan', `${file}:${line}`)}  ${message} ${paint('dim', `[${rule}]`)}`,
    `  ${hint}${link === undefined ? '' : ` ${paint('dim', link)}`}`,
  ]
}
