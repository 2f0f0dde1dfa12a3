/** The differences between the columns of a table, then and now. */
import type { ColumnSchema, TableSchema } from '../tables/database-schema.ts'
import { sameExpression } from '../tables/same-expression.ts'
import { castBetween } from './cast.ts'
import type { Change } from './change.ts'
import type { DropColumn } from './changes/drop-column.ts'
import { fillerOf } from './filler.ts'

export interface ColumnDifferences {
  readonly changes: readonly Change[]
  readonly dropped: readonly DropColumn[]
  /** Columns that are made anew: what is built on them falls with them. */
  readonly replaced: ReadonlySet<string>
  readonly retyped: ReadonlySet<string>
}

export function diffColumns(from: TableSchema, to: TableSchema): ColumnDifferences {
  const before = new Map(from.columns.map((column) => [column.name, column]))
  const changes = to.columns.flatMap((column): Change[] => {
    const old = before.get(column.name)
    return old ? diffColumn({ from, to }, old, column) : [{ kind: 'addColumn', table: to.name, column }]
  })
  const dropped = from.columns
    .filter(({ name }) => !to.columns.some((column) => column.name === name))
    .map((column): DropColumn => ({ kind: 'dropColumn', table: to.name, column, ...fillOf(column, from) }))
  const named = (kind: Change['kind']) =>
    new Set(
      changes.flatMap((each) =>
        each.kind === kind && 'to' in each && isColumn(each.to) ? [each.to.name] : [],
      ),
    )
  return { changes, dropped, replaced: named('replaceColumn'), retyped: named('changeType') }
}

interface Tables {
  readonly from: TableSchema
  readonly to: TableSchema
}

function diffColumn(tables: Tables, from: ColumnSchema, to: ColumnSchema): Change[] {
  const table = tables.to.name
  const cast = from.type === to.type ? undefined : castBetween(to.name, from.type, to.type)
  if (from.type !== to.type && !cast) {
    const { fill } = fillOf(from, tables.from)
    return [{ kind: 'replaceColumn', table, from, to, ...(fill === undefined ? {} : { fillBack: fill }) }]
  }
  const changes: Change[] = []
  // An identity and a default exclude each other.
  if (from.identity && !to.identity)
    changes.push({ kind: 'changeIdentity', table, column: to.name, identity: false })
  if (cast) changes.push({ kind: 'changeType', table, from, to, cast })
  else if (!sameExpression(from.default, to.default)) {
    changes.push({ kind: 'changeDefault', table, column: to.name, ...pair(from.default, to.default) })
  }
  if (from.nullable !== to.nullable) {
    const fill = to.nullable || to.default === undefined ? {} : { fill: to.default }
    changes.push({ kind: 'changeNullability', table, column: to.name, nullable: to.nullable, ...fill })
  }
  if (to.identity && !from.identity)
    changes.push({ kind: 'changeIdentity', table, column: to.name, identity: true })
  if (from.comment !== to.comment) {
    changes.push({ kind: 'changeComment', table, column: to.name, ...pair(from.comment, to.comment) })
  }
  return changes
}

/** `from` and `to` where they are there. */
export function pair(from: string | undefined, to: string | undefined): { from?: string; to?: string } {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}

function fillOf(column: ColumnSchema, table: TableSchema): { fill?: string } {
  const fill = fillerOf(column, table)
  return fill === undefined ? {} : { fill }
}

function isColumn(value: unknown): value is ColumnSchema {
  return typeof value === 'object' && value !== null && 'type' in value
}
