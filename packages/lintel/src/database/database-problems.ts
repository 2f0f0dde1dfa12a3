/** What the database refuses, in words for callers: one table of problems, one of SQLSTATEs. */
import type { ConstraintMeaning } from '../plan/tables/constraint-meaning.ts'
import { Problem, type ProblemDefinition, type ProblemDetail } from '../spec/problem.ts'

export const databaseProblems = {
  conflict: { status: 409, title: 'Another row has this value already.', hint: 'Choose another value.' },
  still_referenced: {
    status: 409,
    title: 'Other rows still refer to this one.',
    hint: 'Remove those first.',
  },
  reference_not_found: { status: 422, title: 'A referenced row does not exist.', hint: 'Check the id.' },
  constraint_violated: { status: 422, title: 'A value breaks a rule.', hint: 'Read the details.' },
  value_out_of_range: {
    status: 422,
    title: 'A value is outside what can be stored.',
    hint: 'Check numbers and dates.',
  },
  write_conflict: {
    status: 409,
    title: 'Somebody else changed the same rows at the same time.',
    hint: 'Try again.',
  },
  database_unavailable: {
    status: 503,
    title: 'The service cannot reach its data at the moment.',
    hint: 'Try again soon.',
  },
  database_timeout: {
    status: 503,
    title: 'The data took too long to answer.',
    hint: 'Try again, or ask for less.',
  },
} as const satisfies Record<string, ProblemDefinition>

type Code = keyof typeof databaseProblems

interface Extra {
  readonly errors?: readonly ProblemDetail[]
  readonly headers?: Readonly<Record<string, string>>
  readonly cause?: unknown
}

function problem(code: Code, extra: Extra = {}): Problem {
  const { status, title } = databaseProblems[code]
  return new Problem(code, { status, title, ...extra })
}

export function databaseUnavailable(cause: unknown): Problem {
  return problem('database_unavailable', { cause, headers: { 'retry-after': '1' } })
}

interface PostgresError extends Error {
  readonly code: string
  readonly constraint?: string
  readonly table?: string
  /** The function of the server that raised it. */
  readonly routine?: string
}

/** What the name of a constraint guards, on a table by its name. */
export type Meaning = (constraint: string, table: string | undefined) => ConstraintMeaning | undefined

/**
 * The problem behind an error of the driver; `undefined` when it is not the caller's affair (a fault of ours).
 * Row values never leave: PostgreSQL puts them into `detail`, which is not read.
 */
export function problemOf(error: unknown, meaning: Meaning): Problem | undefined {
  if (error instanceof Problem) return error
  if (isConnectionError(error)) return databaseUnavailable(error)
  if (!isPostgresError(error)) return undefined
  const guarded = error.constraint === undefined ? undefined : meaning(error.constraint, error.table)
  switch (error.code) {
    case '23505':
      return problem('conflict', { cause: error, errors: fieldErrors(guarded, 'taken', 'is already taken') })
    case '23503':
    // ON DELETE RESTRICT, from PostgreSQL 18 on.
    case '23001':
      return foreignKeyProblem(error, guarded)
    case '23514':
      return problem('constraint_violated', {
        cause: error,
        errors: fieldErrors(guarded, 'invalid', 'is out of its bounds'),
      })
    case '40001':
    case '40P01':
      return problem('write_conflict', { cause: error, headers: { 'retry-after': '1' } })
    case '55P03':
    case '57014':
      return problem('database_timeout', { cause: error, headers: { 'retry-after': '1' } })
    case '54000':
      // Longer than an index or a search can take.
      return problem('value_out_of_range', { cause: error })
    default:
      // Class 22: a value that its type cannot hold, such as a day that no calendar has.
      return error.code.startsWith('22')
        ? problem('value_out_of_range', { cause: withoutValue(error) })
        : undefined
  }
}

// PostgreSQL quotes the value in the message of this class, and the log must not show it.
function withoutValue({ code, routine }: PostgresError): Error {
  return Object.assign(new Error(`PostgreSQL refused a value, in ${routine ?? 'an unnamed routine'}.`), {
    code,
  })
}

/** Serialization failures and deadlocks: the same transaction may succeed when it is run again. */
export function isRetryable(error: unknown): boolean {
  return isPostgresError(error) && (error.code === '40001' || error.code === '40P01')
}

// PostgreSQL says which side is missing only in words, and those depend on its language; the table tells.
function foreignKeyProblem(error: PostgresError, guarded: ConstraintMeaning | undefined): Problem {
  const deleted = /^(update or delete|delete)/i.test(error.message)
  if (deleted) return problem('still_referenced', { cause: error })
  return referenceNotFound(guarded?.fields ?? [], error)
}

/** A row that is out of the caller's sight is told of in the same words as one that is not there. */
export function referenceNotFound(fields: readonly string[], cause?: unknown): Problem {
  return problem('reference_not_found', {
    cause,
    errors: fieldErrors({ fields }, 'not_found', 'does not exist'),
  })
}

function fieldErrors(
  guarded: Pick<ConstraintMeaning, 'fields'> | undefined,
  code: string,
  message: string,
): readonly ProblemDetail[] {
  return (guarded?.fields ?? []).map((field) => ({
    pointer: `/${field}`,
    code,
    message: `${field} ${message}.`,
  }))
}

/** Whether the connection that answered so is of no more use: what a statement did wrong leaves it as it was. */
export function breaksConnection(error: unknown): boolean {
  // The driver may go on taking a statement for prepared that is not.
  return !isPostgresError(error) || isConnectionError(error) || isUnprepared(error)
}

/** Somebody else held a lock for longer than `lock_timeout`; nothing was done. */
export function isLockTimeout(error: unknown): boolean {
  return isPostgresError(error) && error.code === '55P03'
}

/** The statement before it on the connection should have prepared this one, and failed; nothing was done. */
export function isUnprepared(error: unknown): boolean {
  return isPostgresError(error) && error.code === '26000'
}

/** A column has another type since the statement was prepared; nothing was done. */
export function isOutdatedPlan(error: unknown): boolean {
  return isPostgresError(error) && error.code === '0A000' && error.routine === 'RevalidateCachedQuery'
}

function isPostgresError(error: unknown): error is PostgresError {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^[0-9A-Z]{5}$/.test(error.code)
  )
}

const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])

function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  // Class 08: connection exceptions; 57P01–57P03: the server goes down or comes up; 53300: it is full.
  // A socket that is not there; a file that is not there is somebody else's fault.
  if (code === 'ENOENT') return 'syscall' in error && error.syscall === 'connect'
  if (connectionCodes.has(code) || /^(08...|57P0[1-3]|53300)$/.test(code)) return true
  return /Connection terminated|not queryable|timeout exceeded when trying to connect|Client was closed|connection timeout/i.test(
    error.message,
  )
}
