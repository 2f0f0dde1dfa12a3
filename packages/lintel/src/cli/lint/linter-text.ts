/** A script as squawk is to read it: the runner's transactions around its steps, each line where it was. */
import type { PlacedStatement, ScriptSteps } from './script-steps.ts'

/** How many lines stand before the first one of the script. */
export const linesBefore = 1

/** @param blanked  statements that squawk is not to see */
export function linterText(sql: string, { steps }: ScriptSteps, blanked: readonly PlacedStatement[]): string {
  const lines = withoutComments(withBlanks(sql, blanked)).split('\n')
  let before = ''
  let closing = ''
  for (const { line, isInTransaction } of steps) {
    const opening = isInTransaction ? 'begin;' : ''
    // The last statement of a step may lack its semicolon.
    if (line === 0) before = opening
    else lines[line - 1] = `${closing}${opening}`
    closing = isInTransaction ? ';commit;' : ';'
  }
  return [before, ...lines, closing].join('\n')
}

/** As many spaces as bytes, because squawk counts columns in bytes. */
function withBlanks(sql: string, blanked: readonly PlacedStatement[]): string {
  let text = sql
  for (const { start, end } of blanked.toReversed()) {
    const blank = sql.slice(start, end).replaceAll(/[^\n]/gu, (each) => ' '.repeat(Buffer.byteLength(each)))
    text = text.slice(0, start) + blank + text.slice(end)
  }
  return text
}

/** Comments that turn squawk off lose their effect: here a reason is asked for. */
function withoutComments(sql: string): string {
  return sql.replaceAll(/squawk(?=-)/g, 'SQUAWK')
}
