/** The difference of two schemas as changes, in an order in which they run. */
import type { ConstraintSchema, DatabaseSchema, TableSchema } from '../tables/database-schema.ts'
import { sameConstraint, sameIndex } from '../tables/same-parts.ts'
import type { Change } from './change.ts'
import type { RenameConstraint } from './changes/rename-constraint.ts'
import type { RenameIndex } from './changes/rename-index.ts'
import { type ColumnDifferences, diffColumns, pair } from './diff-columns.ts'
import { diffNamed } from './diff-constraints.ts'
import { diffRenames } from './diff-renames.ts'
import { orderRenames } from './rename-order.ts'
import { sameRowSecurity } from './row-security/same-row-security.ts'

/**
 * What makes a database of the schema `from` one of the schema `to`.
 *
 * Names come first; then everything that stands in the way goes; tables and columns come, then what is built on
 * them; columns and tables that nobody declares go last. Run backwards, the ways back of the changes undo them.
 */
export function diffSchemas(from: DatabaseSchema, to: DatabaseSchema): Change[] {
  const changes = diffTables(from, to)
  const [old, wanted] = [from.rowSecurity, to.rowSecurity]
  // A column that a policy reads cannot change under it.
  if (changes.length === 0 && sameRowSecurity(old, wanted)) return changes
  return [
    ...(old ? [{ kind: 'dropRowSecurity' as const, security: old }] : []),
    ...changes,
    ...(wanted ? [{ kind: 'addRowSecurity' as const, security: wanted }] : []),
  ]
}

function diffTables(from: DatabaseSchema, to: DatabaseSchema): Change[] {
  const renames = diffRenames(from, to)
  const before = renames.schema
  const created = Object.values(to.tables).filter(({ name }) => !before.tables[name])
  const dropped = Object.values(before.tables).filter(({ name }) => !to.tables[name])
  const kept = Object.values(to.tables).flatMap((table) => {
    const old = before.tables[table.name]
    return old ? [{ from: old, to: table, columns: diffColumns(old, table) }] : []
  })
  const parts = kept.map(diffParts)
  return [
    ...renames.changes,
    ...dropped.flatMap((table) => foreignKeys(table).map((constraint) => drop(table, constraint))),
    ...parts.flatMap((part) => part.droppedKeys),
    ...parts.flatMap((part) => part.dropped),
    ...orderPartRenames(parts.flatMap((part) => part.renamed)),
    ...parts.flatMap((part) => part.described),
    ...created.map((table): Change => ({ kind: 'createTable', table })),
    ...kept.flatMap((each) => each.columns.changes),
    ...parts.flatMap((part) => part.added),
    ...parts.flatMap((part) => part.addedKeys),
    ...created.flatMap((table) => foreignKeys(table).map((constraint) => add(table, constraint))),
    ...kept.flatMap((each) => each.columns.dropped),
    ...dropped.map((table): Change => ({ kind: 'dropTable', table })),
  ]
}

interface Kept {
  readonly from: TableSchema
  readonly to: TableSchema
  readonly columns: ColumnDifferences
}

export type PartRename = RenameConstraint | RenameIndex

interface Parts {
  readonly droppedKeys: readonly Change[]
  readonly dropped: readonly Change[]
  readonly renamed: readonly PartRename[]
  readonly described: readonly Change[]
  readonly added: readonly Change[]
  readonly addedKeys: readonly Change[]
}

/** Differences of everything but columns. Foreign keys stand apart: they go before, and come after, all others. */
function diffParts({ from, to, columns }: Kept): Parts {
  const table = to.name
  const touches = (names: readonly string[]) => names.some((name) => columns.replaced.has(name))
  const constraints = diffNamed({
    from: from.constraints,
    to: to.constraints,
    same: sameConstraint,
    // PostgreSQL retypes one column at a time, and in between a check would compare two types.
    touched: (each) =>
      touches(each.columns) ||
      (each.kind === 'check' && each.columns.some((name) => columns.retyped.has(name))),
  })
  const indexes = diffNamed({
    from: from.indexes,
    to: to.indexes,
    same: sameIndex,
    touched: (each) => touches(each.columns),
  })
  const isKey = ({ kind }: ConstraintSchema) => kind === 'foreignKey'
  const others = (each: ConstraintSchema) => !isKey(each)
  const comment = pair(from.comment, to.comment)
  return {
    droppedKeys: constraints.dropped.filter(isKey).map((each) => drop(to, each)),
    dropped: [
      ...indexes.dropped.map((index): Change => ({ kind: 'dropIndex', table, index })),
      ...constraints.dropped.filter(others).map((each) => drop(to, each)),
    ],
    renamed: [
      ...constraints.renamed.map((each) => ({ kind: 'renameConstraint' as const, table, ...each })),
      ...indexes.renamed.map((each) => ({ kind: 'renameIndex' as const, table, ...each })),
    ],
    described: from.comment === to.comment ? [] : [{ kind: 'changeComment', table, ...comment }],
    added: [
      ...constraints.added.filter(others).map((each) => add(to, each)),
      ...indexes.added.map((index): Change => ({ kind: 'addIndex', table, index })),
    ],
    addedKeys: constraints.added.filter(isKey).map((each) => add(to, each)),
  }
}

/** Indexes, keys and checks share their names: one has to be free before another takes it. */
export function orderPartRenames(renames: readonly PartRename[]): PartRename[] {
  const owners = new Map(renames.map((each) => [each.from, each]))
  const pairs = new Map(renames.map(({ from, to }) => [to, from]))
  return orderRenames(pairs, owners.keys()).flatMap((rename) => {
    const owner = owners.get(rename.from)
    if (!owner) return []
    owners.set(rename.to, owner)
    return [{ ...owner, ...rename }]
  })
}

function foreignKeys(table: TableSchema): ConstraintSchema[] {
  return table.constraints.filter(({ kind }) => kind === 'foreignKey')
}

function drop({ name }: TableSchema, constraint: ConstraintSchema): Change {
  return { kind: 'dropConstraint', table: name, constraint }
}

function add({ name }: TableSchema, constraint: ConstraintSchema): Change {
  return { kind: 'addConstraint', table: name, constraint }
}
