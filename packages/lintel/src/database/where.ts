/** Conditions as code writes them, as the filters that statements take. */

import type { Filter } from '../plan/query/list-query.ts'
import { asStored } from '../plan/query/lower-case.ts'
import type { ApplicationModel, CompareOperator, EntityModel } from '../spec/model.ts'
import { walkPath } from '../spec/path.ts'

export interface Conditions {
  readonly filters: readonly Filter[]
  /** Values by the names of their arguments. */
  readonly values: Readonly<Record<string, unknown>>
  /** Equal for conditions that one statement serves. */
  readonly shape: string
}

const operators = new Set<string>(['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', 'prefix', 'null'])

/** Whether it may be met by any number of rows: neither an id nor a condition on the id. */
export function mayBeMany(where: unknown): boolean {
  if (typeof where !== 'object' || where === null) return false
  return !('id' in where) || typeof where.id === 'object'
}

/** @param where  `{ status: 'paid', total: { gte: '10' } }`, or an id */
export function conditionsOf(where: unknown, entity: EntityModel, model: ApplicationModel): Conditions {
  const record = typeof where === 'object' && where !== null ? where : { id: where }
  const filters: Filter[] = []
  const values: Record<string, unknown> = {}
  for (const [path, wanted] of Object.entries(record)) {
    if (wanted === undefined) {
      // A condition that is silently dropped would widen what the statement touches.
      throw new TypeError(
        `The condition on ${entity.name}.${path} is undefined. Leave the key out, or give a value.`,
      )
    }
    const end = walkPath(model, entity, path)
    if ('missing' in end) throw new TypeError(`${entity.name} has no field "${path}".`)
    for (const [operator, value] of comparisons(wanted)) {
      values[`#filter${filters.length}`] = asStored(end.field, value)
      filters.push({ path, operator, value: '' })
    }
  }
  const shape = filters.map(({ path, operator }) => `${path}:${operator}`).join('&')
  return { filters, values, shape }
}

function comparisons(wanted: unknown): readonly (readonly [CompareOperator, unknown])[] {
  if (wanted === null) return [['null', true]]
  if (typeof wanted !== 'object') return [['eq', wanted]]
  // No comparison at all would be true of every row.
  if (Object.keys(wanted).length === 0) throw new TypeError('A condition is an object without a comparison.')
  return Object.entries(wanted).map(([operator, value]) => {
    if (!operators.has(operator) || value === undefined)
      throw new TypeError(`"${operator}" is not a comparison.`)
    // Nothing equals NULL in SQL; whoever writes so means rows without a value.
    return operator === 'eq' && value === null
      ? (['null', true] as const)
      : ([operator as CompareOperator, value] as const)
  })
}
