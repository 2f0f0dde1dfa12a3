/** How two tables meet along a relation. */
import type { EntityModel, FieldModel } from '../../spec/model.ts'
import { column, type Entities, quoted } from './column.ts'
import type { PredicateWriter } from './statement.ts'

export interface Joined {
  /** What follows `FROM`: the target's table, and a joining table where there is one. */
  readonly from: string
  readonly alias: string
  /** The condition that ties it to the outer row: `key` equals `outer`. */
  readonly on: string
  /** What of its own rows is compared. */
  readonly key: string
  /** What of the outer row it is compared with. */
  readonly outer: string
  readonly entity: EntityModel
}

/** The target's rows of one relation of the row `outer`. */
export function joinRelation(
  outer: string,
  field: FieldModel,
  model: Entities,
  writer: PredicateWriter,
): Joined {
  const entity = model.entities[field.target ?? '']
  if (!entity) throw new Error(`The relation ${field.name} was not checked.`)
  if (field.kind === 'many') return joinMany(`${outer}."id"`, field, model, writer)
  const alias = writer.alias()
  const from = `${quoted(entity.table)} ${alias}`
  if (field.kind === 'ref') return { from, alias, entity, ...tied(`${alias}."id"`, column(outer, field)) }
  const { table, here, there } = field.through ?? { table: '', here: '', there: '' }
  const link = writer.alias()
  return {
    from: `${quoted(table)} ${link} JOIN ${from} ON ${alias}."id" = ${link}.${quoted(there)}`,
    alias,
    entity,
    ...tied(`${link}.${quoted(here)}`, `${outer}."id"`),
  }
}

/** The rows of a `many` that name this id, whichever row it is read from. */
export function joinMany(id: string, field: FieldModel, model: Entities, writer: PredicateWriter): Joined {
  const entity = model.entities[field.target ?? '']
  const inverse = entity?.fields[field.inverse ?? '']
  if (!entity || !inverse) throw new Error(`The inverse of ${field.name} was not checked.`)
  const alias = writer.alias()
  return { from: `${quoted(entity.table)} ${alias}`, alias, entity, ...tied(column(alias, inverse), id) }
}

function tied(key: string, outer: string): Pick<Joined, 'on' | 'key' | 'outer'> {
  return { on: `${key} = ${outer}`, key, outer }
}

/** Rows that were deleted softly are not there. */
export function notDeleted(alias: string, entity: EntityModel): string | undefined {
  const { deletedAt } = entity.fields
  return entity.softDelete && deletedAt ? `${column(alias, deletedAt)} IS NULL` : undefined
}

/** Joins conditions with AND; the empty conjunction is `TRUE`. */
export function conjunction(parts: readonly (string | undefined)[]): string {
  const present = parts.filter((part) => part !== undefined)
  return present.length === 0 ? 'TRUE' : present.join(' AND ')
}
