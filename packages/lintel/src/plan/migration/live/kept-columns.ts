/** Columns that stay under their name and type, with another default, nullability or comment. */
import { sameExpression } from '../../tables/same-expression.ts'
import { pair } from '../diff-columns.ts'
import { type PlanProblem, planProblem } from '../plan-problems.ts'
import { oneLine } from '../words.ts'
import type { ColumnPair, TableDifference } from './diff-table.ts'
import { brief, type LiveStep, step } from './live-step.ts'
import { allowEmpty, requireValues } from './parts.ts'
import { alterOne, comment } from './statements.ts'
import { fillOf } from './sync-groups.ts'

/** Changes that no row has to be looked at for. */
export function changeKept({ to, kept }: TableDifference): LiveStep[] {
  return kept.flatMap((each) => [
    ...changeDefault(to.name, each),
    ...(each.to.nullable && !each.from.nullable ? allowEmpty(to.name, each.to.name) : []),
    ...changeComment(to.name, each.to.name, pair(each.from.comment, each.to.comment)),
  ])
}

/** Columns that become required, after their empty rows were filled. */
export function tightenKept({ to, kept }: TableDifference): LiveStep[] {
  return kept.flatMap((each) =>
    each.from.nullable && !each.to.nullable ? requireValues(to.name, each.to.name) : [],
  )
}

export function changeComment(
  table: string,
  column: string | undefined,
  { from, to }: { readonly from?: string; readonly to?: string },
): LiveStep[] {
  if (from === to) return []
  const what = `${table}${column === undefined ? '' : `.${column}`}`
  return [
    step({
      summary: `${to === undefined ? 'drop the description of' : 'describe'} ${what}`,
      undo: `${from === undefined ? 'drop the description of' : 'describe'} ${what} as before`,
      up: brief(comment(table, column, to)),
      down: brief(comment(table, column, from)),
    }),
  ]
}

export function changeDefault(table: string, { from, to }: ColumnPair): LiveStep[] {
  if (sameExpression(from.default, to.default)) return []
  const set = (value: string | undefined) =>
    brief(alterOne(table, to.name, value === undefined ? 'DROP DEFAULT' : `SET DEFAULT ${value}`))
  const words = (value: string | undefined) =>
    oneLine(
      value === undefined
        ? `drop the default of ${table}.${to.name}`
        : `set the default of ${table}.${to.name} to ${value}`,
    )
  return [
    step({
      summary: words(to.default),
      undo: words(from.default),
      up: set(to.default),
      down: set(from.default),
    }),
  ]
}

/** Builds of before may leave a value out: somebody has to say which it is then. */
export function keptProblems({ to: table, kept }: TableDifference): PlanProblem[] {
  return kept.flatMap(({ from, to }) => {
    const name = `${table.name}.${to.name}`
    const counts =
      from.identity === to.identity
        ? []
        : [
            planProblem(
              'identity_change',
              `${name} ${to.identity ? 'would be' : 'would no longer be'} counted by the database.`,
            ),
          ]
    const isBare = from.nullable && !to.nullable && fillOf(to) === undefined
    return isBare
      ? [
          ...counts,
          planProblem(
            'required_values',
            `${name} becomes required, and nothing says what rows without a value get.`,
          ),
        ]
      : counts
  })
}
