/** What became of the rows of a database, in sentences. */
import {
  type DatabaseContents,
  type Digests,
  inBuckets,
  type RowDigests,
  type RowGroup,
  type TableContents,
} from './table-contents.ts'

/** None where every row and every value is what it was; tables and columns that only one side has are named. */
export function compareContents(before: DatabaseContents, after: DatabaseContents): string[] {
  return named(before.tables, after.tables).flatMap((table) => {
    const [one, other] = [before.tables[table], after.tables[table]]
    if (!one) return [`The table ${table} is new, with ${rows(other?.rowCount ?? 0)}.`]
    if (!other) return [`The table ${table} is gone, with ${rows(one.rowCount)}.`]
    return compareTable(table, one, other)
  })
}

function named(one: object, other: object): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].sort()
}

function compareTable(table: string, before: TableContents, after: TableContents): string[] {
  const measures = before.measures.filter((measure) => after.measures.includes(measure))
  return [
    ...onlyIn(before, after).map((measure) => `${table}.${measure} is gone.`),
    ...onlyIn(after, before).map((measure) => `${table}.${measure} is new.`),
    ...(before.rows && after.rows
      ? compareRows({ table, measures, before: before.rows, after: after.rows, of: [before, after] })
      : compareTotals({ table, measures, of: [before, after] })),
  ]
}

function onlyIn(one: TableContents, other: TableContents): string[] {
  return one.measures.filter((measure) => !other.measures.includes(measure))
}

interface Comparison {
  readonly table: string
  /** What both sides measure. */
  readonly measures: readonly string[]
  readonly of: readonly [TableContents, TableContents]
}

/** Of a table without a key: that something changed, but not in how many rows. */
function compareTotals({ table, measures, of: [before, after] }: Comparison): string[] {
  if (before.rowCount !== after.rowCount) return countDifference(table, before.rowCount, after.rowCount)
  const changed = measures.filter((measure) => {
    const [one, other] = [digestOf(before, before.total, measure), digestOf(after, after.total, measure)]
    return !isSame(one, other)
  })
  return changed.map((measure) => `Values of ${table}.${measure} have changed.`)
}

function countDifference(table: string, before: number, after: number): string[] {
  return before > after
    ? [`${table} has lost ${rows(before - after)}.`]
    : [`${table} has ${rows(after - before)} more.`]
}

interface RowComparison extends Comparison {
  readonly before: RowDigests
  readonly after: RowDigests
}

function compareRows({ table, measures, of, before, after }: RowComparison): string[] {
  const isExact = before.isExact && after.isExact
  const one = isExact ? before.groups : inBuckets(before).groups
  const other = isExact ? after.groups : inBuckets(after).groups
  const [lost, added] = [missing(one, other), missing(other, one)]
  const least = isExact ? '' : 'at least '
  const changed = measures.flatMap((measure) => {
    const count = changedGroups({ one, other, of, measure })
    return count === 0 ? [] : [`Values of ${table}.${measure} have changed in ${least}${rows(count)}.`]
  })
  return [
    ...(lost > 0 ? [`${table} has lost ${least}${rows(lost)}.`] : []),
    ...(added > 0
      ? [`${table} has ${least}${rows(added)} that ${added === 1 ? 'was' : 'were'} not there before.`]
      : []),
    ...changed,
  ]
}

type Groups = ReadonlyMap<bigint, RowGroup>

function missing(from: Groups, into: Groups): number {
  let count = 0
  for (const [key, { rowCount }] of from) count += Math.max(0, rowCount - (into.get(key)?.rowCount ?? 0))
  return count
}

interface GroupComparison {
  readonly one: Groups
  readonly other: Groups
  readonly of: readonly [TableContents, TableContents]
  readonly measure: string
}

/** Groups that have the same rows, and in them other values. */
function changedGroups({ one, other, of: [before, after], measure }: GroupComparison): number {
  let count = 0
  for (const [key, group] of one) {
    const now = other.get(key)
    if (!now || now.rowCount !== group.rowCount) continue
    if (!isSame(digestOf(before, group.digests, measure), digestOf(after, now.digests, measure))) count++
  }
  return count
}

function digestOf(
  { measures }: TableContents,
  digests: readonly Digests[],
  measure: string,
): Digests | undefined {
  return digests[measures.indexOf(measure)]
}

function isSame(one: Digests | undefined, other: Digests | undefined): boolean {
  return one?.value === other?.value || one?.text === other?.text
}

function rows(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`
}
