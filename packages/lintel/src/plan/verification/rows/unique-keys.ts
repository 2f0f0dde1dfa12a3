/** What no two rows of a table may share, and which keys are taken. */
import type { IndexSchema, TableSchema } from '../../tables/database-schema.ts'
import { plainTokens } from '../../tables/same-expression.ts'
import type { Row } from './row.ts'

export interface UniqueKey {
  readonly columns: readonly string[]
  /** Only rows in which this column is, or is not, NULL are compared. */
  readonly among?: { readonly column: string; readonly isNull: boolean }
}

export function uniqueKeys(table: TableSchema): UniqueKey[] {
  const constraints = table.constraints.filter((each) => each.kind === 'primaryKey' || each.kind === 'unique')
  return [
    ...constraints.map(({ columns }) => ({ columns })),
    ...table.indexes.filter(({ unique }) => unique).flatMap((index) => indexKey(index) ?? []),
  ]
}

/** An index with a condition that is not understood is kept for all rows: what is stricter is right, too. */
function indexKey({ parts, where }: IndexSchema): UniqueKey | undefined {
  const columns = parts.flatMap((part) => ('column' in part ? [part.column] : []))
  if (columns.length < parts.length) return undefined
  const words = where === undefined ? [] : plainTokens(where).map(({ value }) => value)
  const [column, ...rest] = words
  const condition = rest.join(' ')
  if (column === undefined || (condition !== 'is null' && condition !== 'is not null')) return { columns }
  return { columns, among: { column, isNull: condition === 'is null' } }
}

/** Whether the key compares this row with others at all. */
export function isCompared(row: Row, { columns, among }: UniqueKey): boolean {
  if (among && (row[among.column] === null) !== among.isNull) return false
  return columns.every((column) => row[column] !== null && row[column] !== undefined)
}

export class TakenKeys {
  readonly #keys: readonly UniqueKey[]
  readonly #taken: readonly Set<string>[]

  constructor(keys: readonly UniqueKey[]) {
    this.#keys = keys
    this.#taken = keys.map(() => new Set())
  }

  /** The key that another row has already, if any. */
  conflict(row: Row): UniqueKey | undefined {
    return this.#keys.find((key, at) => isCompared(row, key) && this.#taken[at]?.has(textOf(row, key)))
  }

  take(row: Row): void {
    this.#keys.forEach((key, at) => {
      if (isCompared(row, key)) this.#taken[at]?.add(textOf(row, key))
    })
  }

  release(row: Row): void {
    this.#keys.forEach((key, at) => {
      if (isCompared(row, key)) this.#taken[at]?.delete(textOf(row, key))
    })
  }
}

function textOf(row: Row, { columns }: UniqueKey): string {
  return JSON.stringify(columns.map((column) => row[column]))
}
