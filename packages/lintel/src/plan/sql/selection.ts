/** What a statement selects of a row: its fields under their names, and included relations as JSON. */
import type { ApplicationModel, EntityModel, FieldModel } from '../../spec/model.ts'
import type { Actor } from '../access/actor.ts'
import { decide, entityRule } from '../access/condition.ts'
import { decisionSql } from '../access/condition-sql.ts'
import { column, quoted, shownColumn } from './column.ts'
import type { IncludeTree } from './include-tree.ts'
import { conjunction, joinRelation, notDeleted } from './relation.ts'
import type { StatementWriter } from './statement.ts'

export interface SelectionScope {
  readonly model: ApplicationModel
  readonly writer: StatementWriter
  /** `undefined`: no rule applies (a seed, or code that said so). */
  readonly actor: Actor | undefined
  /** Private fields too: for code, never for an answer. */
  readonly withPrivate?: boolean
}

export interface Selected {
  readonly entity: EntityModel
  readonly alias: string
  readonly include: IncludeTree
  /** Only these fields. */
  readonly fields?: readonly string[]
}

/** `t0."id", t0."customer_id" AS "customer", (…) AS "items"`. */
export function selection({ entity, alias, include, fields }: Selected, scope: SelectionScope): string {
  const wanted = Object.values(entity.fields).filter(
    (field) =>
      (!fields || fields.includes(field.name) || field.name in include) &&
      (scope.withPrivate || !field.private),
  )
  const expressions = wanted.flatMap((field) => {
    const below = include[field.name]
    if (below && field.target !== undefined)
      return [`${included(alias, field, below, scope)} AS ${quoted(field.name)}`]
    return field.column === undefined ? [] : [`${shownColumn(alias, field)} AS ${quoted(field.name)}`]
  })
  return expressions.join(', ')
}

function included(outer: string, field: FieldModel, include: IncludeTree, scope: SelectionScope): string {
  const { model, writer, actor } = scope
  const joined = joinRelation(outer, field, model, writer)
  const { alias, entity } = joined
  const decision = actor ? decide(entityRule(model, entity.name, 'read'), { model, entity, actor }) : true
  if (decision === false) return field.kind === 'ref' ? shownColumn(outer, field) : `'[]'::json`
  // The way here already proves what "through" its own inverse would ask again.
  const proved =
    typeof decision === 'object' && decision.kind === 'exists' && isWayBack(decision.steps, field)
  const rule = proved ? undefined : decisionSql(decision, { alias, model, writer })
  const inner = writer.alias()
  const rows =
    `SELECT ${selection({ entity, alias, include }, scope)} FROM ${joined.from} ` +
    `WHERE ${conjunction([joined.on, rule, notDeleted(alias, entity)])}`
  if (field.kind !== 'ref') {
    return `(SELECT coalesce(json_agg(row_to_json(${inner})), '[]'::json) FROM (${rows} ORDER BY ${alias}."id") ${inner})`
  }
  const one = `(SELECT row_to_json(${inner}) FROM (${rows}) ${inner})`
  // A row that the caller may not read stays what it is without the include: its id.
  return rule === undefined && !entity.softDelete ? one : `coalesce(${one}, to_json(${column(outer, field)}))`
}

function isWayBack(steps: readonly { readonly field: FieldModel }[], field: FieldModel): boolean {
  return field.kind === 'many' && steps.length === 1 && steps[0]?.field.name === field.inverse
}
