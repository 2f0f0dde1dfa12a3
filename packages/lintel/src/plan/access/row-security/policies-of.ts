/** The rules of one entity's rows as policies of its table, and those of a joining table by the rows that it joins. */
import type { ApplicationModel, EntityModel, FieldModel, GrantModel } from '../../../spec/model.ts'
import { quoted, textLiteral } from '../../sql/column.ts'
import { conjunction, notDeleted } from '../../sql/relation.ts'
import type { PolicySchema } from '../../tables/database-schema.ts'
import { openActor } from '../actor.ts'
import { type Decision, decide, entityRule, type RowAction } from '../condition.ts'
import { conditionSql, decisionSql } from '../condition-sql.ts'
import { outcomeDecision } from '../writing.ts'
import { type AccessView, accessSchema, accessView, policyRow } from './access-schema.ts'
import { LiteralWriter } from './literal-writer.ts'

export interface PolicyScope {
  readonly model: ApplicationModel
  /** Told of each view that a policy reads. */
  readonly onView: (view: AccessView) => void
}

/** Seeds, the flows of identity, and code that runs without policies. */
const bySystem: PolicySchema = {
  name: 'lintel_system',
  for: 'ALL',
  using: ask('is_system()'),
  check: ask('is_system()'),
}

export function entityPolicies(entity: EntityModel, scope: PolicyScope): readonly PolicySchema[] {
  const admits = (action: RowAction) => admitted(entity, action, scope)
  const [read, create, update, remove] = (['read', 'create', 'update', 'delete'] as const).map(admits)
  const after = outcome(entity, scope) ?? update
  const there = notDeleted(policyRow, entity)
  const seen = (sql: string) => conjunction([there, sql])
  return [
    bySystem,
    ...(read ? [{ name: 'lintel_read', for: 'SELECT' as const, using: seen(read) }] : []),
    ...written(entity, { create, update, after, remove }),
    ...(create ? [{ name: 'lintel_create', for: 'INSERT' as const, check: create }] : []),
    ...(update && after
      ? [{ name: 'lintel_update', for: 'UPDATE' as const, using: seen(update), check: seen(after) }]
      : []),
    ...(remove ? [deletion(entity, remove)] : []),
  ]
}

interface Written {
  readonly create: string | undefined
  readonly update: string | undefined
  readonly after: string | undefined
  readonly remove: string | undefined
}

/**
 * PostgreSQL asks the policies of reading about each row that a statement names or gives back. Who may write a row and not
 * read it sees it for the time of that statement, and only as far as they may write it.
 */
function written(entity: EntityModel, { create, update, after, remove }: Written): readonly PolicySchema[] {
  const updated = update && after && update !== after ? `(${update} OR ${after})` : update
  const deeds = { create, update: updated, delete: remove }
  const parts = Object.entries(deeds).flatMap(([action, sql]) =>
    sql ? [`(${ask(doing(action, entity))} AND ${sql})`] : [],
  )
  if (parts.length === 0) return []
  return [{ name: 'lintel_written', for: 'SELECT', using: parts.join(' OR ') }]
}

/** A soft deletion is an update, which is good for nothing else. */
function deletion(entity: EntityModel, rule: string): PolicySchema {
  const there = notDeleted(policyRow, entity)
  if (there === undefined) return { name: 'lintel_delete', for: 'DELETE', using: rule }
  const deletes = `${ask(doing('delete', entity))} AND ${rule}`
  return { name: 'lintel_delete', for: 'UPDATE', using: `${there} AND ${deletes}`, check: deletes }
}

function doing(action: string, entity: EntityModel): string {
  return `is_doing(${textLiteral(`${action} ${entity.name}`)})`
}

/** `undefined`: nobody, whatever the row. */
function admitted(entity: EntityModel, action: RowAction, scope: PolicyScope): string | undefined {
  return withGrants(openDecision(entity, action, scope), { entity, action }, scope)
}

