/** A condition on a row as a SQL predicate: equality where one column suffices, else EXISTS. */
import { column, type Entities, sqlType } from '../sql/column.ts'
import { comparison } from '../sql/comparison.ts'
import { conjunction, joinRelation, notDeleted } from '../sql/relation.ts'
import type { StatementWriter } from '../sql/statement.ts'
import type { Condition, Decision, Step } from './condition.ts'

export interface ConditionScope {
  readonly alias: string
  readonly model: Entities
  readonly writer: StatementWriter
}

/** `undefined`: every row; the caller has already refused a decision of `false`, which admits none. */
export function decisionSql(decision: Decision, scope: ConditionScope): string | undefined {
  if (decision === true) return undefined
  return decision === false ? 'FALSE' : conditionSql(decision, scope)
}

export function conditionSql(condition: Condition, scope: ConditionScope): string {
  switch (condition.kind) {
    case 'all':
      return `(${condition.of.map((each) => conditionSql(each, scope)).join(' AND ')})`
    case 'any':
      return `(${condition.of.map((each) => conditionSql(each, scope)).join(' OR ')})`
    case 'not':
      // A comparison with NULL is neither true nor false; denied is what is not allowed.
      return `(${conditionSql(condition.of, scope)}) IS NOT TRUE`
    case 'principal':
      return along(
        condition.steps,
        scope,
        ({ alias, model, writer }, field) =>
          `${column(alias, field)} = ${writer.principal()}::${sqlType(field, model)}`,
      )
    case 'compare':
      return along(condition.steps, scope, ({ alias, model, writer }, field) => {
        // Nothing equals NULL in SQL, and the opposite of that would be every row.
        const isEmpty = condition.operator === 'eq' && condition.value === null
        const [operator, value] = isEmpty ? (['null', true] as const) : [condition.operator, condition.value]
        return comparison({ alias, field, model }, operator, writer.constant(value))
      })
    case 'exists':
      return existsSql(condition, scope)
  }
}

type Last = (scope: ConditionScope, field: Step['field']) => string

/** Goes along the relations and states something of the last field. */
function along(steps: readonly Step[], scope: ConditionScope, last: Last): string {
  const [first, ...rest] = steps
  if (!first) throw new Error('A condition needs a field.')
  // A list of rows at the end of a path stands for their ids.
  const isColumn = first.field.column !== undefined
  if (rest.length === 0 && isColumn) return last(scope, first.field)
  const joined = joinRelation(scope.alias, first.field, scope.model, scope.writer)
  const inner = { ...scope, alias: joined.alias }
  const id = joined.entity.fields.id
  const next = rest.length > 0 ? along(rest, inner, last) : id ? last(inner, id) : 'FALSE'
  return `EXISTS (SELECT 1 FROM ${joined.from} WHERE ${conjunction([joined.on, next, notDeleted(joined.alias, joined.entity)])})`
}

function existsSql(condition: Extract<Condition, { kind: 'exists' }>, scope: ConditionScope): string {
  const [first, ...rest] = condition.steps
  if (!first) return condition.of === true ? 'TRUE' : conditionSql(condition.of, scope)
  const joined = joinRelation(scope.alias, first.field, scope.model, scope.writer)
  const inner = existsSql({ ...condition, steps: rest }, { ...scope, alias: joined.alias })
  return `EXISTS (SELECT 1 FROM ${joined.from} WHERE ${conjunction([joined.on, inner, notDeleted(joined.alias, joined.entity)])})`
}
