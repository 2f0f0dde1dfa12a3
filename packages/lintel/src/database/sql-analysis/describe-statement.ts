/** Says what a statement that a person wrote does to a table, and what that costs meanwhile. */
import type { Node } from 'libpg-query'
import { describeAlter } from './describe-alter.ts'
import { describeCreate } from './describe-create.ts'
import { describeDrop } from './describe-drop.ts'
import { describeMaintenance } from './describe-maintenance.ts'
import { describeRows } from './describe-rows.ts'
import { parseStatement } from './parse-statement.ts'
import { unknownCost } from './statement-cost.ts'
import type { StatementDescription } from './statement-description.ts'

/** Each knows some kinds of statements and says nothing to the others. */
const describers: readonly ((node: Node) => StatementDescription | undefined)[] = [
  describeAlter,
  describeCreate,
  describeDrop,
  describeRows,
  describeMaintenance,
]

/**
 * Describes one statement by its text alone: it asks no database, so what depends on one is `unknown`, and so is every
 * statement that runs code, such as DO, CALL and SELECT of a function.
 *
 * @param sql  a single statement, with or without its semicolon
 * @returns    never throws for what is in `sql`; text that PostgreSQL cannot parse is `unknown`
 * @example
 * await describeStatement('CREATE INDEX CONCURRENTLY i ON orders (note)')
 * // { summary: 'create index i on orders, concurrently', lock: 'SHARE UPDATE EXCLUSIVE', blocks: 'nothing',
 * //   rewrites: false, relation: 'orders' }
 */
export async function describeStatement(sql: string): Promise<StatementDescription> {
  const parsed = await parseStatement(sql)
  if (!('node' in parsed)) return unknownStatement(sql)
  for (const describe of describers) {
    const description = describe(parsed.node)
    if (description) return description
  }
  return unknownStatement(sql)
}

/** Its first words. */
function unknownStatement(sql: string): StatementDescription {
  const words = sql.trim().split(/[\s;]+/, 4)
  return { summary: words.slice(0, 3).join(' ').toLowerCase(), ...unknownCost }
}
