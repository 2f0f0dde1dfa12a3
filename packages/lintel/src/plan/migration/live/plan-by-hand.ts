/** A migration for a person to write: the statements that do it at once, to begin with, and the schema they lead to. */
import { planAtOnce } from '../plan-at-once.ts'
import { brief, step } from './live-step.ts'
import type { MigrationPlan, PlanRequest } from './plan-migration.ts'
import { servedSchema, withRetired } from './served-schema.ts'
import { statement } from './statements.ts'

/** Nothing is refused: who writes it knows the table, its load and its hour. */
export function planByHand({ from, to, number }: PlanRequest): MigrationPlan {
  const { changes, steps } = planAtOnce(servedSchema(from), to)
  return {
    phase: 'by-hand',
    number,
    to: withRetired(to, from),
    steps:
      changes.length === 0
        ? []
        : steps.map(({ summary, up, down, destructive }) =>
            step({
              summary,
              undo: `undo: ${summary}`,
              up: brief(...up.map((sql) => statement(sql))),
              down: brief(...down.map((sql) => statement(sql))),
              loses: destructive,
            }),
          ),
    problems: [],
    compatibleFrom: number,
  }
}
