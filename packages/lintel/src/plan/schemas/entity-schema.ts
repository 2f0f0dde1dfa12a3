/** The JSON Schemas of rows as they leave, and of rows as callers send them. */
import type { EntityModel, FieldModel, JsonSchema, WriteModel } from '../../spec/model.ts'
import { isRequired, valueSchema } from './value-schema.ts'

/** Fields of a row that an API shows, in order. */
export function visibleFields(entity: EntityModel): FieldModel[] {
  return Object.values(entity.fields).filter((field) => !field.private && field.column !== undefined)
}

/** What a stored row looks like in an answer, without included relations. */
export function rowSchema(entity: EntityModel): JsonSchema {
  const fields = visibleFields(entity)
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, shownSchema(field)])),
    required: fields.filter((field) => !field.restricted).map((field) => field.name),
    additionalProperties: false,
  }
}

/** A field's schema where it is shown: default and bounds say nothing there. */
export function shownSchema(field: FieldModel): JsonSchema {
  const { default: given, min: _min, max: _max, pattern: _pattern, ...shown } = field
  const generated = given && 'generated' in given ? { default: given } : {}
  return { ...valueSchema({ ...shown, ...generated }), ...(field.readOnly ? { readOnly: true } : {}) }
}

/** The body of a create: every writable field, the required ones named. */
export function createSchema(entity: EntityModel, write: WriteModel): JsonSchema {
  const fields = write.fields.flatMap((name) => entity.fields[name] ?? [])
  const required = fields.filter((field) => isRequired(field) && field.column !== undefined)
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, sentSchema(field)])),
    ...(required.length > 0 ? { required: required.map((field) => field.name) } : {}),
    additionalProperties: false,
  }
}

/** The body of a PATCH (RFC 7396): any of the writable fields, at least one. */
export function updateSchema(entity: EntityModel, write: WriteModel): JsonSchema {
  const fields = write.fields.flatMap((name) => entity.fields[name] ?? [])
  return {
    type: 'object',
    properties: Object.fromEntries(
      fields.map((field) => {
        const { default: _default, ...schema } = sentSchema(field)
        return [field.name, schema]
      }),
    ),
    minProperties: 1,
    additionalProperties: false,
  }
}

/** The body of a PUT: a full replacement, so that what is left out goes back to its default or to `null`. */
export function replaceSchema(entity: EntityModel, write: WriteModel): JsonSchema {
  return createSchema(entity, write)
}

function sentSchema(field: FieldModel): JsonSchema {
  if (field.kind !== 'manyToMany') return valueSchema(field)
  return {
    type: 'array',
    items: valueSchema({ ...field, optional: false }),
    maxItems: 1000,
    uniqueItems: true,
  }
}
