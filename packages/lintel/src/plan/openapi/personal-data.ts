/** Marks the schemas of personal data, so that whoever reads the document knows what to protect. */
import type { JsonSchema, ValueModel } from '../../spec/model.ts'
import { isObject, type JsonObject, objectOr } from '../contract/json.ts'

/** The schema of a value with `x-personal-data: true` wherever its declaration says so. */
export function markPersonal(schema: JsonSchema, value: ValueModel): JsonSchema {
  return {
    ...schema,
    ...(value.fields ? { properties: markProperties(objectOr(schema.properties), value.fields) } : {}),
    ...(value.items && isObject(schema.items) ? { items: markPersonal(schema.items, value.items) } : {}),
    ...(value.personal ? { 'x-personal-data': true } : {}),
  }
}

export function markProperties(
  properties: JsonObject,
  fields: Readonly<Record<string, ValueModel>>,
): JsonObject {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined
      return [name, field && isObject(schema) ? markPersonal(schema, field) : schema]
    }),
  )
}
