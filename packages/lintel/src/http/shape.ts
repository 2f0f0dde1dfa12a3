/** Shapes what code gives to what is declared: a field that nobody declared never leaves. */
import { visibleFields } from '../plan/schemas/entity-schema.ts'
import type { ApplicationModel, OperationModel, ValueModel } from '../spec/model.ts'

type Shape = (value: unknown) => unknown

/** Compiled once for each operation. */
export function shaper(output: OperationModel['output'], model: Pick<ApplicationModel, 'entities'>): Shape {
  if (!output) return () => undefined
  if ('value' in output) return shapeOfValue(output.value)
  const entity = model.entities[output.entity]
  return picker((entity ? visibleFields(entity) : []).map((field) => [field.name, same]))
}

const same: Shape = (value) => value ?? null

function shapeOfValue(value: ValueModel): Shape {
  if (value.kind === 'object' && value.fields) {
    return picker(Object.entries(value.fields).map(([name, field]) => [name, shapeOfValue(field)]))
  }
  if (value.kind === 'list' && value.items) {
    const item = shapeOfValue(value.items)
    return (list) => (Array.isArray(list) ? list.map(item) : (list ?? null))
  }
  return same
}

function picker(fields: readonly (readonly [string, Shape])[]): Shape {
  return (value) => {
    if (typeof value !== 'object' || value === null) return null
    const source = value as Readonly<Record<string, unknown>>
    const picked: Record<string, unknown> = {}
    for (const [name, shape] of fields) picked[name] = shape(source[name])
    return picked
  }
}
