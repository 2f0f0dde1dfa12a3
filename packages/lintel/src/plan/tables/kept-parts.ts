/** The schema that a model needs, under the names that a database had before Lintel. */
import { quoted } from '../sql/column.ts'
import type { ConstraintSchema, DatabaseSchema, IndexSchema, TableSchema } from './database-schema.ts'
import { sameExpression } from './same-expression.ts'
import { sameConstraint, sameIndex } from './same-parts.ts'

/**
 * What guards or orders the same in an adopted table stays as it is, whatever it is called: a unique index in place of
 * a constraint, a foreign key that says RESTRICT.
 *
 * @param wanted  what a model needs
 * @param before  what the last migration led to
 */
export function keptParts(wanted: DatabaseSchema, before: DatabaseSchema): DatabaseSchema {
  const tables = Object.values(wanted.tables).map((table) => {
    const old = before.tables[table.name] ?? formerTable(table, before)
    return [table.name, old?.adopted ? keptTable(table, old) : table] as const
  })
  return { ...wanted, tables: Object.fromEntries(tables) }
}

/** A table that is renamed stays adopted. */
function formerTable({ of, renamedFrom }: TableSchema, before: DatabaseSchema): TableSchema | undefined {
  const entities = [of?.entity, renamedFrom]
  return Object.values(before.tables).find(
    (old) => old.of !== undefined && entities.includes(old.of.entity) && old.of.field === of?.field,
  )
}

function keptTable(table: TableSchema, old: TableSchema): TableSchema {
  const parts = [
    ...table.constraints.map((each) => keptConstraint(each, { table, old })),
    ...table.indexes.map((each) => keptIndex(each, { table, old })),
  ]
  const beside = new Set(old.adopted?.beside)
  const constraints = unique(parts.filter(isConstraint))
  const indexes = unique(parts.filter((part): part is IndexSchema => !isConstraint(part)))
  return {
    ...table,
    ...(old.adopted ? { adopted: old.adopted } : {}),
    constraints: constraints.map((part) => withFreeName(part, beside)),
    indexes: indexes.map((part) => withFreeName(part, beside)),
  }
}

function isConstraint(part: ConstraintSchema | IndexSchema): part is ConstraintSchema {
  return 'kind' in part
}

interface Scope {
  readonly table: TableSchema
  readonly old: TableSchema
}

function keptConstraint(wanted: ConstraintSchema, { table, old }: Scope): ConstraintSchema | IndexSchema {
  const isJoin = table.of?.field !== undefined
  const found = old.constraints.find((each) => guardsSame(wanted, each, isJoin))
  if (found)
    return {
      ...found,
      ...(wanted.kind === 'check' && wanted.rule ? { rule: wanted.rule } : {}),
    } as ConstraintSchema
  if (wanted.kind !== 'unique' && wanted.kind !== 'primaryKey') return wanted
  // Pairs may be unique in either order, and by a constraint that is not the key.
  const isPair = wanted.kind === 'primaryKey' && isJoin
  if (wanted.kind === 'primaryKey' && !isPair) return wanted
  const covers = (columns: readonly string[]) => sameList(columns, wanted.columns, isPair)
  return (
    old.constraints.find(
      (each) => (each.kind === 'unique' || each.kind === 'primaryKey') && covers(each.columns),
    ) ??
    old.indexes.find((each) => isUniqueIndex(each) && covers(columnsOf(each))) ??
    wanted
  )
}

function keptIndex(wanted: IndexSchema, { table, old }: Scope): IndexSchema | ConstraintSchema {
  const found = old.indexes.find((each) => sameIndex(each, wanted))
  if (found) return found
  const columns = columnsOf(wanted)
  if (wanted.unique && wanted.where !== undefined) {
    // What is unique among all rows is unique among those that are not deleted.
    return (
      old.constraints.find((each) => each.kind === 'unique' && sameList(each.columns, columns, false)) ??
      old.indexes.find((each) => isUniqueIndex(each) && sameList(columnsOf(each), columns, false)) ??
      wanted
    )
  }
  if (table.of?.field === undefined) return wanted
  // The way back from the other side of a pair: any index that begins there serves.
  return old.indexes.find((each) => each.where === undefined && columnsOf(each)[0] === columns[0]) ?? wanted
}

/** @param isJoin  what a joining table does when a row goes is its own affair: a model cannot say it */
function guardsSame(wanted: ConstraintSchema, old: ConstraintSchema, isJoin: boolean): boolean {
  if (wanted.kind === 'foreignKey' && old.kind === 'foreignKey') {
    const isLax =
      isJoin || (wanted.onDelete === 'noAction' && ['restrict', 'setDefault'].includes(old.onDelete))
    const { notValid: _, ...valid } = old
    return sameConstraint(wanted, isLax ? { ...valid, onDelete: wanted.onDelete } : valid)
  }
  if (wanted.kind === 'check' && old.kind === 'check')
    return sameExpression(wanted.expression, old.expression)
  return sameConstraint(wanted, old)
}

function isUniqueIndex({ unique, where, method }: IndexSchema): boolean {
  return unique && where === undefined && method === 'btree'
}

function columnsOf({ parts }: IndexSchema): string[] {
  return parts.flatMap((part) => ('column' in part ? [part.column] : [part.expression]))
}

function sameList(one: readonly string[], other: readonly string[], inAnyOrder: boolean): boolean {
  const ordered = (list: readonly string[]) => (inAnyOrder ? list.toSorted() : list).map(quoted).join()
  return ordered(one) === ordered(other)
}

/** Two wishes may be granted by one part. */
function unique<T extends { readonly name: string }>(parts: readonly T[]): T[] {
  return [...new Map(parts.map((part) => [part.name, part])).values()]
}

function withFreeName<T extends { readonly name: string }>(part: T, beside: ReadonlySet<string>): T {
  let { name } = part
  for (let count = 2; beside.has(name); count++) name = `${part.name}_${count}`
  return name === part.name ? part : { ...part, name }
}
