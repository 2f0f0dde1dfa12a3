/** What may only have another name: something goes, and something like it comes. Asked of a person, never guessed. */
import type { DatabaseSchema, TableSchema } from '../../tables/database-schema.ts'
import { castBetween } from '../cast.ts'
import { diffTable } from './diff-table.ts'
import { servedSchema } from './served-schema.ts'

export interface RenameCandidate {
  /** The entity that has it now; without `field`, the entity itself. */
  readonly entity: string
  readonly field?: string
  readonly formerly: string
}

/** @param from  the last snapshot  @param to  what the model needs */
export function renameCandidates(from: DatabaseSchema, to: DatabaseSchema): RenameCandidate[] {
  const before = servedSchema(from)
  const isEntity = (table: TableSchema) => table.of?.field === undefined
  const gone = Object.values(before.tables).filter((table) => isEntity(table) && !to.tables[table.name])
  const come = Object.values(to.tables).filter((table) => isEntity(table) && !before.tables[table.name])
  const kept = Object.values(to.tables).flatMap((table) => {
    const old = before.tables[table.name]
    return old && isEntity(table) ? columnCandidates(old, table) : []
  })
  const tables = come.flatMap((table) =>
    table.renamedFrom === undefined && !table.splitFrom
      ? gone.filter((old) => looksLike(old, table)).map((old) => candidate(table, entityOf(old)))
      : [],
  )
  return [...tables, ...kept]
}

function columnCandidates(from: TableSchema, to: TableSchema): RenameCandidate[] {
  const { added, dropped } = diffTable(from, to)
  return added.flatMap((column) =>
    dropped.flatMap((old) => {
      const fits = old.type === column.type || castBetween(old.name, old.type, column.type) !== undefined
      const isSaid = column.filledFrom !== undefined || (to.follows && (old.field ?? old.name) in to.follows)
      if (!fits || isSaid) return []
      return [{ ...candidate(to, old.field ?? old.name), field: column.field ?? column.name }]
    }),
  )
}

function candidate(table: TableSchema, formerly: string): RenameCandidate {
  return { entity: entityOf(table), formerly }
}

const entityOf = ({ of, name }: TableSchema) => of?.entity ?? name

/** At least half of the columns of the one are in the other. */
function looksLike(one: TableSchema, other: TableSchema): boolean {
  const names = new Set(other.columns.map(({ name }) => name))
  const shared = one.columns.filter(({ name }) => names.has(name)).length
  return shared * 2 >= Math.max(one.columns.length, other.columns.length)
}

/** The schema as if the renames had been declared. */
export function withRenames(to: DatabaseSchema, renames: readonly RenameCandidate[]): DatabaseSchema {
  const tables = Object.entries(to.tables).map(([name, table]) => {
    const own = renames.filter(({ entity }) => entity === entityOf(table))
    const table_ = own.find(({ field }) => field === undefined)
    const columns = table.columns.map((column) => {
      const rename = own.find(({ field }) => field !== undefined && field === column.field)
      return rename ? { ...column, renamedFrom: rename.formerly } : column
    })
    return [name, { ...table, columns, ...(table_ ? { renamedFrom: table_.formerly } : {}) }] as const
  })
  return { ...to, tables: Object.fromEntries(tables) }
}
