/** A condition on a row as a SQL predicate: equality where one column suffices, else EXISTS. */
import type { CompareOperator, EntityModel } from '../../spec/model.ts'
import { column, type Entities, quoted, sqlType } from '../sql/column.ts'
import { comparison } from '../sql/comparison.ts'
import { conjunction, joinRelation, notDeleted } from '../sql/relation.ts'
import type { StatementWriter } from '../sql/statement.ts'
import type { Condition, Decision, Operand, Step } from './condition.ts'

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
        const type = operator === 'prefix' || operator === 'null' ? operator : sqlType(field, model)
        return comparison({ alias, field, model }, operator, writer.constant(value, type))
      })
    case 'against':
      return along(condition.steps, scope, (last, field) =>
        compared({ ...last, field }, condition.operator, operandSql(condition.operand, last)),
      )
    case 'same':
      return sameSql(condition, scope)
    case 'exists':
      return existsSql(condition, scope)
  }
}

/** An operand that is NULL equals nothing, and is unequal to nothing: it decides nothing for the caller. */
function compared(
  { alias, field, model }: ConditionScope & { readonly field: Step['field'] },
  operator: CompareOperator,
  operand: string,
): string {
  if (operator === 'ne') return `${column(alias, field)} <> ${operand}::${sqlType(field, model)}`
  return comparison({ alias, field, model }, operator, operand)
}

/** A value that is the same for every row: the server works it out once. */
function operandSql(operand: Operand, { model, writer }: ConditionScope): string {
  if (operand.kind === 'moment')
    return `(now() + make_interval(secs => ${writer.constant(operand.seconds)}::float8))`
  const { entity, field } = operand
  const alias = writer.alias()
  const id = entity.fields.id
  const caller = `${writer.principal()}::${id ? sqlType(id, model) : 'uuid'}`
  return `(SELECT ${column(alias, field)} FROM ${quoted(entity.table)} ${alias} WHERE ${conjunction([`${alias}."id" = ${caller}`, notDeleted(alias, entity)])})`
}

/** The tenant along one way is that along the other; a reference to nothing has none. */
function sameSql({ steps, as }: Extract<Condition, { kind: 'same' }>, scope: ConditionScope): string {
  const [first] = steps
  if (!first) throw new Error('A way needs a reference.')
  const here = column(scope.alias, first.field)
  return `(${here} IS NULL OR ${valueSql(steps, scope)} = ${valueSql(as, scope)})`
}

/** The value at the end of references. */
function valueSql(steps: readonly Step[], scope: ConditionScope): string {
  const [first, ...rest] = steps
  if (!first) throw new Error('A way needs a reference.')
  if (rest.length === 0) return column(scope.alias, first.field)
  const joined = joinRelation(scope.alias, first.field, scope.model, scope.writer)
  const inner = valueSql(rest, { ...scope, alias: joined.alias })
  return `(SELECT ${inner} FROM ${joined.from} WHERE ${joined.on})`
}

type Last = (scope: ConditionScope, field: Step['field']) => string

/** Goes along the relations and states something of the last field. */
function along(steps: readonly Step[], scope: ConditionScope, last: Last): string {
  const [first, ...rest] = steps
  if (!first) throw new Error('A condition needs a field.')
  // A list of rows at the end of a path stands for their ids.
  const isColumn = first.field.column !== undefined
  if (rest.length === 0 && isColumn) return last(scope, first.field)
  const [second, ...further] = rest
  if (second && isPassage(first, second))
    return passage(first, second, scope, (inner) => {
      const id = inner.entity.fields.id
      return further.length > 0 ? along(further, inner, last) : id ? last(inner, id) : 'FALSE'
    })
  const joined = joinRelation(scope.alias, first.field, scope.model, scope.writer)
  const inner = { ...scope, alias: joined.alias }
  const id = joined.entity.fields.id
  const next = rest.length > 0 ? along(rest, inner, last) : id ? last(inner, id) : 'FALSE'
  return `EXISTS (SELECT 1 FROM ${joined.from} WHERE ${conjunction([joined.on, next, notDeleted(joined.alias, joined.entity)])})`
}

function existsSql(condition: Extract<Condition, { kind: 'exists' }>, scope: ConditionScope): string {
  const [first, second, ...further] = condition.steps
  if (!first) return condition.of === true ? 'TRUE' : conditionSql(condition.of, scope)
  if (second && isPassage(first, second)) {
    return passage(first, second, scope, (inner) => existsSql({ ...condition, steps: further }, inner))
  }
  const rest = second ? [second, ...further] : []
  const joined = joinRelation(scope.alias, first.field, scope.model, scope.writer)
  const inner = existsSql({ ...condition, steps: rest }, { ...scope, alias: joined.alias })
  return `EXISTS (SELECT 1 FROM ${joined.from} WHERE ${conjunction([joined.on, inner, notDeleted(joined.alias, joined.entity)])})`
}

/**
 * Whether two steps pass through a row without asking anything of it: from an item to its project's members, which name
 * the project by the same id. A row that may be deleted softly is asked whether it is.
 */
function isPassage(first: Step, second: Step): boolean {
  return first.field.kind === 'ref' && second.field.kind === 'many' && !second.entity.softDelete
}

type Passed = ConditionScope & { readonly entity: EntityModel }

function passage(
  first: Step,
  second: Step,
  scope: ConditionScope,
  inner: (passed: Passed) => string,
): string {
  const entity = scope.model.entities[second.field.target ?? '']
  const inverse = entity?.fields[second.field.inverse ?? '']
  if (!entity || !inverse) throw new Error(`The inverse of ${second.field.name} was not checked.`)
  const alias = scope.writer.alias()
  const on = `${column(alias, inverse)} = ${column(scope.alias, first.field)}`
  const parts = [on, inner({ ...scope, alias, entity }), notDeleted(alias, entity)]
  return `EXISTS (SELECT 1 FROM ${quoted(entity.table)} ${alias} WHERE ${conjunction(parts)})`
}
