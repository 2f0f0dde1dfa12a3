/** The indexes of an entity's table: declared ones, and those that its references, lists and search need. */
import type { ApplicationModel, EntityModel } from '../../spec/model.ts'
import { orderingOf } from '../query/ordering.ts'
import type { ConstraintNames } from './constraint-names.ts'
import type { ConstraintSchema, IndexPart, IndexSchema } from './database-schema.ts'
import type { MemberPair } from './member-pairs.ts'
import { admitsOthers, ownerReferences } from './owner-references.ts'
import { searchColumns, searchExpression } from './search-expression.ts'

type Column = { readonly column: string; readonly descending?: true }

interface Scope {
  readonly model: ApplicationModel
  readonly names: ConstraintNames
  readonly constraints: readonly ConstraintSchema[]
  /** Partial unique indexes, where rows are deleted softly. */
  readonly partial: readonly IndexSchema[]
  /** Of the whole application. */
  readonly pairs: readonly MemberPair[]
}

export function entityIndexes(
  entity: EntityModel,
  { model, names, constraints, partial, pairs }: Scope,
): IndexSchema[] {
  const indexes = declaredIndexes(entity)
  const keys = constraints.filter((each) => each.kind === 'primaryKey' || each.kind === 'unique')
  const full = (): Column[][] => [
    ...keys.map(({ columns }) => columns.map((column) => ({ column }))),
    ...indexes.map((index) => index.parts.filter((part) => 'column' in part)),
  ]
  const everyIndex = () => [
    ...full(),
    ...partial.map((index) => index.parts.filter((part) => 'column' in part)),
  ]
  const add = (columns: readonly Column[]) => indexes.push(btree(names, entity.table, columns))
  for (const list of ownerLists(entity, model)) {
    if (!full().some((each) => serves(each, list))) add([...list.equal, ...list.order])
  }
  for (const { entity: name, columns } of pairs) {
    const isAsked = ([one, other]: readonly Column[]) =>
      columns.every((column) => column === one?.column || column === other?.column)
    if (name === entity.name && !everyIndex().some(isAsked)) add(columns.map((column) => ({ column })))
  }
  for (const column of references(entity))
    if (!full().some(([first]) => first?.column === column)) add([{ column }])
  for (const list of defaultLists(entity, model)) {
    if (!everyIndex().some((each) => serves(each, list))) add(list.order)
  }
  for (const columns of sortedLists(entity, model)) {
    if (!everyIndex().some(([first]) => first?.column === columns[0]?.column)) add(columns)
  }
  return [...indexes, ...searchIndex(entity, names)]
}

function declaredIndexes(entity: EntityModel): IndexSchema[] {
  return entity.indexes
    .filter((index) => !index.unique)
    .map(({ name, fields }) => {
      const columns = fields.flatMap((field) => entity.fields[field]?.column ?? [])
      return { name, method: 'btree', unique: false, parts: columns.map((column) => ({ column })), columns }
    })
}

function btree(names: ConstraintNames, table: string, parts: readonly IndexPart[]): IndexSchema {
  const columns = parts.flatMap((part) => ('column' in part ? [part.column] : []))
  return { name: names.claim(table, ...columns, 'idx'), method: 'btree', unique: false, parts, columns }
}

function references(entity: EntityModel): string[] {
  return Object.values(entity.fields).flatMap((field) =>
    field.kind === 'ref' && field.column ? [field.column] : [],
  )
}

/** Rows that have one value in `equal`, in this order: one range of an index that begins with both. */
interface List {
  readonly equal: readonly Column[]
  readonly order: readonly Column[]
}

function ownerLists(entity: EntityModel, model: ApplicationModel): List[] {
  return readsOf(entity, model).flatMap(({ who, defaultSort }) =>
    ownerReferences(who, entity).flatMap((reference) => {
      const column = entity.fields[reference]?.column
      if (column === undefined) return []
      const order = listOrder(entity, defaultSort).filter((each) => each.column !== column)
      return [{ equal: [{ column }], order }]
    }),
  )
}

/** All rows in the order of their list, for readers who are not bound to their own. */
function defaultLists(entity: EntityModel, model: ApplicationModel): List[] {
  const open = readsOf(entity, model).filter(({ who, exposed }) => exposed && admitsOthers(who))
  return open.map(({ defaultSort }) => ({ equal: [], order: listOrder(entity, defaultSort) }))
}

function sortedLists(entity: EntityModel, model: ApplicationModel): Column[][] {
  const resources = Object.values(model.resources).filter((resource) => resource.entity === entity.name)
  return resources.flatMap(({ sort }) => sort.map((field) => listOrder(entity, [field])))
}

function readsOf(entity: EntityModel, model: ApplicationModel) {
  const resources = Object.values(model.resources).filter((resource) => resource.entity === entity.name)
  return resources.flatMap(({ read, defaultSort, path }) =>
    read ? [{ who: read.who, defaultSort, exposed: path !== null }] : [],
  )
}

function listOrder(entity: EntityModel, sort: readonly string[]): Column[] {
  const columns = new Map<string, Column>()
  for (const { field, descending } of orderingOf(entity, sort)) {
    const { column } = field
    if (column !== undefined && !columns.has(column)) {
      columns.set(column, descending ? { column, descending } : { column })
    }
  }
  const order = [...columns.values()]
  // Rows are unique from the id on: nothing behind it orders anything.
  const id = order.findIndex(({ column }) => column === 'id')
  return id < 0 ? order : order.slice(0, id + 1)
}

/** Whether an index gives the rows of a list in their order, read from either end; ties may be left to sort. */
function serves(index: readonly Column[], { equal, order }: List): boolean {
  const keys = order.length > 1 && order.at(-1)?.column === 'id' ? order.slice(0, -1) : order
  const wanted = [...equal, ...keys]
  if (wanted.some(({ column }, at) => index[at]?.column !== column)) return false
  const turned = keys.map((key, at) => key.descending !== index[at + equal.length]?.descending)
  return new Set(turned).size <= 1
}

function searchIndex(entity: EntityModel, names: ConstraintNames): IndexSchema[] {
  const columns = searchColumns(entity)
  if (columns.length === 0) return []
  const name = names.claim(entity.table, 'search', 'idx')
  return [{ name, method: 'gin', unique: false, parts: [{ expression: searchExpression(entity) }], columns }]
}
