/** What squawk reports on a script, each by the statement and the line of the file that it is about. */
import type { LintedScript } from './lint-finding.ts'
import { linesBefore, linterText } from './linter-text.ts'
import { runSquawk, type SquawkViolation } from './run-squawk.ts'
import type { PlacedStatement, ScriptSteps } from './script-steps.ts'

export interface LocatedViolation {
  readonly rule: string
  /** Line of the file, from 1. */
  readonly line: number
  readonly message: string
  readonly help: string | null
  /** Absent where the script has no statement. */
  readonly statement: PlacedStatement | undefined
}

export interface LintedPart {
  readonly steps: ScriptSteps
  /** Statements that squawk is not to read: PostgreSQL does not either. */
  readonly hidden: ReadonlySet<PlacedStatement | undefined>
}

/** @throws Error when squawk does not run */
export async function locatedViolations(
  binary: string,
  { sql }: LintedScript,
  { steps, hidden }: LintedPart,
): Promise<readonly LocatedViolation[]> {
  const { statements } = steps
  const text = scriptText(sql, statements)
  const read = async (without: typeof hidden) => {
    const blanked = statements.filter((each) => without.has(each))
    const violations = await runSquawk(binary, linterText(sql, steps, blanked))
    return violations.map((violation) => located(violation, text))
  }
  const found = await read(hidden)
  const unread = found.filter(isSyntax).map(({ statement }) => statement)
  if (unread.length === 0) return found
  // One statement that squawk cannot parse hides all the others, so they are read again without it.
  const others = await read(new Set([...hidden, ...unread]))
  return [...onePerStatement(found), ...others.filter((each) => !isSyntax(each))]
}

const isSyntax = ({ rule }: LocatedViolation) => rule === 'syntax-error'

/** What squawk cannot parse it reports word by word. */
function onePerStatement(found: readonly LocatedViolation[]): readonly LocatedViolation[] {
  return found.filter(
    ({ statement }, index) => found.findIndex((other) => other.statement === statement) === index,
  )
}

interface ScriptText {
  readonly lines: readonly string[]
  /** Where each line begins, in characters. */
  readonly starts: readonly number[]
  readonly statements: readonly PlacedStatement[]
}

function scriptText(sql: string, statements: readonly PlacedStatement[]): ScriptText {
  const lines = sql.split('\n')
  const starts = [0]
  for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length + 1)
  return { lines, starts, statements }
}

function located(violation: SquawkViolation, text: ScriptText): LocatedViolation {
  const { rule, help, message } = violation
  const place = placeOf(violation, text)
  // What is missing at the end of a statement is reported behind it.
  const statement = text.statements.findLast(({ start }) => start <= place)
  const at = Math.min(place, statement?.end ?? 0)
  const line = text.starts.findLastIndex((start) => start <= at) + 1
  const words =
    rule === 'syntax-error' ? `squawk does not read this, so it lints none of it: ${message}.` : message
  return { rule, line, message: words, help, statement }
}

/** Where squawk's line and column are in the script, in characters. */
function placeOf({ line, column }: SquawkViolation, { lines, starts }: ScriptText): number {
  const index = Math.max(line - linesBefore, 0)
  const inLine = Buffer.from(lines[index] ?? '')
    .subarray(0, column)
    .toString().length
  return (starts[index] ?? 0) + inLine
}
