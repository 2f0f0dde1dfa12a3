/** The condition "comes after this place in the order", which an index can answer. */
import type { CursorValues } from '../query/cursor.ts'
import type { OrderKey } from '../query/ordering.ts'
import { column, type Entities, sqlType } from './column.ts'
import type { StatementWriter } from './statement.ts'

interface Place {
  readonly alias: string
  readonly model: Entities
  readonly writer: StatementWriter
}

interface KeyAt {
  readonly key: OrderKey
  readonly name: string
  /** `undefined` where the row of the cursor has no value. */
  readonly value: string | undefined
}

/** `ORDER BY` of an ordering. PostgreSQL's own places for NULL (last ascending, first descending) are kept. */
export function orderBy(keys: readonly OrderKey[], alias: string): string {
  return keys.map(({ field, descending }) => `${column(alias, field)}${descending ? ' DESC' : ''}`).join(', ')
}

/** Rows behind the cursor. Its values are the arguments `cursor0`, `cursor1` … */
export function afterCursor(keys: readonly OrderKey[], values: CursorValues, place: Place): string {
  const at = keys.map((key, index) => ({
    key,
    name: column(place.alias, key.field),
    value:
      values[index] === null
        ? undefined
        : `${place.writer.argument(`cursor${index}`)}::${sqlType(key.field, place.model)}`,
  }))
  const descending = keys[0]?.descending ?? false
  const uniform = at.every(
    ({ key, value }) => key.descending === descending && !key.field.optional && value !== undefined,
  )
  // Only a row comparison is one range of the index; NULLs and mixed directions need the long form.
  return uniform ? rowComparison(at, descending) : longForm(at)
}

function rowComparison(at: readonly KeyAt[], descending: boolean): string {
  const names = at.map(({ name }) => name).join(', ')
  const values = at.map(({ value }) => value).join(', ')
  return `(${names}) ${descending ? '<' : '>'} (${values})`
}

function longForm(at: readonly KeyAt[]): string {
  const alternatives = at.flatMap((each, index) => {
    const behind = beyond(each)
    if (behind === undefined) return []
    const equal = at
      .slice(0, index)
      .map(({ name, value }) => (value ? `${name} = ${value}` : `${name} IS NULL`))
    return [`(${[...equal, behind].join(' AND ')})`]
  })
  return alternatives.length === 0 ? 'FALSE' : `(${alternatives.join(' OR ')})`
}

function beyond({ key, name, value }: KeyAt): string | undefined {
  // NULL is the last value ascending and the first descending.
  if (value === undefined) return key.descending ? `${name} IS NOT NULL` : undefined
  if (key.descending) return `${name} < ${value}`
  return key.field.optional ? `(${name} > ${value} OR ${name} IS NULL)` : `${name} > ${value}`
}
