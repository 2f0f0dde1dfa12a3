/** What changes in a table that stays, sorted by how a live database takes it. */
import type {
  ColumnSchema,
  ConstraintSchema,
  IndexSchema,
  TableSchema,
} from '../../tables/database-schema.ts'
import { sameExpression } from '../../tables/same-expression.ts'
import { sameConstraint, sameIndex } from '../../tables/same-parts.ts'
import { type Cast, castBetween } from '../cast.ts'
import { type Differences, diffNamed } from '../diff-constraints.ts'
import { matchColumns } from '../diff-renames.ts'
import { standsOn } from './served-schema.ts'

export interface ColumnPair {
  readonly from: ColumnSchema
  readonly to: ColumnSchema
}

export interface TableDifference {
  readonly from: TableSchema
  readonly to: TableSchema
  readonly added: readonly ColumnSchema[]
  readonly dropped: readonly ColumnSchema[]
  /** Under a new name, and perhaps of another type. */
  readonly moved: readonly ColumnPair[]
  /** Of another type under the same name, with every value kept. */
  readonly retyped: readonly (ColumnPair & { readonly cast: Cast })[]
  /** Of another type that cannot take the values. */
  readonly replaced: readonly ColumnPair[]
  /** The same name and type, with another default, nullability or comment. */
  readonly kept: readonly ColumnPair[]
  readonly constraints: Differences<ConstraintSchema>
  readonly indexes: Differences<IndexSchema>
  /** Constraints and indexes of columns that are retyped: they are made anew, then and now. */
  readonly retypedParts: { readonly from: Parts; readonly to: Parts }
  /** Constraints and indexes that go when their columns go. */
  readonly retiredParts: Parts
  /** Constraints and indexes of columns that are replaced: they go at once. */
  readonly replacedParts: Parts
}

export interface Parts {
  readonly constraints: readonly ConstraintSchema[]
  readonly indexes: readonly IndexSchema[]
}

type Part = ConstraintSchema | IndexSchema

export function diffTable(from: TableSchema, to: TableSchema): TableDifference {
  const columns = diffColumns(from, to)
  const names = (list: readonly ColumnSchema[]) => new Set(list.map(({ name }) => name))
  const leaving = names([...columns.dropped, ...columns.moved.map((each) => each.from)])
  const replaced = names(columns.replaced.map((each) => each.from))
  const retyped = names(columns.retyped.filter(({ cast }) => cast.rewrites).map((each) => each.to))
  const isReplaced = (part: Part) => standsOn(part, replaced)
  const retires = (part: Part) => standsOn(part, leaving) && !isReplaced(part)
  const turnsOver = (part: Part) => standsOn(part, retyped) && !standsOn(part, leaving) && !isReplaced(part)
  const stays = (part: Part) => !isReplaced(part) && !retires(part) && !turnsOver(part)
  const arrives = (part: Part) => !standsOn(part, retyped)
  return {
    from,
    to,
    ...columns,
    constraints: diffNamed({
      from: from.constraints.filter(stays),
      to: to.constraints.filter(arrives),
      same: sameConstraint,
      touched: () => false,
    }),
    indexes: diffNamed({
      from: from.indexes.filter(stays),
      to: to.indexes.filter(arrives),
      same: sameIndex,
      touched: () => false,
    }),
    retypedParts: {
      from: partsOf(from, turnsOver),
      to: partsOf(to, (part) => !arrives(part)),
    },
    retiredParts: partsOf(from, retires),
    replacedParts: partsOf(from, isReplaced),
  }
}

export function partsOf(table: TableSchema, wanted: (part: Part) => boolean): Parts {
  return { constraints: table.constraints.filter(wanted), indexes: table.indexes.filter(wanted) }
}

type ColumnSorts = Pick<TableDifference, 'added' | 'dropped' | 'moved' | 'retyped' | 'replaced' | 'kept'>

function diffColumns(from: TableSchema, to: TableSchema): ColumnSorts {
  const former = matchColumns(from, to)
  const named = new Map(from.columns.map((column) => [column.name, column]))
  const pairs = to.columns.flatMap((column): ColumnPair[] => {
    const old = named.get(former.get(column.name) ?? '')
    return old ? [{ from: old, to: column }] : []
  })
  const paired = new Set(pairs.flatMap((each) => [each.to]))
  const left = new Set(pairs.map((each) => each.from.name))
  const isMoved = (pair: ColumnPair) => pair.from.name !== pair.to.name
  const isRetyped = (pair: ColumnPair) => !isMoved(pair) && pair.from.type !== pair.to.type
  const casts = pairs.filter(isRetyped).map((pair) => ({ ...pair, cast: castOf(pair) }))
  return {
    added: to.columns.filter((column) => !paired.has(column)),
    dropped: from.columns.filter(({ name }) => !left.has(name)),
    moved: pairs.filter(isMoved),
    retyped: casts.flatMap(({ cast, ...pair }) => (cast?.shares ? [{ ...pair, cast }] : [])),
    replaced: casts.filter(({ cast }) => !cast?.shares).map(({ from, to }) => ({ from, to })),
    kept: pairs.filter((pair) => !isMoved(pair) && !isRetyped(pair) && isOther(pair)),
  }
}

function castOf({ from, to }: ColumnPair): Cast | undefined {
  return castBetween(to.name, from.type, to.type)
}

function isOther({ from, to }: ColumnPair): boolean {
  return (
    from.nullable !== to.nullable ||
    from.comment !== to.comment ||
    from.identity !== to.identity ||
    !sameExpression(from.default, to.default)
  )
}
