/** A condition on a row as a SQL predicate: equality where one column suffices, else EXISTS. */
import type { CompareOperator, EntityModel } from '../../spec/model.ts'
import { column, type Entities, quoted, sqlType, textLiteral } from '../sql/column.ts'
import { comparison } from '../sql/comparison.ts'
import { conjunction, joinMany, joinRelation, notDeleted } from '../sql/relation.ts'
import type { PredicateWriter } from '../sql/statement.ts'
import type { ActorQuestion, Condition, Decision, Operand, Step } from './condition.ts'
import { type AccessView, accessSchema, accessView } from './row-security/access-schema.ts'
import { LiteralWriter } from './row-security/literal-writer.ts'

export interface ConditionScope {
  readonly alias: string
  readonly model: Entities
  readonly writer: PredicateWriter
  /** Told of each view that the predicate reads, where the rules stand in the database, too. */
  readonly onView?: (view: AccessView) => void
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
    case 'actor':
      return actorSql(condition.asks)
    case 'exists':
      return scope.model.rowSecurity && condition.open
        ? conditionSql(condition.open, scope)
        : existsSql(condition, scope)
  }
}

/** Asked once for a statement, not for each row. */
function actorSql(asks: ActorQuestion): string {
  const ask = (question: string) => `(SELECT ${accessSchema}.${question})`
  switch (asks.of) {
    case 'signedIn':
      return ask('is_signed_in()')
    case 'role':
      return ask(`has_role(${textLiteral(asks.role)})`)
    case 'scope':
      return ask(`has_scope(${textLiteral(asks.scope)})`)
    case 'coverage':
      return ask(`is_covered_by(ARRAY[${asks.scopes.map(textLiteral).join(', ')}])`)
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
function operandSql(operand: Operand, scope: ConditionScope): string {
  const { model, writer } = beyond(scope)
  if (operand.kind === 'moment')
    return `(now() + make_interval(secs => ${scope.writer.constant(operand.seconds)}::float8))`
  const { entity, field } = operand
  const alias = writer.alias()
  const id = entity.fields.id
  const caller = `${writer.principal()}::${id ? sqlType(id, model) : 'uuid'}`
  const own = column(alias, field)
  const from = `${quoted(entity.table)} ${alias} WHERE ${conjunction([`${alias}."id" = ${caller}`, notDeleted(alias, entity)])}`
  if (!scope.model.rowSecurity) return `(SELECT ${own} FROM ${from})`
  return `(SELECT row_value FROM ${viewed(`SELECT ${own} AS row_value FROM ${from}`, scope)})`
}

/** The tenant along one way is that along the other; a reference to nothing has none. */
function sameSql({ steps, as }: Extract<Condition, { kind: 'same' }>, scope: ConditionScope): string {
  const [first] = steps
  if (!first) throw new Error('A way needs a reference.')
  const here = column(scope.alias, first.field)
  return `(${here} IS NULL OR ${valueSql(steps, scope)} = ${valueSql(as, scope)})`
}

/** The value at the end of references. */
export function valueSql(steps: readonly Step[], scope: ConditionScope): string {
  const [first, ...rest] = steps
  if (!first) throw new Error('A way needs a reference.')
  if (rest.length === 0) return column(scope.alias, first.field)
  const there = beyond(scope)
  const joined = joinRelation(scope.alias, first.field, there.model, there.writer)
  const inner = valueSql(rest, { ...there, alias: joined.alias })
  if (!scope.model.rowSecurity) return `(SELECT ${inner} FROM ${joined.from} WHERE ${joined.on})`
  const view = viewed(`SELECT ${joined.key} AS row_key, ${inner} AS row_value FROM ${joined.from}`, scope)
  const via = scope.writer.alias()
  return `(SELECT ${via}.row_value FROM ${view} ${via} WHERE ${via}.row_key = ${joined.outer})`
}

type Last = (scope: ConditionScope, field: Step['field']) => string

/** Goes along the relations and states something of the last field. */
function along(steps: readonly Step[], scope: ConditionScope, last: Last): string {
  const [first] = steps
  if (!first) throw new Error('A condition needs a field.')
  // A list of rows at the end of a path stands for their ids.
  if (steps.length === 1 && first.field.column !== undefined) return last(scope, first.field)
  return someRow(steps, scope, ({ inner, entity, rest }) => {
    const id = entity.fields.id
    return rest.length > 0 ? along(rest, inner, last) : id ? last(inner, id) : 'FALSE'
  })
}

function existsSql(condition: Extract<Condition, { kind: 'exists' }>, scope: ConditionScope): string {
  if (condition.steps.length === 0) return condition.of === true ? 'TRUE' : conditionSql(condition.of, scope)
  return someRow(condition.steps, scope, ({ inner, rest }) => existsSql({ ...condition, steps: rest }, inner))
}

interface Reached {
  readonly inner: ConditionScope
  readonly entity: EntityModel
  /** The steps that are left from there. */
  readonly rest: readonly Step[]
}

/** There is a row at the next table along the steps of which something holds. */
function someRow(steps: readonly Step[], scope: ConditionScope, holds: (reached: Reached) => string): string {
  const there = beyond(scope)
  const { joined, rest } = nextTable(steps, there)
  const { alias, entity, from, on, key, outer } = joined
  const next = holds({ inner: { ...there, alias }, entity, rest })
  const isThere = notDeleted(alias, entity)
  if (!scope.model.rowSecurity)
    return `EXISTS (SELECT 1 FROM ${from} WHERE ${conjunction([on, next, isThere])})`
  const view = viewed(`SELECT ${key} AS row_key FROM ${from} WHERE ${conjunction([next, isThere])}`, scope)
  const via = scope.writer.alias()
  return `EXISTS (SELECT 1 FROM ${view} ${via} WHERE ${via}.row_key = ${outer})`
}

/**
 * How rows of other tables are looked at: where the rules stand in the database, too, through a view that sees past them,
 * or a rule would find only rows that its caller may read.
 */
function beyond(scope: ConditionScope): ConditionScope {
  if (!scope.model.rowSecurity) return scope
  return { alias: scope.alias, model: { entities: scope.model.entities }, writer: new LiteralWriter() }
}

function viewed(sql: string, { onView }: ConditionScope): string {
  const view = accessView(sql)
  onView?.(view)
  return `${accessSchema}.${view.name}`
}

/**
 * A row that is only passed through is not read: an item's project and the project's members name it by the same id. One
 * that may be deleted softly is asked whether it is.
 */
function nextTable([first, second, ...further]: readonly Step[], { alias, model, writer }: ConditionScope) {
  if (!first) throw new Error('A way needs a relation.')
  if (second && first.field.kind === 'ref' && second.field.kind === 'many' && !second.entity.softDelete)
    return { joined: joinMany(column(alias, first.field), second.field, model, writer), rest: further }
  return {
    joined: joinRelation(alias, first.field, model, writer),
    rest: second ? [second, ...further] : [],
  }
}
