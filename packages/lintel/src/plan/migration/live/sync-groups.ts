/** Which columns of older builds and which of newer ones say the same, by their declarations. */
import { quoted } from '../../sql/column.ts'
import type { ColumnSchema, SyncedColumn, SyncGroup } from '../../tables/database-schema.ts'
import { type Cast, castBetween } from '../cast.ts'
import type { ColumnPair, TableDifference } from './diff-table.ts'

/** A renamed column: each follows from the other. `undefined` where its values would be lost on the way. */
export function groupOfMove(pair: ColumnPair): SyncGroup | undefined {
  const { from, to } = pair
  const there = valueThere(pair)
  if (there === undefined) return undefined
  const back = castBetween(to.name, from.type, to.type)
  return {
    old: [synced(withNewDefault(pair), back ? backOf(back) : quoted(to.name))],
    new: [synced(to, there)],
  }
}

/**
 * The old column with the default of the new one: a row of which nothing is said gets the same in both. With two
 * defaults nobody could tell a value that happens to be one of them from no value. Of another type it has none, and
 * follows the new one; a column that may be empty keeps its own, so that "empty" can be said.
 */
export function withNewDefault({ from, to }: ColumnPair): ColumnSchema {
  if (from.default === undefined || to.default === undefined) return from
  if (from.type === to.type) return { ...from, default: to.default }
  const { default: _default, ...bare } = from
  return from.nullable ? from : bare
}

/** Whether each row of the new column has a value for the old one: a wider type and an optional column may not. */
export function givesBack({ from, to }: ColumnPair): boolean {
  return from.type === to.type && (from.nullable || !to.nullable)
}

/** Whether rows without a value get one: which rows those were, the new column does not tell. */
export function isTightened({ from, to }: ColumnPair): boolean {
  return from.nullable && !to.nullable
}

/** Values of the new type that the old one cannot have are empty there. */
export function backOf({ back, fits }: Cast): string {
  return fits === undefined ? back : `CASE WHEN ${fits} THEN ${back} END`
}

/** The value of a new column, from the old one; `undefined` where a value could be lost. */
export function valueThere({ from, to }: ColumnPair): string | undefined {
  const cast = from.type === to.type ? undefined : castBetween(from.name, from.type, to.type)
  if (from.type !== to.type && (!cast || cast.fits === 'false')) return undefined
  const value = cast?.using ?? quoted(from.name)
  const fill = fillOf(to)
  return isTightened({ from, to }) && fill !== undefined ? `coalesce(${value}, ${fill})` : value
}

/** SQL of the value for rows that have none when a column becomes required. */
export function fillOf(column: ColumnSchema): string | undefined {
  return column.filledFrom ?? column.default
}

export function synced({ name, type, default: value }: ColumnSchema, expression: string): SyncedColumn {
  return { column: name, type, value: expression, ...(value === undefined ? {} : { default: value }) }
}

/**
 * Fields that are gone but follow from new ones (`retired`), with the new ones that are filled from them: those that
 * mention each other belong together.
 */
export function groupsOfSplits({ to, added, dropped }: TableDifference): SyncGroup[] {
  const old = dropped.flatMap((column): SyncedColumn[] => {
    const expression = followOf(column, to.follows)
    return expression === undefined ? [] : [synced(column, expression)]
  })
  const now = added.flatMap((column) =>
    column.filledFrom === undefined ? [] : [synced(column, column.filledFrom)],
  )
  const groups: { old: SyncedColumn[]; new: SyncedColumn[] }[] = []
  for (const column of old) {
    const partners = now.filter((each) => mentions(each, column) || mentions(column, each))
    const joined = groups.filter((group) => group.new.some((each) => partners.includes(each)))
    for (const group of joined) groups.splice(groups.indexOf(group), 1)
    groups.push({
      old: [...joined.flatMap((group) => group.old), column],
      new: [...new Set([...joined.flatMap((group) => group.new), ...partners])],
    })
  }
  return groups.filter((group) => group.new.length > 0)
}

function followOf(column: ColumnSchema, follows: Readonly<Record<string, string>> = {}): string | undefined {
  return follows[column.field ?? column.name] ?? follows[column.name]
}

function mentions(one: SyncedColumn, other: SyncedColumn): boolean {
  return wordsOf(one.value).has(other.column)
}

/** The names in an expression: words outside of quotes, as PostgreSQL reads them, and quoted names. */
export function wordsOf(expression: string): ReadonlySet<string> {
  const found = expression.matchAll(/'(?:[^']|'')*'|"((?:[^"]|"")*)"|([A-Za-z_][\w$]*)/g)
  return new Set(
    [...found].flatMap(([, name, word]) => name?.replaceAll('""', '"') ?? word?.toLowerCase() ?? []),
  )
}
