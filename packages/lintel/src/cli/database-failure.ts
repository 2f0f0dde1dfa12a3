/** Why the database cannot be reached, in words that name the place and never the password. */
import { problemOf } from '../database/database-problems.ts'
import { Problem } from '../spec/problem.ts'
import { exitCode } from './exit-code.ts'
import type { FailureReport } from './failure-report.ts'

/** The report about an error of connecting; `undefined` for any other error. */
export function databaseFailure(error: unknown): FailureReport | undefined {
  if (!isUnavailable(error)) return undefined
  const address = databasePlace(process.env.DATABASE_URL)
  const where = address === undefined ? '' : ` at ${address}`
  return {
    code: 'database_unreachable',
    exitCode: exitCode.unreachable,
    message: `The database${where} cannot be reached: ${reasonOf(error)}.`,
    hint: hintOf(error),
  }
}

/** Whether waiting may help: a server that refuses the user or has no such database will not change its mind. */
export function mayComeBack(error: unknown): boolean {
  return isUnavailable(error) && !/^(28...|3D000)$/.test(codeOf(causeOf(error)))
}

/** The driver's own words, such as `connect ECONNREFUSED 127.0.0.1:5432`. */
export function reasonOf(error: unknown): string {
  const cause = causeOf(error)
  const first = cause instanceof AggregateError ? cause.errors[0] : cause
  const message = first instanceof Error ? first.message : String(first)
  return message.replace(/\.$/, '') || codeOf(first) || 'no answer'
}

/** `host:port/database`, without user and password. */
export function databasePlace(connectionString: string | undefined): string | undefined {
  if (!connectionString) return undefined
  const [, host = '', path = ''] =
    /^postgres(?:ql)?:\/\/(?:[^?]*@)?([^/?]*)(\/[^?]*)?/.exec(connectionString) ?? []
  const socket = /[?&]host=([^&]*)/.exec(connectionString)?.[1]
  const place = host === '' && socket !== undefined ? decodeURIComponent(socket) : host || 'localhost'
  return `${place}${path}`
}

function isUnavailable(error: unknown): boolean {
  if (isAboutFiles(error)) return false
  // What a command meets half-way comes as the driver threw it; what happens while connecting, as a problem.
  const problem = error instanceof Problem ? error : problemOf(error, () => undefined)
  return problem?.code === 'database_unavailable'
}

/** A socket that is missing and a file that is missing have the same code. */
function isAboutFiles(error: unknown): boolean {
  return codeOf(error) === 'ENOENT' && (error as NodeJS.ErrnoException).syscall !== 'connect'
}

function causeOf(error: unknown): unknown {
  return error instanceof Problem && error.cause !== undefined ? error.cause : error
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

function hintOf(error: unknown): string {
  const code = codeOf(causeOf(error))
  if (code.startsWith('28'))
    return 'Check user and password in DATABASE_URL, and who may connect (pg_hba.conf).'
  if (code === '3D000') return 'Create the database, or correct its name in DATABASE_URL.'
  return 'Check DATABASE_URL and that the server runs; without DATABASE_URL the embedded one is used.'
}
