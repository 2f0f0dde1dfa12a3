/** What the runner or PostgreSQL would refuse: words of a transaction, and what its parser does not read. */
import { parseStatement } from '../../database/sql-analysis/parse-statement.ts'
import type { LocatedViolation } from './located-violations.ts'
import { isTransactionControl, type PlacedStatement } from './script-steps.ts'

export async function refusedStatements(
  statements: readonly PlacedStatement[],
): Promise<readonly LocatedViolation[]> {
  const refused: LocatedViolation[] = []
  for (const statement of statements) {
    const parsed = await parseStatement(statement.text)
    if (isTransactionControl(statement)) refused.push(nesting(statement))
    else if ('refusal' in parsed) {
      const line = statement.line + statement.text.slice(0, parsed.index).split('\n').length - 1
      const message = `PostgreSQL does not read this: ${parsed.refusal}.`
      refused.push({ rule: 'syntax-error', line, message, help: null, statement })
    }
  }
  return refused
}

/** squawk is shown the runner's transactions, so it would take a COMMIT of the script for the runner's. */
function nesting(statement: PlacedStatement): LocatedViolation {
  const word = statement.text.split(/[\s;]/, 1)[0]?.toUpperCase()
  const message = `The runner begins and ends transactions; ${word} would cut through them.`
  return { rule: 'transaction-nesting', line: statement.line, message, help: null, statement }
}
