/** One value's declaration as plain data. */
import { type AnyEntity, Entity } from './entity.ts'
import type { AnyField, EntityFields, FieldDefinition, FieldRecord } from './fields.ts'
import type { ValueModel } from './model.ts'

export function buildValue(definition: FieldDefinition): ValueModel {
  const { kind, optional, personal, value, items, fields } = definition
  const target = definition.target?.()
  return {
    kind,
    ...value,
    ...(optional ? { optional } : {}),
    ...(personal ? { personal } : {}),
    ...(definition.default ? { default: definition.default } : {}),
    ...(target instanceof Entity ? { target: target.name, idKind: idKindOf(target) } : {}),
    ...(items ? { items: buildValue(items.definition) } : {}),
    ...(fields ? { fields: buildValues(fields) } : {}),
  }
}

function idKindOf(target: AnyEntity): 'uuid' | 'integer' {
  const fields: EntityFields = target.fields
  return fields.id?.definition.kind === 'integer' ? 'integer' : 'uuid'
}

export function buildValues(fields: FieldRecord | undefined): Record<string, ValueModel> {
  const entries = Object.entries(fields ?? {}) as [string, AnyField][]
  return Object.fromEntries(entries.map(([name, field]) => [name, buildValue(field.definition)]))
}
