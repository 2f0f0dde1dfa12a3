/** Every error that ends a command → what is said about it, and the code the command ends with. */
import { relative } from 'node:path'
import { EmbeddedPostgresError } from '../database/embedded/embedded-postgres-error.ts'
import { MigrationError, migrationProblems } from '../database/migration/migration-error.ts'
import { ContractError } from '../plan/contract/contract-error.ts'
import { SchemaMismatch } from '../service/schema-mismatch.ts'
import { ConfigurationError } from '../service/settings.ts'
import { Problem } from '../spec/problem.ts'
import { SpecificationError } from '../spec/specification-error.ts'
import { databaseFailure } from './database-failure.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import { Failure } from './failure.ts'
import { stackPlace } from './project/error-place.ts'
import type { Paint } from './terminal.ts'

export interface ReportedProblem {
  /** Relative to where the command runs. */
  readonly file?: string
  readonly line?: number
  /** Name of an environment variable. */
  readonly setting?: string
  readonly message: string
  readonly hint?: string
}

export interface FailureReport {
  /** Stable, for machines. */
  readonly code: string
  readonly exitCode: ExitCode
  readonly message: string
  readonly hint?: string
  readonly file?: string
  readonly line?: number
  /** What is wrong, one by one, where it is more than one thing. */
  readonly problems?: readonly ReportedProblem[]
}

const { refused, unreachable } = exitCode

export function reportOf(error: unknown): FailureReport {
  if (error instanceof Failure) return reportOfFailure(error)
  if (error instanceof SpecificationError || error instanceof ContractError)
    return reportOfSpecification(error)
  if (error instanceof ConfigurationError) {
    const problems = error.problems.map(({ setting, message }) => ({ setting, message }))
    return {
      code: 'configuration_invalid',
      exitCode: refused,
      message: 'The configuration is not valid.',
      problems,
    }
  }
  if (error instanceof MigrationError) return reportOfMigration(error)
  if (error instanceof SchemaMismatch) {
    return { code: 'schema_mismatch', exitCode: refused, message: error.message, hint: error.hint }
  }
  if (error instanceof EmbeddedPostgresError) {
    return { code: `embedded_${error.code}`, exitCode: unreachable, message: error.message }
  }
  return databaseFailure(error) ?? portTaken(error) ?? unexpected(error)
}

function reportOfFailure({ code, exitCode, message, hint, at }: Failure): FailureReport {
  return { code, exitCode, message, ...(hint === undefined ? {} : { hint }), ...placed(at) }
}

function reportOfSpecification(error: SpecificationError | ContractError): FailureReport {
  const problems = error.problems.map((problem) => {
    const pointer = 'pointer' in problem && problem.pointer ? `${problem.pointer}: ` : ''
    return { ...placed(problem.at), message: `${pointer}${problem.message}`, hint: problem.hint }
  })
  const [code, what] =
    error instanceof ContractError
      ? ['contract_invalid', 'API document']
      : ['specification_invalid', 'specification']
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`
  return { code, exitCode: refused, message: `The ${what} has ${count}.`, problems }
}

function reportOfMigration(error: MigrationError): FailureReport {
  const { code, message, file, line } = error
  // The usual hint speaks of reverting, which has an option here.
  const isUsual = error.hint === migrationProblems[code].hint
  const hint = code === 'unplanned_changes' && isUsual ? unplannedHint : error.hint
  const at = file === undefined ? undefined : { file, line: line ?? 0 }
  return { code, exitCode: refused, message, hint, ...placed(at) }
}

const unplannedHint =
  'Write them down with "lintel plan"; then "lintel dev" takes them back and applies the migration, and so does "lintel migrate up --revert-unplanned".'

function portTaken(error: unknown): FailureReport | undefined {
  const { code, port, address } = (error ?? {}) as { code?: string; port?: number; address?: string }
  if (code !== 'EADDRINUSE' && code !== 'EACCES' && code !== 'EADDRNOTAVAIL') return undefined
  if (port === undefined) return undefined
  const reasons = {
    EADDRINUSE: 'something listens there already',
    EACCES: 'this user may not',
    EADDRNOTAVAIL: 'this machine has no such address',
  }
  return {
    code: 'port_unusable',
    exitCode: refused,
    message: `The server cannot listen on ${address}:${port}: ${reasons[code]}.`,
    hint: 'Set PORT (0 takes a free one) or HOST.',
  }
}

/** Of the application, mostly: its seed, or what it does when it is loaded. */
function unexpected(error: unknown): FailureReport {
  const hint = 'Run it again with --verbose to see where it happened.'
  if (!(error instanceof Error))
    return { code: 'unexpected', exitCode: refused, message: String(error), hint }
  const { at } = stackPlace(error, { directory: process.cwd() })
  const problems = error instanceof Problem ? error.errors.map(({ message }) => ({ message })) : []
  return {
    code: error instanceof Problem ? error.code : 'unexpected',
    exitCode: refused,
    message: error instanceof Problem ? error.message : `${error.name}: ${error.message}`,
    hint,
    ...placed(at),
    ...(problems.length > 0 ? { problems } : {}),
  }
}

function placed(at: { readonly file: string; readonly line: number } | undefined): {
  file?: string
  line?: number
} {
  if (!at) return {}
  const path = relative(process.cwd(), at.file)
  return { file: path.startsWith('..') ? at.file : path, ...(at.line > 0 ? { line: at.line } : {}) }
}

/** The report as lines for a terminal. */
export function reportText(report: FailureReport, paint: Paint): string {
  const { message, hint, problems = [] } = report
  return [
    `${paint('red', 'error')} ${placeText(report, paint)}${message}`,
    ...problems.flatMap((problem) => [
      `  ${placeText(problem, paint)}${problem.message}`,
      ...(problem.hint === undefined ? [] : [`      ${paint('dim', problem.hint)}`]),
    ]),
    ...(hint === undefined ? [] : [`  ${paint('dim', hint)}`]),
  ].join('\n')
}

/** Where an error happened, and where its causes did. */
export function stackText(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `\ncaused by ${stackText(error.cause)}`
  return `${error.stack ?? error.message}${cause}`
}

function placeText({ file, line, setting }: Partial<ReportedProblem>, paint: Paint): string {
  if (setting !== undefined) return `${paint('bold', setting)} `
  if (file === undefined) return ''
  return `${paint('cyan', line === undefined ? file : `${file}:${line}`)}  `
}
