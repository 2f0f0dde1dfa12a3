/** One comparison of a field with a value, in SQL. */
import type { CompareOperator, FieldModel } from '../../spec/model.ts'
import { column, type Entities, sqlType } from './column.ts'

const symbols = { eq: '=', ne: '<>', lt: '<', lte: '<=', gt: '>', gte: '>=' } as const

interface Compared {
  readonly alias: string
  readonly field: FieldModel
  readonly model: Entities
}

/**
 * @param parameter  the number of the parameter that carries the value; `null` takes a boolean literal instead
 */
export function comparison(
  { alias, field, model }: Compared,
  operator: CompareOperator,
  parameter: string,
): string {
  const name = column(alias, field)
  const type = sqlType(field, model)
  if (operator === 'in') return `${name} = ANY(${parameter}::${type}[])`
  // starts_with takes no wildcards, so nothing of the value is read as a pattern.
  if (operator === 'prefix') return `starts_with(${name}, ${parameter}::text)`
  if (operator === 'null') return `(${name} IS NULL) = ${parameter}::boolean`
  // "not equal" means every other row, also those without a value.
  if (operator === 'ne') return `${name} IS DISTINCT FROM ${parameter}::${type}`
  return `${name} ${symbols[operator]} ${parameter}::${type}`
}
