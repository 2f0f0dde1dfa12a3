/** Verified migrations as they are printed: for people, and for machines. */
import type {
  Verification,
  VerificationFinding,
  VerifiedStatement,
} from '../../database/verification/migration/verification.ts'
import { oneLine } from '../../plan/migration/words.ts'
import { lockModes } from '../../plan/verification/lock-modes.ts'
import { shortPath } from '../project/generated-file.ts'
import { columns, counted, type Paint, paintFor } from '../terminal.ts'
import type { VerifyOutcome } from './verify.ts'

export function findingsOf({ verified }: VerifyOutcome): readonly VerificationFinding[] {
  return verified.flatMap(({ findings }) => findings)
}

export function verificationData(outcome: VerifyOutcome) {
  const { verified, untried } = outcome
  return {
    migrations: verified.map(({ statements, findings, ...verification }) => ({
      ...verification,
      statements: statements.map((each) => ({ ...each, file: shortPath(each.file) })),
      findings: findings.map((each) => ({ ...each, file: shortPath(each.file) })),
    })),
    untried,
    ...figures(outcome),
  }
}

export function verificationText(outcome: VerifyOutcome): string {
  const paint = paintFor(process.stdout)
  const { verified, untried } = outcome
  const { statements, findings } = figures(outcome)
  return [
    ...verified.flatMap((each) => [...migrationLines(each, paint), '']),
    ...untried.map((folder) => `${folder} was not tried: one before it does not run.`),
    `verified ${counted(verified.length, 'migration')}: ${counted(statements, 'statement')}, ${counted(findings, 'finding')}`,
  ].join('\n')
}

function figures(outcome: VerifyOutcome) {
  const statements = outcome.verified.reduce((sum, each) => sum + each.statements.length, 0)
  return { statements, findings: findingsOf(outcome).length }
}

function migrationLines(
  { folder, rows, statements, findings, notes, ...more }: Verification,
  paint: Paint,
): string[] {
  const counts = Object.values(rows)
  const total = counts.reduce((sum, count) => sum + count, 0)
  const heading = `${paint('bold', folder)} on ${counted(total, 'row')} in ${counted(counts.length, 'table')}`
  const table = [
    ['step', 'statement', 'declared', 'taken', 'held', 'rewrote'],
    ...statements.flatMap(statementRows),
  ]
  const shortages = more.shortages.map(
    ({ table: name, column, rows: count, reason }) =>
      `${name}${column === undefined ? '' : `.${column}`} has ${counted(count, 'row')} to try: ${reason}`,
  )
  return [
    heading,
    ...(statements.length === 0
      ? ['  no statement ran to its end']
      : columns(table).map((line) => `  ${line}`)),
    ...findings.flatMap((finding) => findingLines(finding, paint)),
    ...[...notes, ...shortages].map((note) => `  ${paint('yellow', 'note')} ${note}`),
  ]
}

/** A line for each table that is locked; the first one has the statement. */
function statementRows({
  direction,
  step,
  sql,
  runs,
  declared,
  taken,
  rewritten,
}: VerifiedStatement): string[][] {
  const strongestFirst = taken.toSorted(
    (one, other) => lockModes.indexOf(other.mode) - lockModes.indexOf(one.mode),
  )
  const locks = strongestFirst.length === 0 ? [undefined] : strongestFirst
  return locks.map((lock, at) => [
    at === 0 ? `${direction} ${step}` : '',
    at === 0 ? `${shortened(oneLine(sql))}${runs > 1 ? ` (${runs} batches)` : ''}` : '',
    declaredWords(declared, lock?.table),
    lock ? `${lock.mode} on ${lock.table}` : 'none',
    lock ? `${lock.heldMs.toFixed(1)} ms` : '',
    lock && rewritten.includes(lock.table) ? 'yes' : 'no',
  ])
}

function declaredWords(declared: VerifiedStatement['declared'], table: string | undefined): string {
  if (!declared) return 'by hand'
  if (table === undefined) return 'none'
  return declared.find((each) => each.table === table)?.mode ?? 'none'
}

function findingLines(
  { code, direction, message, file, line, hint, statement }: VerificationFinding,
  paint: Paint,
) {
  const place = line === undefined ? shortPath(file) : `${shortPath(file)}:${line}`
  return [
    `  ${paint('red', 'finding')} ${direction}: ${paint('cyan', place)}  ${message} ${paint('dim', `[${code}]`)}`,
    ...(statement === undefined ? [] : [`      ${shortened(oneLine(statement), 100)}`]),
    ...(hint === undefined ? [] : [`      ${paint('dim', hint)}`]),
  ]
}

function shortened(text: string, most = 48): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}
