/** Makes the rows of one table, each by trying until nothing stands against it. */
import type { TableSchema } from '../../tables/database-schema.ts'
import type { DatabaseFacts } from '../database-facts.ts'
import { Random } from '../random.ts'
import { ColumnValues } from './column-values.ts'
import type { Reference } from './references.ts'
import type { Row, TableRows } from './row.ts'
import { refusingCheck } from './row-terms.ts'
import { type TableRules, tableRules } from './table-rules.ts'
import { isCompared, TakenKeys, type UniqueKey, uniqueKeys } from './unique-keys.ts'

export interface FillerOptions {
  readonly seed: string
  readonly facts: DatabaseFacts
}

// Chance first, then one target after the other.
const chances = 4
const patience = 60

export class TableFiller {
  readonly table: TableSchema
  readonly rules: TableRules
  readonly rows: Row[] = []
  readonly values: ColumnValues
  readonly #seed: string
  readonly #keys: readonly UniqueKey[]
  readonly #taken: TakenKeys
  /** Columns whose values may be the reason why a row is refused. */
  readonly #bound: ReadonlySet<string>
  #now: readonly Reference[] = []
  #later: readonly Reference[] = []

  constructor(table: TableSchema, { seed, facts }: FillerOptions) {
    this.table = table
    this.rules = tableRules(table)
    this.values = new ColumnValues(table, this.rules, facts)
    this.#seed = `${seed}/${table.name}`
    this.#keys = uniqueKeys(table)
    this.#taken = new TakenKeys(this.#keys)
    const compared = this.rules.terms.flatMap(({ term }) =>
      [term.column, 'other' in term ? term.other : []].flat(),
    )
    this.#bound = new Set([...this.#keys.flatMap(({ columns }) => columns), ...compared])
  }

  refer(now: readonly Reference[], later: readonly Reference[]): void {
    this.#now = now
    this.#later = later
  }

  /** Adds rows up to a number; the reason where it stops before. */
  fill(count: number): string | undefined {
    for (let at = this.rows.length; at < count; at++) {
      const row = this.#make(at, { base: 0, kept: {} })
      if (typeof row === 'string') return row
      this.#taken.take(row)
      this.rows.push(row)
    }
    return undefined
  }

  /**
   * Makes other values for these columns in these rows.
   *
   * @returns the numbers of the rows for which there are none
   */
  replace(places: Iterable<number>, columns: readonly string[], round: number): number[] {
    // What refers to a row keeps its target.
    const fixed = this.#selfReferred()
    const changed = columns.filter((column) => !fixed.includes(column))
    return [...places].filter((at) => {
      const old = this.rows[at]
      if (!old) return false
      this.#taken.release(old)
      const kept = Object.fromEntries(Object.entries(old).filter(([name]) => !changed.includes(name)))
      const row = this.#make(at, { base: round * 1_000, kept })
      if (typeof row === 'string') return true
      this.#taken.take(row)
      this.rows[at] = row
      return false
    })
  }

  discard(places: Iterable<number>): void {
    const gone = new Set(places)
    const kept = this.rows.filter((_, at) => !gone.has(at))
    for (const at of gone) this.#taken.release(this.rows[at] as Row)
    this.rows.splice(0, this.rows.length, ...kept)
  }

  /** Has these rows from now on, for others to refer to. */
  adopt(rows: readonly Row[]): void {
    this.rows.splice(0, this.rows.length, ...rows)
  }

  /** Fills the references that close a circle; the reason where one cannot be filled. */
  link(): string | undefined {
    const columns = this.#circleColumns()
    for (const [at, row] of this.rows.entries()) {
      const open = Object.fromEntries(Object.entries(row).filter(([name]) => !columns.includes(name)))
      this.#taken.release(row)
      const linked = this.#attempt(at, 0, (turn) => this.#refer({ ...open }, this.#later, turn))
      if (typeof linked === 'string') return linked
      Object.assign(row, linked)
      this.#taken.take(row)
    }
    return undefined
  }

