/** Gives a row its references: to rows that are there, agreeing where two references share a column. */
import type { ForeignKeySchema, TableSchema } from '../../tables/database-schema.ts'
import type { Random } from '../random.ts'
import type { Row } from './row.ts'

export interface Choice {
  readonly random: Random
  /** Where to begin to look for a target that is free, once chance has found none. */
  readonly turn?: number
  /** Whether no other row has what the row has by now of its unique keys. */
  readonly isFree: (row: Row) => boolean
}

export const nullShare = 0.2

/** One reference of a table, and the rows that it leads to. */
export class Reference {
  readonly key: ForeignKeySchema
  readonly #table: TableSchema
  readonly #targets: readonly Row[]
  readonly #index = new Map<string, Row[]>()
  #indexed = 0
  #indexedColumns = ''

  constructor(key: ForeignKeySchema, table: TableSchema, targets: readonly Row[]) {
    this.key = key
    this.#table = table
    this.#targets = targets
  }

  get size(): number {
    return this.#targets.length
  }

  /** The columns that it alone gives a value; one that closes a circle leaves the others to their own. */
  openColumns(closesCircle: boolean): readonly string[] {
    const nullable = this.key.columns.filter((column) => this.#isNullable(column))
    return closesCircle && nullable.length > 0 ? nullable : this.key.columns
  }

  /** Fills the columns that have no value yet; `false` where no row can be referred to. */
  assign(row: Row, choice: Choice): boolean {
    const open = this.key.columns.filter((column) => row[column] === undefined)
    const optional = open.filter((column) => this.#isNullable(column))
    const isDangling = this.key.columns.some((column) => row[column] === null)
    if (optional.length > 0 && (isDangling || choice.random.chance(nullShare))) {
      for (const column of optional) row[column] = null
    }
    const empty = this.key.columns.filter((column) => row[column] === undefined)
    if (empty.length === 0) return isDangling || this.#accepts(row)
    return this.#choose(row, empty, choice) || this.#leaveOpen(row)
  }

  #leaveOpen(row: Row): boolean {
    const open = this.key.columns.filter((column) => row[column] === undefined)
    for (const column of open.filter((each) => this.#isNullable(each))) row[column] = null
    return this.key.columns.every((column) => row[column] !== undefined)
  }

  #accepts(row: Row): boolean {
    return this.key.columns.some((column) => row[column] === null) || this.#candidates(row).length > 0
  }

  #choose(row: Row, columns: readonly string[], { random, turn, isFree }: Choice): boolean {
    const candidates = this.#candidates(row)
    // A row of the same table may be its own target; the first has no other.
    const isOwn = this.key.references.table === this.#table.name && this.#fits(row)
    const size = candidates.length + (isOwn ? 1 : 0)
    if (size === 0) return false
    const start = turn ?? (isOwn && random.chance(0.05) ? size - 1 : random.integer(0, size - 1))
    const looks = turn === undefined ? 1 : size
    for (let at = start; at < start + looks; at++) {
      this.#point(row, columns, candidates[at % size] ?? row)
      if (isFree(row)) break
    }
    return true
  }

  #point(row: Row, columns: readonly string[], target: Row): void {
    for (const column of columns) {
      row[column] = target[this.key.references.columns[this.key.columns.indexOf(column)] ?? ''] ?? null
    }
  }

  #fits(row: Row): boolean {
    return this.key.columns.every((column, at) => {
      const target = row[this.key.references.columns[at] ?? '']
      return target !== undefined && target !== null && (row[column] === undefined || row[column] === target)
    })
  }

  /** Targets that agree with the columns that are filled. */
  #candidates(row: Row): readonly Row[] {
    const filled = this.key.columns.flatMap((column, at) =>
      typeof row[column] === 'string' ? [{ column, target: this.key.references.columns[at] ?? '' }] : [],
    )
    if (filled.length === 0) return this.#targets
    this.#extendIndex(filled.map(({ target }) => target))
    return this.#index.get(JSON.stringify(filled.map(({ column }) => row[column]))) ?? []
  }

  #extendIndex(columns: readonly string[]): void {
    if (this.#indexedColumns !== columns.join() || this.#indexed > this.#targets.length) {
      this.#index.clear()
      this.#indexed = 0
      this.#indexedColumns = columns.join()
    }
    for (; this.#indexed < this.#targets.length; this.#indexed++) {
      const target = this.#targets[this.#indexed] as Row
      const text = JSON.stringify(columns.map((column) => target[column]))
      const same = this.#index.get(text)
      if (same) same.push(target)
      else this.#index.set(text, [target])
    }
  }

  #isNullable(column: string): boolean {
    return this.#table.columns.some(({ name, nullable }) => nullable && name === column)
  }
}
