/** Lints a script of a migration by the rules that hold for migrations here. */

import { type Allowance, allowancesIn, allows } from '../../database/migration/allowances.ts'
import { MigrationError } from '../../database/migration/migration-error.ts'
import type { Project } from '../../service/project.ts'
import type { LintedScript, LintFinding } from './lint-finding.ts'
import { appliedRule, type LinterRule, linterRules, lintRules, pageOf } from './lint-rules.ts'
import { type LintedPart, type LocatedViolation, locatedViolations } from './located-violations.ts'
import { refusedStatements } from './refused-statements.ts'
import { type ScriptSteps, scriptSteps } from './script-steps.ts'
import { squawkBinary } from './squawk-binary.ts'
import { unseenBySquawk } from './unseen-by-squawk.ts'

export interface LintedMigration {
  /** Its `squawk-cli` is used; else the one beside Lintel. */
  readonly project: Project
  readonly script: LintedScript
}

/**
 * Reports what of a script would stop live traffic, break the release that is serving, or not run, by squawk's rules
 * as `lintRules` decides them.
 *
 * The script is cut as the runner cuts it: a step in a transaction is linted as in one, a `step concurrently` as outside.
 * `-- lintel: allow <rule>: <reason>` above a statement lets that rule pass for it.
 *
 * @returns findings by line of the file. Where squawk is not installed or does not run, a warning `not-linted` and
 *          what is found without it. It does not throw for what is in the script.
 * @example
 * await lintMigration({ project, script: { file: 'migrations/0002-note/up.sql', sql: 'DROP TABLE orders' } })
 * // [{ rule: 'ban-drop-table', severity: 'error', line: 1, file, message, hint, link }]
 */
export async function lintMigration({ project, script }: LintedMigration): Promise<readonly LintFinding[]> {
  const plain = { ...script, sql: script.sql.replaceAll('\r\n', '\n') }
  try {
    return await lintSteps(project, plain, scriptSteps(plain))
  } catch (error) {
    if (error instanceof MigrationError && error.code === 'migration_directive')
      return [unclear(script, error)]
    throw error
  }
}

async function lintSteps(
  project: Project,
  script: LintedScript,
  steps: ScriptSteps,
): Promise<readonly LintFinding[]> {
  const refused = await refusedStatements(steps.statements)
  const hidden = new Set(refused.map(({ statement }) => statement))
  const seen = await seenBySquawk(project, script, { steps, hidden })
  const unseen = await unseenBySquawk(steps)
  const violations = 'missing' in seen ? [] : seen.violations
  const found = [...refused, ...violations, ...unseen.filter((each) => !isSeen(each, violations))]
  const applied = found.filter((each) => applies(each, script, steps))
  const findings = findingsOf(applied, script, { ...steps, isComplete: !('missing' in seen) })
  const all = 'missing' in seen ? [notLinted(script, seen.missing), ...findings] : findings
  return all.toSorted((one, other) => one.line - other.line)
}

type SeenBySquawk = { readonly violations: readonly LocatedViolation[] } | { readonly missing: string }

async function seenBySquawk(project: Project, script: LintedScript, what: LintedPart): Promise<SeenBySquawk> {
  const binary = squawkBinary(project)
  if ('missing' in binary) return binary
  try {
    return { violations: await locatedViolations(binary.path, script, what) }
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) }
  }
}

/** Two rules of squawk are about rewriting too. */
function isSeen({ rule, statement }: LocatedViolation, seen: readonly LocatedViolation[]): boolean {
  const about = ['adding-field-with-default', 'changing-column-type']
  return (
    rule === 'table-rewrite' && seen.some((each) => each.statement === statement && about.includes(each.rule))
  )
}

function applies(
  { rule }: LocatedViolation,
  { direction }: LintedScript,
  { isContract }: ScriptSteps,
): boolean {
  const applied = appliedRule(rule)
  // A newer squawk may have rules that are not decided here: they are shown, as warnings.
  if (!applied && !Object.hasOwn(lintRules, rule)) return true
  return applied !== undefined && !(applied.mayContract && (isContract || direction === 'down'))
}

interface Judged extends ScriptSteps {
  /** Without squawk nobody knows which comments are of use. */
  readonly isComplete: boolean
}

/** What no comment allows, and what is wrong with the comments. */
function findingsOf(
  found: readonly LocatedViolation[],
  script: LintedScript,
  { statements, isComplete }: Judged,
): readonly LintFinding[] {
  const allowances = allowancesIn(script.sql, statements)
  const left = found.filter((each) => !allowances.some((allowance) => allows(allowance, each)))
  return [
    ...left.map((violation) => findingOf(violation, script)),
    ...allowances
      .flatMap((allowance) => complaints(allowance, found, script))
      .filter(({ rule }) => isComplete || rule !== 'allow-unused'),
  ]
}

function findingOf({ rule, line, message, help }: LocatedViolation, { file }: LintedScript): LintFinding {
  const { severity, hint } = appliedRule(rule) ?? {
    severity: 'warning',
    hint: help ?? 'See the page of this rule.',
  }
  const link = Object.hasOwn(linterRules, rule) ? {} : { link: pageOf(rule) }
  return { rule, severity, file, line, message, hint, ...link }
}

function complaints(
  allowance: Allowance,
  found: readonly LocatedViolation[],
  script: LintedScript,
): LintFinding[] {
  const { rule, reason, line } = allowance
  const complain = (name: LinterRule, message: string) => [ownFinding(name, { script, line, message })]
  if (!appliedRule(rule)) return complain('allow-unknown', `"${rule}" is no rule that applies here.`)
  if (reason === '') return complain('allow-unfounded', `Nothing says why ${rule} is allowed.`)
  if (found.some((each) => allows(allowance, each))) return []
  return complain('allow-unused', `The statement below does nothing that ${rule} is about.`)
}

/** The runner would not run any of it, so nothing else is looked at. */
function unclear(script: LintedScript, { message, line = 1 }: MigrationError): LintFinding {
  const words = message.replace(`${script.file}:${line} `, '')
  return ownFinding('unclear-directive', { script, line, message: words })
}

function notLinted(script: LintedScript, reason: string): LintFinding {
  return ownFinding('not-linted', { script, line: 1, message: `not linted: ${reason}.` })
}

interface OwnFinding {
  readonly script: LintedScript
  readonly line: number
  readonly message: string
}

function ownFinding(rule: LinterRule, { script: { file }, line, message }: OwnFinding): LintFinding {
  const { severity, hint } = linterRules[rule]
  return { rule, severity, file, line, message, hint }
}
