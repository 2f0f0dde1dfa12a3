/** Tags: what an answer was read from, and what a write takes with it. A table's name, or one of its rows. */
import type { ApplicationModel } from '../../spec/model.ts'
import { openActor } from '../access/actor.ts'

/** One row of a table; its answer has `anyRowTag`, too. */
export function rowTag(table: string, id: string): string {
  return `${table}#${id}`
}

/** Every answer that shows a single row of the table. */
export function anyRowTag(table: string): string {
  return `${table}#*`
}

/** What a statement writes. */
export interface Touch {
  readonly table: string
  /** Absent for links, and for what cannot be told. */
  readonly action?: 'create' | 'update' | 'delete'
  /** The only row that it can concern. */
  readonly id?: string
}

/** Takes the tags that a write takes with it: also of rows that the database deletes or changes along with its own. */
export function touchedTags({ table, action, id }: Touch, model: ApplicationModel): readonly string[] {
  // No answer shows a row that was not there.
  if (action === 'create') return [table]
  const own = [table, id === undefined ? anyRowTag(table) : rowTag(table, id)]
  if (action === 'update') return own
  return [...own, ...tablesAlong(table, model).flatMap((each) => [each, anyRowTag(each)])]
}

const alongByModel = new WeakMap<ApplicationModel, Map<string, readonly string[]>>()

/** Tables in which the database changes rows when rows of this one go: cascades, references set to null, links. */
function tablesAlong(table: string, model: ApplicationModel): readonly string[] {
  const known = alongByModel.get(model) ?? new Map<string, readonly string[]>()
  alongByModel.set(model, known)
  const before = known.get(table)
  if (before) return before
  const found = new Set<string>()
  const next = [table]
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    for (const reached of reachedBy(at, model)) {
      if (found.has(reached.table)) continue
      found.add(reached.table)
      if (reached.goes) next.push(reached.table)
    }
  }
  const all = [...found]
  known.set(table, all)
  return all
}

function reachedBy(table: string, { entities }: ApplicationModel): { table: string; goes: boolean }[] {
  const name = Object.values(entities).find((each) => each.table === table)?.name
  if (name === undefined) return []
  return Object.values(entities).flatMap((entity) =>
    Object.values(entity.fields).flatMap((field) => {
      if (field.through && (entity.name === name || field.target === name))
        return [{ table: field.through.table, goes: false }]
      if (field.kind !== 'ref' || field.target !== name) return []
      const onDelete = field.onDelete ?? 'restrict'
      return onDelete === 'restrict' ? [] : [{ table: entity.table, goes: onDelete === 'cascade' }]
    }),
  )
}

/** Whom a widest statement is written for: rules are left as they stand. */
export const widestActor = openActor
