/** Cuts a script into steps at its directives, and each step into statements with their places in the file. */
import { firstWord, splitStatements } from '../../database/migration/split-statements.ts'

export interface ScriptSteps {
  readonly steps: readonly ScriptStep[]
  /** Those of all steps, in order. */
  readonly statements: readonly PlacedStatement[]
  /** Whether a header says that only builds from a number on may go on serving. */
  readonly isContract: boolean
}

export interface ScriptStep {
  /** Index of the directive's line; -1 for what stands before the first one. */
  readonly directiveLine: number
  readonly isInTransaction: boolean
  /** Run again and again, for a range of keys each time: `$1` to `$2`. */
  readonly isBatched: boolean
  readonly statements: readonly PlacedStatement[]
}

export interface PlacedStatement {
  readonly text: string
  /** Where it begins and ends in the script, in characters. */
  readonly start: number
  readonly end: number
  /** Line of its first word, from 1. */
  readonly line: number
}

const directive = /^[ \t]*--[ \t]*lintel:[ \t]*step\b[ \t]*(\w*)/
const alone = /^--\s*lintel:\s*no-transaction\s*(\n|$)/
const contract = /^[ \t]*--[ \t]*lintel:[ \t]*compatible[ \t]+from[ \t]+\d+/m

export function scriptSteps(sql: string): ScriptSteps {
  const lines = sql.split('\n')
  const cuts = lines.flatMap((line, index) => {
    const match = directive.exec(line)
    return match ? [{ line: index, kind: match[1] ?? '' }] : []
  })
  const first = { line: -1, kind: alone.test(sql.replaceAll('\r\n', '\n')) ? 'concurrently' : '' }
  const steps = [first, ...cuts].map(({ line, kind }, number, all) => {
    const end = all[number + 1]?.line ?? lines.length
    return {
      directiveLine: line,
      isInTransaction: kind !== 'concurrently',
      isBatched: kind === 'backfill',
      statements: statementsIn(lines, { from: line + 1, end }),
    }
  })
  const statements = steps.flatMap((step) => step.statements)
  return { steps, statements, isContract: contract.test(sql.slice(0, statements[0]?.start)) }
}

const controls = new Set(['begin', 'start', 'commit', 'rollback', 'end', 'abort'])

/** The runner begins and ends transactions; a script must not. */
export function isTransactionControl({ text }: PlacedStatement): boolean {
  return controls.has(firstWord(text))
}

interface Part {
  /** Indexes of lines; `end` is the first one behind it. */
  readonly from: number
  readonly end: number
}

function statementsIn(lines: readonly string[], { from, end }: Part): PlacedStatement[] {
  const offset = lines.slice(0, from).reduce((sum, line) => sum + line.length + 1, 0)
  const part = lines.slice(from, end).join('\n')
  let seen = { line: 1, index: 0 }
  return splitStatements(part).map(({ text, line }) => {
    for (; seen.line < line; seen.line++) seen.index = part.indexOf('\n', seen.index) + 1
    // A comment before it may hold the same words, so it is looked for on its line.
    const start = part.indexOf(text, seen.index)
    const end = start + text.length
    seen = { line: line + text.split('\n').length - 1, index: end }
    return { text, start: offset + start, end: offset + end, line: from + line }
  })
}