function outcome(entity: EntityModel, scope: PolicyScope): string | undefined {
  // Which references changed, a policy cannot know: that they lead to rows in sight stays with the statements.
  const decision = outcomeDecision({ model: scope.model, entity, actor: openActor, fields: [] })
  return decision === undefined ? undefined : withGrants(decision, { entity, action: 'update' }, scope)
}

function openDecision(entity: EntityModel, action: RowAction, { model }: PolicyScope): Decision {
  return decide(entityRule(model, entity.name, action), { model, entity, actor: openActor, action })
}

interface Deed {
  readonly entity: EntityModel
  readonly action: RowAction
}

/** An operation may do what it was granted, whoever calls it. */
function withGrants(decision: Decision, { entity, action }: Deed, scope: PolicyScope): string | undefined {
  const { model, onView } = scope
  const isGranted = grantsOf(model).some((grant) => grant.entity === entity.name && grant.action === action)
  const parts = [
    ...(decision === true ? ['TRUE'] : []),
    ...(typeof decision === 'object'
      ? [conditionSql(decision, { alias: policyRow, model, writer: new LiteralWriter(), onView })]
      : []),
    ...(isGranted && decision !== true
      ? [ask(`is_granted(${textLiteral(`${action} ${entity.name}`)})`)]
      : []),
  ]
  return parts.length > 1 ? `(${parts.join(' OR ')})` : parts[0]
}

function grantsOf({ operations, implementations, jobs }: ApplicationModel): readonly GrantModel[] {
  const granted = [...Object.values(operations), ...implementations, ...Object.values(jobs ?? {})]
  return granted.flatMap(({ grants }) => grants)
}

/** A link is seen by who sees both of its rows, and changed by who changes the row that declares it. */
export function linkPolicies(
  field: FieldModel,
  entity: EntityModel,
  scope: PolicyScope,
): readonly PolicySchema[] {
  const target = scope.model.entities[field.target ?? '']
  if (!field.through || !target) return []
  const here = `${policyRow}.${quoted(field.through.here)}`
  const there = `${policyRow}.${quoted(field.through.there)}`
  const update = among(here, { entity, action: 'update' }, scope)
  const change = anyPart([update, among(here, { entity, action: 'create' }, scope)])
  const near = among(here, { entity, action: 'read' }, scope)
  const far = among(there, { entity: target, action: 'read' }, scope)
  const seen = anyPart([near && far ? `(${near} AND ${far})` : undefined, update])
  return [
    bySystem,
    ...(seen ? [{ name: 'lintel_read', for: 'SELECT' as const, using: seen }] : []),
    ...(change ? [{ name: 'lintel_create', for: 'INSERT' as const, check: change }] : []),
    ...(update ? [{ name: 'lintel_delete', for: 'DELETE' as const, using: update }] : []),
  ]
}

function anyPart(parts: readonly (string | undefined)[]): string | undefined {
  const present = parts.filter((part) => part !== undefined)
  return present.length > 1 ? `(${present.join(' OR ')})` : present[0]
}

/** Whether the id is one of a row with which the deed may be done. */
function among(id: string, { entity, action }: Deed, scope: PolicyScope): string | undefined {
  const decision = openDecision(entity, action, scope)
  const granted = withGrants(false, { entity, action }, scope)
  if (decision === false) return granted
  const writer = new LiteralWriter()
  const alias = writer.alias()
  const { entities } = scope.model
  const rows = conjunction([
    decisionSql(decision, { alias, model: { entities }, writer }),
    notDeleted(alias, entity),
  ])
  const view = accessView(
    `SELECT ${alias}."id" AS row_key FROM ${quoted(entity.table)} ${alias} WHERE ${rows}`,
  )
  scope.onView(view)
  return anyPart([
    `EXISTS (SELECT 1 FROM ${accessSchema}.${view.name} linked WHERE linked.row_key = ${id})`,
    granted,
  ])
}

function ask(question: string): string {
  return `(SELECT ${accessSchema}.${question})`
}
