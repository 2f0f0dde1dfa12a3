/** A script's steps as the runner reads them, with the place of each statement in the file. */
import type { Script } from '../../database/migration/migration.ts'
import { readScript } from '../../database/migration/read-script.ts'
import { firstWord, type ScriptStatement } from '../../database/migration/split-statements.ts'

export interface ScriptSteps {
  readonly steps: readonly PlacedStep[]
  /** Those of all steps, in order. */
  readonly statements: readonly PlacedStatement[]
  /** Whether a header says that it takes away what older builds use. */
  readonly isContract: boolean
}

export interface PlacedStep {
  /** Line of its directive, from 1; 0 where it has none. */
  readonly line: number
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

/**
 * @param script  with plain line ends
 * @throws        MigrationError `migration_directive` where the runner would not understand it
 */
export function scriptSteps(script: Script): ScriptSteps {
  const { steps: read, isContract } = readScript(script)
  const places = statementPlaces(script.sql)
  const steps = read.map(({ line, mode, statements }) => ({
    line,
    isInTransaction: mode !== 'concurrently',
    isBatched: mode === 'backfill',
    statements: statements.map(places),
  }))
  return { steps, statements: steps.flatMap((step) => step.statements), isContract }
}

const controls = new Set(['begin', 'start', 'commit', 'rollback', 'end', 'abort'])

/** The runner begins and ends transactions; a script must not. */
export function isTransactionControl({ text }: PlacedStatement): boolean {
  return controls.has(firstWord(text))
}

/** To be asked for the statements in their order. */
function statementPlaces(sql: string): (statement: ScriptStatement) => PlacedStatement {
  let seen = { line: 1, index: 0 }
  return ({ text, line }) => {
    for (; seen.line < line; seen.line++) seen.index = sql.indexOf('\n', seen.index) + 1
    // A comment before it may hold the same words, so it is looked for on its line.
    const start = sql.indexOf(text, seen.index)
    const end = start + text.length
    seen = { line: line + text.split('\n').length - 1, index: end }
    return { text, start, end, line }
  }
}
