/** The rules of an application as row-level security of PostgreSQL: policies, and the views that rules read. */
import type { ApplicationModel, EntityModel, ResourceModel } from '../../../spec/model.ts'
import type { PolicySchema, RowSecuritySchema } from '../../tables/database-schema.ts'
import { openActor } from '../actor.ts'
import { type Decision, decide, fieldDecision } from '../condition.ts'
import { decisionSql } from '../condition-sql.ts'
import { outcomeDecision, writeDecision } from '../writing.ts'
import { type AccessView, policyRow } from './access-schema.ts'
import { LiteralWriter } from './literal-writer.ts'
import { entityPolicies, linkPolicies, type PolicyScope } from './policies-of.ts'
import { functionsVersion } from './session-functions.ts'

/** `undefined` where the application does without. The same model gives the same policies. */
export function rowSecurityOf(model: ApplicationModel): RowSecuritySchema | undefined {
  if (!model.rowSecurity) return undefined
  const views = new Map<string, AccessView>()
  const scope: PolicyScope = { model, onView: (view) => views.set(view.name, view) }
  const entities = Object.values(model.entities)
  const tables = [
    ...entities.map((entity) => [entity.table, entityPolicies(entity, scope)] as const),
    ...entities.flatMap((entity) =>
      Object.values(entity.fields).flatMap((field): [string, readonly PolicySchema[]][] =>
        field.through ? [[field.through.table, linkPolicies(field, entity, scope)]] : [],
      ),
    ),
  ]
  for (const resource of Object.values(model.resources)) noteViews(resource, scope)
  return {
    version: functionsVersion,
    role: model.rowSecurity.role,
    views: [...views.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1)),
    tables: Object.fromEntries(tables),
  }
}

/** Statements have rules that no policy has: of one resource alone, of fields, and of what a reference leads to. */
function noteViews(resource: ResourceModel, scope: PolicyScope): void {
  const { model } = scope
  const entity = model.entities[resource.entity]
  if (!entity) return
  for (const decision of statementDecisions(resource, entity, model))
    decisionSql(decision, { ...scope, alias: policyRow, writer: new LiteralWriter() })
}

function statementDecisions(
  resource: ResourceModel,
  entity: EntityModel,
  model: ApplicationModel,
): readonly Decision[] {
  const subject = { model, entity, actor: openActor }
  const stored = Object.values(entity.fields).filter(({ kind }) => kind !== 'many')
  return [
    ...(['read', 'create', 'update', 'delete'] as const).map((action) =>
      decide(resource[action]?.who, { ...subject, action }),
    ),
    outcomeDecision({ ...subject, fields: stored.map(({ name }) => name) }) ?? true,
    ...stored.flatMap((field) => [
      fieldDecision(field, 'read', subject),
      fieldDecision(field, 'create', subject),
      fieldDecision(field, 'update', subject),
      writeDecision(true, { ...subject, action: 'create', fields: [field.name] }),
    ]),
  ]
}
