/** Comments above a statement that let one rule pass: `-- lintel: allow <rule>: <reason>`. */
import type { ScriptStatement } from './split-statements.ts'

export interface Allowance<Statement extends ScriptStatement = ScriptStatement> {
  readonly rule: string
  /** Line of the comment, from 1. */
  readonly line: number
  /** Empty where none is given. */
  readonly reason: string
  /** The statement below it; absent at the end of the script. */
  readonly statement?: Statement
}

const allow = /^[ \t]*--[ \t]*lintel:[ \t]*allow\b[ \t]*([\w-]*)[ \t]*:?[ \t]*(.*?)[ \t\r]*$/

export function allowancesIn<Statement extends ScriptStatement>(
  sql: string,
  statements: readonly Statement[],
): readonly Allowance<Statement>[] {
  return sql.split('\n').flatMap((text, index) => {
    const match = allow.exec(text)
    const line = index + 1
    if (!match || statements.some((each) => isInside(each, line))) return []
    const statement = statements.find((each) => each.line > line)
    const [, rule = '', reason = ''] = match
    return [{ rule, line, reason, ...(statement ? { statement } : {}) }]
  })
}

/** Whether a line holds a part of the statement behind its first line, such as a function's body. */
function isInside(statement: ScriptStatement, line: number): boolean {
  return line > statement.line && line < statement.line + statement.text.split('\n').length
}

/** @param about  the rule and the statement of a finding */
export function allows(
  { rule, reason, statement }: Allowance,
  about: { readonly rule: string; readonly statement: ScriptStatement | undefined },
): boolean {
  return reason !== '' && statement !== undefined && about.statement === statement && about.rule === rule
}
