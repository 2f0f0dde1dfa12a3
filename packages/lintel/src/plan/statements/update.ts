/** The statements that change and delete rows where the rule admits it and the version still stands. */
import type { ApplicationModel, EntityModel, FieldModel } from '../../spec/model.ts'
import type { Actor } from '../access/actor.ts'
import { type Decision, fieldsRead } from '../access/condition.ts'
import { decisionSql } from '../access/condition-sql.ts'
import type { Filter } from '../query/list-query.ts'
import { quoted, sqlType } from '../sql/column.ts'
import { filterSql } from '../sql/filter.ts'
import { noIncludes } from '../sql/include-tree.ts'
import { conjunction, notDeleted } from '../sql/relation.ts'
import { type SelectionScope, selection } from '../sql/selection.ts'
import { type Statement, StatementWriter } from '../sql/statement.ts'
import { idCondition, versionOf } from './read.ts'

export interface Targeted {
  readonly entity: EntityModel
  readonly decision: Decision
  /** By the argument `id`, or by filters. */
  readonly by: 'id' | readonly Filter[]
  /** Compares the argument `#versions`, a list, with the row's. No field has such a name. */
  readonly ifVersion: boolean
}

export interface UpdatePlan extends Targeted {
  readonly fields: readonly FieldModel[]
  /** Fields to which the argument is added. */
  readonly increments: readonly FieldModel[]
  readonly withPrivate: boolean
  /** What the row must meet afterwards, where that is not the decision again. */
  readonly outcome?: Decision | undefined
}

interface Scope {
  readonly model: ApplicationModel
  /** Whose rules bind filters along relations; `undefined`: nobody's. */
  readonly actor: Actor | undefined
}

/** Columns of the result: the JSON text, the version. */
export function updateStatement(plan: UpdatePlan, { model, actor }: Scope): Statement {
  const { entity, withPrivate } = plan
  const writer = new StatementWriter()
  const alias = writer.alias()
  const row = selection(
    { entity, alias, include: noIncludes },
    { model, writer, actor: withPrivate ? undefined : actor, withPrivate },
  )
  const scope = { model, actor, writer }
  const condition = conjunction([targetCondition(plan, alias, scope), outcomeCondition(plan, alias, scope)])
  return writer.finish(
    `UPDATE ${quoted(entity.table)} ${alias} SET ${assignments(plan, alias, model, writer)} ` +
      `WHERE ${condition} RETURNING ${row}, ${versionOf(alias)}`,
  )
}

/** One result row for each row that went; soft deletion keeps it, unseen. */
export function deleteStatement(plan: Targeted, { model, actor }: Scope): Statement {
  const writer = new StatementWriter()
  const alias = writer.alias()
  const table = `${quoted(plan.entity.table)} ${alias}`
  const condition = targetCondition(plan, alias, { model, actor, writer })
  if (!plan.entity.softDelete)
    return writer.finish(`DELETE FROM ${table} WHERE ${condition} RETURNING ${alias}."id"`)
  const { deletedAt, updatedAt } = plan.entity.fields
  const moments = [deletedAt, updatedAt].flatMap((field) => (field ? `${name(field)} = now()` : []))
  return writer.finish(`UPDATE ${table} SET ${moments.join(', ')} WHERE ${condition} RETURNING ${alias}."id"`)
}

function assignments(
  plan: UpdatePlan,
  alias: string,
  model: ApplicationModel,
  writer: StatementWriter,
): string {
  const version = Object.values(plan.entity.fields).find((field) => field.version)
  const { updatedAt } = plan.entity.fields
  const moves = updatedAt && !plan.fields.includes(updatedAt)
  const assigned = [
    ...plan.fields.map(
      (field) => `${name(field)} = ${writer.argument(field.name)}::${sqlType(field, model)}`,
    ),
    ...plan.increments.map(
      (field) =>
        `${name(field)} = ${alias}.${name(field)} + ${writer.argument(field.name)}::${sqlType(field, model)}`,
    ),
    ...(version ? [`${name(version)} = ${alias}.${name(version)} + 1`] : []),
    ...(moves ? [`${name(updatedAt)} = now()`] : []),
  ]
  // An entity without a moment of change may have nothing to set, as where only links changed: the row stays as it is.
  return assigned.length > 0 ? assigned.join(', ') : `"id" = ${alias}."id"`
}

function targetCondition(plan: Targeted, alias: string, scope: SelectionScope): string {
  const { entity, by, decision, ifVersion } = plan
  const { model, writer } = scope
  const target =
    by === 'id'
      ? [idCondition(entity, alias, model, writer)]
      : by.map((filter, index) => filterSql(filter, index, { alias, entity }, scope))
  return conjunction([
    ...target,
    notDeleted(alias, entity),
    decisionSql(decision, { alias, model, writer }),
    ifVersion ? `${versionOf(alias)} = ANY(${writer.argument('#versions')}::text[])` : undefined,
  ])
}

/**
 * The row as it will be must meet the rule as well as the row as it was: who may change only their own rows cannot
 * give one away. Asked only where a field that the rule reads is changed.
 */
function outcomeCondition(plan: UpdatePlan, alias: string, scope: SelectionScope): string | undefined {
  const { entity, decision, outcome: declared, fields, increments } = plan
  const rule = declared ?? decision
  const changed = [...fields, ...increments].map((field) => field.name)
  // What was admitted and is not changed is admitted still; a rule of its own is asked in any case.
  if (declared === undefined && !fieldsRead(rule).some((field) => changed.includes(field))) return undefined
  if (rule === true) return undefined
  const { model, writer } = scope
  const outcome = writer.alias()
  const columns = Object.values(entity.fields).flatMap((field) => {
    if (field.column === undefined) return []
    const value = () => `${writer.argument(field.name)}::${sqlType(field, model)}`
    if (fields.includes(field)) return [`${value()} AS ${name(field)}`]
    if (increments.includes(field)) return [`${alias}.${name(field)} + ${value()} AS ${name(field)}`]
    return [`${alias}.${name(field)}`]
  })
  return `EXISTS (SELECT 1 FROM (SELECT ${columns.join(', ')}) ${outcome} WHERE ${decisionSql(rule, { alias: outcome, model, writer })})`
}

function name(field: FieldModel): string {
  return quoted(field.column ?? '')
}
