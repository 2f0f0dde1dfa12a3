/** Runs squawk on a text and reads its report. */
import { spawn } from 'node:child_process'
import { devNull } from 'node:os'
import { text } from 'node:stream/consumers'
import { lintRules } from './lint-rules.ts'

export interface SquawkViolation {
  readonly rule: string
  /** From 0. */
  readonly line: number
  /** From 0, in bytes of UTF-8. */
  readonly column: number
  readonly message: string
  readonly help: string | null
}

/** Its parser runs in circles on some texts; 20,000 statements take it a second. */
const timeLimitMs = 15_000
/** The oldest PostgreSQL that scripts must run on. */
const postgresVersion = '15'

const inapplicable = Object.entries(lintRules).flatMap(([rule, decided]) =>
  'because' in decided ? [rule] : [],
)
// It is one of squawk's rules, but none that its options know.
const excludable = inapplicable.filter((rule) => rule !== 'unused-ignore')

/** @throws Error when squawk does not run or reports something else than JSON */
export async function runSquawk(path: string, sql: string): Promise<readonly SquawkViolation[]> {
  // Without a configuration file: a project's own must not turn rules off unsaid.
  const options = ['--reporter=json', `--config=${devNull}`, `--pg-version=${postgresVersion}`]
  const child = spawn(path, [...options, `--exclude=${excludable.join(',')}`], {
    timeout: timeLimitMs,
  })
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  // A program that ends before it has read everything says why on stderr.
  child.stdin.on('error', () => undefined).end(sql)
  const [report, complaint] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  if (child.killed) throw new Error(`squawk did not come to an end within ${timeLimitMs / 1000} seconds`)
  return violationsIn(report) ?? fail(complaint)
}

function violationsIn(report: string): readonly SquawkViolation[] | undefined {
  let data: unknown
  try {
    data = JSON.parse(report)
  } catch {
    return undefined
  }
  if (!Array.isArray(data) || !data.every(isReported)) return undefined
  return data.map(({ rule_name: rule, line, column, message, help }) => ({
    rule,
    line,
    column,
    message,
    help,
  }))
}

interface Reported {
  readonly rule_name: string
  readonly line: number
  readonly column: number
  readonly message: string
  readonly help: string | null
}

function isReported(value: unknown): value is Reported {
  if (typeof value !== 'object' || value === null) return false
  const { rule_name: rule, line, column, message } = value as Record<string, unknown>
  return (
    typeof rule === 'string' &&
    typeof line === 'number' &&
    typeof column === 'number' &&
    typeof message === 'string'
  )
}

function fail(complaint: string): never {
  const [first = ''] = complaint.trim().split('\n')
  throw new Error(first === '' ? 'squawk gave no report' : `squawk says: ${first}`)
}