  result(): TableRows {
    const columns = this.table.columns.map(({ name }) => name)
    const referring = this.#referringColumns()
    const filled = columns.filter((name) => this.values.has(name) || referring.includes(name))
    return { table: this.table, columns: filled, rows: this.rows }
  }

  #make(at: number, { base, kept }: { readonly base: number; readonly kept: Row }): Row | string {
    return this.#attempt(at, base, (turn) => {
      const row = { ...this.#plainValues(turn), ...kept }
      for (const column of this.#circleColumns()) row[column] ??= null
      const referred = this.#refer(row, this.#now, turn)
      if (typeof referred !== 'string') this.#reuse(referred, turn.random)
      return referred
    })
  }

  #attempt(at: number, base: number, draft: (turn: Turn) => Row | string): Row | string {
    const last = patience + Math.max(0, ...[...this.#now, ...this.#later].map(({ size }) => size))
    let reason = ''
    for (let attempt = 0; attempt < last; attempt++) {
      const random = new Random(`${this.#seed}/${at}/${base + attempt}`)
      const row = draft({ random, at, attempt, isNew: base === 0 })
      const refusal = typeof row === 'string' ? row : this.#refusal(row)
      if (typeof row !== 'string' && refusal === undefined) return row
      reason = refusal ?? ''
    }
    return reason
  }

  #plainValues({ random, at, attempt, isNew }: Turn): Row {
    const referring = this.#referringColumns()
    const plain = this.table.columns.filter(({ name }) => this.values.has(name) && !referring.includes(name))
    const values: Row = {}
    for (const { name } of plain) {
      const isFirst = isNew && (attempt === 0 || !this.#bound.has(name))
      values[name] = this.values.draw(name, { random, row: at, isFirst })
    }
    for (const { term } of this.rules.terms) {
      if (term.kind !== 'columns' || term.operator !== '=') continue
      const [own, other] = [values[term.column], values[term.other]]
      if (typeof own === 'string' && typeof other === 'string') values[term.column] = other
    }
    return values
  }

  #refer(row: Row, references: readonly Reference[], { random, at, attempt }: Turn): Row | string {
    const isFree = (each: Row) => this.#taken.conflict(each) === undefined
    const choice = { random, isFree, ...(attempt < chances ? {} : { turn: at + attempt - chances }) }
    const failed = references.find((reference) => !reference.assign(row, choice))
    return failed ? dangling(failed) : row
  }

  /** A row that a partial key leaves out may say what another says: deleted rows keep their names. */
  #reuse(row: Row, random: Random): void {
    const key = this.#keys.find(({ among }) => among)
    if (!key || this.rows.length === 0 || isCompared(row, key) || !random.chance(0.5)) return
    const other = random.pick(this.rows)
    const columns = key.columns.filter((column) => column !== key.among?.column && this.values.has(column))
    for (const column of columns) row[column] = other[column] ?? null
  }

  #refusal(row: Row): string | undefined {
    const conflict = this.#taken.conflict(row)
    if (conflict) return `no other value of (${conflict.columns.join(', ')}) was found that is free`
    const check = refusingCheck(row, this.rules.terms, this.table)
    return check === undefined ? undefined : `the check ${check} refuses every row that was tried`
  }

  #circleColumns(): readonly string[] {
    return this.#later.flatMap((reference) => reference.openColumns(true))
  }

  #referringColumns(): readonly string[] {
    return [...this.#now.flatMap((reference) => reference.openColumns(false)), ...this.#circleColumns()]
  }

  #selfReferred(): string[] {
    const own = this.#now.filter(({ key }) => key.references.table === this.table.name)
    return own.flatMap(({ key }) => key.references.columns)
  }
}

interface Turn {
  readonly random: Random
  readonly at: number
  readonly attempt: number
  /** Not in the place of one that the database refused. */
  readonly isNew: boolean
}

function dangling({ key, size }: Reference): string {
  const { table } = key.references
  return size === 0 ? `it refers to ${table}, which has no rows` : `no row of ${table} fits its ${key.name}`
}
