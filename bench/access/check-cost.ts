/** What a check costs that needs no row: the caller's class, the rule, and the statement that was compiled before. */
import { StatementCache } from '../../packages/lintel/src/database/statement-cache.ts'
import { actorOf } from '../../packages/lintel/src/plan/access/actor.ts'
import { decide } from '../../packages/lintel/src/plan/access/condition.ts'
import { decideWithoutRow } from '../../packages/lintel/src/plan/access/without-row.ts'
import type { RuleModel } from '../../packages/lintel/src/spec/model.ts'
import { Principal } from '../../packages/lintel/src/spec/principal.ts'
import { median } from '../path/ratios.ts'
import { workspaces } from './application.ts'

const times = 200_000
const rounds = 9

/** Microseconds for one check, with a principal that was not seen before: the median of several rounds. */
export function measureCheck(): number {
  const results = Array.from({ length: rounds + 2 }, checkUs)
  // The first ones run code that is not compiled yet.
  return median(results.slice(2))
}

const rule: RuleModel = {
  rule: 'anyOf',
  rules: [
    { rule: 'role', role: 'support' },
    { rule: 'role', role: 'admin' },
  ],
}

function checkUs(): number {
  const { model } = workspaces
  const entity = model.entities.document!
  const statements = new StatementCache()
  const compile = () => ({ text: 'SELECT 1', slots: [] })
  let admitted = 0
  // Processor time: what else the machine does is no cost of the check.
  const began = process.cpuUsage()
  for (let count = 0; count < times; count++) {
    const principal = new Principal({ id: 'somebody', roles: ['person', 'admin'] })
    const actor = actorOf(principal)
    if (!decideWithoutRow(rule, actor)) continue
    const decision = decide(rule, { model, entity, actor, action: 'read' })
    admitted += statements.get(`${actor.key}|list|documents|${decision}`, compile).text.length
  }
  const { user, system } = process.cpuUsage(began)
  if (admitted !== times * 'SELECT 1'.length) throw new Error('The rule did not admit every caller.')
  return (user + system) / times
}
