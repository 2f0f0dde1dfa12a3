/** Generates rows table by table, so that whoever inserts them can have those replaced that the database refuses. */
import type { DatabaseSchema } from '../../tables/database-schema.ts'
import { type DatabaseFacts, noFacts } from '../database-facts.ts'
import { fillableTables } from './fillable-schema.ts'
import { Reference } from './references.ts'
import type { Row, Shortage, TableRows } from './row.ts'
import { TableFiller } from './table-filler.ts'
import { type GroupMember, type TableGroup, tableGroups } from './table-order.ts'

export interface RowOptions {
  readonly rowsPerTable: number
  /** The same seed gives the same rows. */
  readonly seed: number
  /** What was read from the database, for one that Lintel did not make. */
  readonly facts?: DatabaseFacts
}

export class RowGenerator {
  readonly groups: readonly TableGroup[]
  readonly #fillers: ReadonlyMap<string, TableFiller>
  readonly #rowsPerTable: number
  readonly #reasons = new Map<string, string>()

  constructor(schema: DatabaseSchema, { rowsPerTable, seed, facts = noFacts }: RowOptions) {
    const tables = fillableTables(schema, facts)
    const fillers = tables.map((table) => new TableFiller(table, { seed: String(seed), facts }))
    this.groups = tableGroups(tables)
    this.#fillers = new Map(fillers.map((filler) => [filler.table.name, filler]))
    this.#rowsPerTable = rowsPerTable
  }

  /** Makes the rows of a table, but for the references that close a circle. */
  fill(member: GroupMember): TableFiller {
    const { table } = member
    const filler = this.filler(table.name)
    const references = (keys: GroupMember['now']) =>
      keys.map((key) => new Reference(key, table, this.#fillers.get(key.references.table)?.rows ?? []))
    filler.refer(references(member.now), references(member.later))
    const missing = unfillable(filler, member)
    const reason = missing ?? filler.fill(this.#rowsPerTable)
    if (reason !== undefined) this.#reasons.set(table.name, reason)
    return filler
  }

  /** Closes the circles of a group, once all of its tables have rows. */
  link(group: TableGroup): void {
    for (const { table, later } of group.members) {
      const reason = later.length === 0 ? undefined : this.filler(table.name).link()
      if (reason !== undefined) this.clear(group, reason)
    }
  }

  /** Takes away rows that the database refuses, so that nothing refers to them. */
  discard(table: string, places: Iterable<number>, reason: string): void {
    this.filler(table).discard(places)
    this.#reasons.set(table, reason)
  }

  /** Goes on from the rows that the table really has; the reason counts where they are too few. */
  adopt(table: string, rows: readonly Row[], reason: string): void {
    this.filler(table).adopt(rows)
    if (rows.length < this.#rowsPerTable) this.#reasons.set(table, reason)
    else this.#reasons.delete(table)
  }

  clear(group: TableGroup, reason: string): void {
    for (const { table } of group.members) {
      this.discard(table.name, this.filler(table.name).rows.keys(), reason)
    }
  }

  filler(table: string): TableFiller {
    const filler = this.#fillers.get(table)
    if (!filler) throw new Error(`There is no table ${table} in the schema.`)
    return filler
  }

  results(group: TableGroup): TableRows[] {
    return group.members.map(({ table }) => this.filler(table.name).result())
  }

  shortages(): Shortage[] {
    return [...this.#fillers.values()].flatMap((filler) => {
      const { table, rows } = filler
      const reason = this.#reasons.get(table.name)
      const referring = table.constraints.flatMap((each) => (each.kind === 'foreignKey' ? each.columns : []))
      const empty = filler.values.unknown.filter(({ name }) => !referring.includes(name))
      return [
        ...(reason === undefined ? [] : [{ table: table.name, rows: rows.length, reason }]),
        ...empty.map(({ name, type }) => ({
          table: table.name,
          column: name,
          rows: rows.length,
          reason: unknownType(type),
        })),
      ]
    })
  }
}

function unknownType(type: string): string {
  return `no value of the type ${type} within its bounds is known`
}

/** A column that must have a value of a type that nothing is known of. */
function unfillable({ values }: TableFiller, { now, later }: GroupMember): string | undefined {
  const referring = [...now, ...later].flatMap(({ columns }) => columns)
  const column = values.unknown.find(
    (each) =>
      !each.nullable && each.default === undefined && !each.identity && !referring.includes(each.name),
  )
  return column && `${column.name}: ${unknownType(column.type)}`
}
