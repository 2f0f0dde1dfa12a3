/** What squawk has no rule for: whole tables that are written under a lock or in one piece, and code nobody looks into. */
import { describeStatement } from '../../database/sql-analysis/describe-statement.ts'
import type { StatementDescription } from '../../database/sql-analysis/statement-description.ts'
import type { LinterRule } from './lint-rules.ts'
import type { LocatedViolation } from './located-violations.ts'
import type { PlacedStatement, ScriptSteps } from './script-steps.ts'

export async function unseenBySquawk({ steps }: ScriptSteps): Promise<readonly LocatedViolation[]> {
  const violations: LocatedViolation[] = []
  const created = new Set<string>()
  for (const { isBatched, statements } of steps) {
    for (const statement of statements) {
      const described = await describeStatement(statement.text)
      if (described.creates !== undefined) created.add(described.creates)
      // Nobody uses a table yet that the same script creates.
      if (created.has(described.relation ?? '')) continue
      const violation = rewrite(described) ?? write(described, statement, isBatched) ?? code(statement)
      if (violation) violations.push({ ...violation, line: statement.line, help: null, statement })
    }
  }
  return violations
}

interface Unseen {
  readonly rule: LinterRule
  readonly message: string
}

function rewrite({ rewrites, lock, relation }: StatementDescription): Unseen | undefined {
  if (rewrites !== true) return undefined
  const message = `It writes every row of ${relation ?? 'a table'} anew, under ${lock}, while nobody can read it.`
  return { rule: 'table-rewrite', message }
}

function write(
  { summary, relation }: StatementDescription,
  { text }: PlacedStatement,
  isBatched: boolean,
): Unseen | undefined {
  if (isBatched) {
    if (/\$1\b/.test(text) && /\$2\b/.test(text)) return undefined
    return {
      rule: 'unbatched-write',
      message: 'A backfill without $1 and $2 works on every row in each batch.',
    }
  }
  if (!/^(update|delete) all rows of /.test(summary)) return undefined
  const message = `It locks every row of ${relation} until it has worked on the last one.`
  return { rule: 'unbatched-write', message }
}

function code({ text }: PlacedStatement): Unseen | undefined {
  const [, word] = /^(do|call)\b/i.exec(text) ?? []
  if (word === undefined) return undefined
  return { rule: 'unseen-code', message: `${word.toUpperCase()} runs code that no rule looks into.` }
}
