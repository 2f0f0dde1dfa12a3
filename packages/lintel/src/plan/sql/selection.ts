/** What a statement gives of a row: its fields under their names, and included relations, as JSON text. */
import type { ApplicationModel, EntityModel, FieldModel, GrantModel } from '../../spec/model.ts'
import type { Actor } from '../access/actor.ts'
import { decisionSql } from '../access/condition-sql.ts'
import { fieldSeen, rowsSeen } from '../access/reading.ts'
import type { IncludeTree } from './include-tree.ts'
import { concatenation, jsonArray, jsonObject, jsonValue, type Member } from './json-text.ts'
import { conjunction, joinRelation, notDeleted } from './relation.ts'
import type { StatementWriter } from './statement.ts'

export interface SelectionScope {
  readonly model: ApplicationModel
  readonly writer: StatementWriter
  /** `undefined`: no rule applies (a seed, or code that said so). */
  readonly actor: Actor | undefined
  /** What an operation may read beyond its caller's rules. */
  readonly grants?: readonly GrantModel[]
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

/** SQL for the JSON text of one row. */
export function selection({ entity, alias, include, fields }: Selected, scope: SelectionScope): string {
  const wanted = Object.values(entity.fields).filter(
    (field) =>
      (!fields || fields.includes(field.name) || field.name in include) &&
      (scope.withPrivate || !field.private),
  )
  const members = wanted.flatMap((field): Member[] => {
    const seen = fieldSeen(entity, field, scope)
    if (seen === false) return []
    const only = decisionSql(seen, { alias, model: scope.model, writer: scope.writer })
    const when = only === undefined ? {} : { when: only }
    const below = include[field.name]
    if (below && field.target !== undefined)
      return [{ name: field.name, parts: [included(alias, field, below, scope)], ...when }]
    return field.column === undefined ? [] : [{ name: field.name, parts: jsonValue(alias, field), ...when }]
  })
  return jsonObject(members)
}

function included(outer: string, field: FieldModel, include: IncludeTree, scope: SelectionScope): string {
  const { model, writer } = scope
  const joined = joinRelation(outer, field, model, writer)
  const { alias, entity } = joined
  const decision = rowsSeen(entity, scope)
  const id = () => concatenation(jsonValue(outer, field))
  if (decision === false) return field.kind === 'ref' ? id() : "'[]'"
  // The way here already proves what "through" its own inverse would ask again.
  const proved =
    typeof decision === 'object' && decision.kind === 'exists' && isWayBack(decision.steps, field)
  const rule = proved ? undefined : decisionSql(decision, { alias, model, writer })
  const row = selection({ entity, alias, include }, scope)
  const from = `${joined.from} WHERE ${conjunction([joined.on, rule, notDeleted(alias, entity)])}`
  // A row that the caller may not read stays what it is without the include: its id.
  return field.kind === 'ref'
    ? `coalesce((SELECT ${row} FROM ${from}), ${id()})`
    : jsonArray(row, from, `${alias}."id"`)
}

function isWayBack(steps: readonly { readonly field: FieldModel }[], field: FieldModel): boolean {
  return field.kind === 'many' && steps.length === 1 && steps[0]?.field.name === field.inverse
}
