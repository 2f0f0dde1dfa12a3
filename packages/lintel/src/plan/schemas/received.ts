/** Checked values as code receives them: defaults filled in, what is absent and optional is `null`. */
import type { DefaultModel, ValueModel } from '../../spec/model.ts'

type Fields = Readonly<Record<string, ValueModel>>
type Values = Readonly<Record<string, unknown>>
/** Makes a default that is new each time: a moment, an id. */
type Fresh = (made: Exclude<DefaultModel, { readonly value: unknown }>) => unknown

/** @param fresh  absent: a default that would be new each time is `null` */
export function receivedObject(values: Values, fields: Fields, fresh: Fresh = () => null): Values {
  const result: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(fields))
    result[name] = receivedValue(Object.hasOwn(values, name) ? values[name] : undefined, field, fresh)
  return result
}

export function receivedValue(value: unknown, field: ValueModel, fresh: Fresh = () => null): unknown {
  if (value === undefined) return defaultOf(field, fresh)
  if (value === null) return null
  if (field.kind === 'list' && field.items && Array.isArray(value)) {
    const { items } = field
    return value.map((each) => receivedValue(each, items, fresh))
  }
  if (field.kind === 'object' && field.fields) return receivedObject(value as Values, field.fields, fresh)
  return value
}

function defaultOf(field: ValueModel, fresh: Fresh): unknown {
  if (!field.default) return null
  return 'value' in field.default ? field.default.value : fresh(field.default)
}
