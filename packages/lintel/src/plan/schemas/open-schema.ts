/** The JSON Schema of a value that another system sends: members that nobody declared are passed over. */
import type { JsonSchema, ValueModel } from '../../spec/model.ts'
import { valueSchema } from './value-schema.ts'

export function openSchema(value: ValueModel): JsonSchema {
  const schema = valueSchema(value)
  if (value.kind === 'list' && value.items) return { ...schema, items: openSchema(value.items) }
  if (value.kind !== 'object' || !value.fields) return schema
  const properties = Object.entries(value.fields).map(([name, field]) => [name, openSchema(field)])
  return { ...schema, properties: Object.fromEntries(properties), additionalProperties: true }
}
