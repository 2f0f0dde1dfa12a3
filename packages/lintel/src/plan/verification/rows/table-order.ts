/** The order in which tables are filled: what is referred to comes first, and tables in a circle come together. */
import type { ForeignKeySchema, TableSchema } from '../../tables/database-schema.ts'

/** Tables that are filled by one statement: one table, or a circle of them. */
export interface TableGroup {
  readonly members: readonly GroupMember[]
}

export interface GroupMember {
  readonly table: TableSchema
  /** References to rows that are there when this table's turn comes; to rows of its own, too. */
  readonly now: readonly ForeignKeySchema[]
  /** References that close a circle. */
  readonly later: readonly ForeignKeySchema[]
}

export function tableGroups(tables: readonly TableSchema[]): TableGroup[] {
  const byName = new Map(tables.map((table) => [table.name, table]))
  return circles(byName).map((names) => groupOf(names.flatMap((name) => byName.get(name) ?? [])))
}

function groupOf(tables: readonly TableSchema[]): TableGroup {
  const waiting = [...tables]
  const members: GroupMember[] = []
  while (waiting.length > 0) {
    const table = waiting.toSorted(
      (one, other) => obstacles(one, waiting) - obstacles(other, waiting),
    )[0] as TableSchema
    waiting.splice(waiting.indexOf(table), 1)
    const ahead = new Set(waiting.map(({ name }) => name))
    const keys = foreignKeys(table)
    const now = keys.filter(({ references }) => !ahead.has(references.table))
    members.push({ table, now, later: keys.filter((key) => !now.includes(key)) })
  }
  return { members }
}

/** References of the table that need rows which are not there yet; one that may be NULL hardly counts. */
function obstacles(table: TableSchema, waiting: readonly TableSchema[]): number {
  const ahead = foreignKeys(table).filter(
    ({ references }) =>
      references.table !== table.name && waiting.some(({ name }) => name === references.table),
  )
  return ahead.reduce((sum, key) => sum + (isOptional(key, table) ? 1 : 1_000), 0)
}

export function isOptional({ columns }: ForeignKeySchema, table: TableSchema): boolean {
  return table.columns.some(({ name, nullable }) => nullable && columns.includes(name))
}

/** The wider first: one that shares a column with it can follow it. Rows of the same table agree with what is there. */
function foreignKeys({ name, constraints }: TableSchema): ForeignKeySchema[] {
  const keys = constraints.filter((each) => each.kind === 'foreignKey')
  const rank = ({ columns, references }: ForeignKeySchema) => (references.table === name ? 0 : columns.length)
  return keys.toSorted((one, other) => rank(other) - rank(one))
}

/**
 * Strongly connected components, each after those that it refers to.
 *
 * @source Tarjan, Depth-first search and linear graph algorithms, 1972
 */
function circles(tables: ReadonlyMap<string, TableSchema>): string[][] {
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const open: string[] = []
  const found: string[][] = []
  const visit = (name: string): number => {
    const own = index.size
    index.set(name, own)
    low.set(name, own)
    open.push(name)
    for (const target of targetsOf(tables.get(name), tables)) {
      const reach = !index.has(target)
        ? visit(target)
        : open.includes(target)
          ? (index.get(target) ?? own)
          : own
      low.set(name, Math.min(low.get(name) ?? own, reach))
    }
    const lowest = low.get(name) ?? own
    if (lowest === own) found.push(open.splice(open.indexOf(name)))
    return lowest
  }
  for (const name of tables.keys()) if (!index.has(name)) visit(name)
  return found
}

function targetsOf(table: TableSchema | undefined, tables: ReadonlyMap<string, TableSchema>): string[] {
  const targets = table ? foreignKeys(table).map(({ references }) => references.table) : []
  return [...new Set(targets)].filter((target) => target !== table?.name && tables.has(target))
}
