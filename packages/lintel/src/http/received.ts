/** Checked values as code receives them: defaults filled in, what is absent and optional is `null`. */
import { newId } from '../database/new-id.ts'
import type { ValueModel } from '../spec/model.ts'

type Fields = Readonly<Record<string, ValueModel>>
type Values = Readonly<Record<string, unknown>>

export function receivedObject(values: Values, fields: Fields): Values {
  const result: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(fields))
    result[name] = receivedValue(Object.hasOwn(values, name) ? values[name] : undefined, field)
  return result
}

function receivedValue(value: unknown, field: ValueModel): unknown {
  if (value === undefined) return defaultOf(field)
  if (value === null) return null
  if (field.kind === 'list' && field.items && Array.isArray(value)) {
    const { items } = field
    return value.map((each) => receivedValue(each, items))
  }
  if (field.kind === 'object' && field.fields) return receivedObject(value as Values, field.fields)
  return value
}

function defaultOf(field: ValueModel): unknown {
  if (!field.default) return null
  if ('value' in field.default) return field.default.value
  return 'now' in field.default ? new Date().toISOString() : newId()
}
