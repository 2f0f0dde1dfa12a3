/** The table of an entity. */
import type { ApplicationModel, EntityModel } from '../../spec/model.ts'
import { columnOf } from './column-of.ts'
import type { ConstraintNames } from './constraint-names.ts'
import type { TableSchema } from './database-schema.ts'
import { entityConstraints, uniqueIndexes } from './entity-constraints.ts'
import { entityIndexes } from './entity-indexes.ts'
import type { MemberPair } from './member-pairs.ts'

interface Scope {
  readonly model: ApplicationModel
  readonly names: ConstraintNames
  /** Of the whole application. */
  readonly pairs: readonly MemberPair[]
}

export function entityTable(entity: EntityModel, { model, names, pairs }: Scope): TableSchema {
  const columns = Object.values(entity.fields).flatMap((field) => columnOf(field, entity, model) ?? [])
  const constraints = entityConstraints(entity, { model, names, columns })
  const partial = uniqueIndexes(entity, names)
  return {
    name: entity.table,
    of: { entity: entity.name },
    ...(entity.renamedFrom === undefined ? {} : { renamedFrom: entity.renamedFrom }),
    ...(entity.retired === undefined ? {} : { follows: entity.retired }),
    ...splitOf(entity),
    ...(entity.description === undefined ? {} : { comment: entity.description }),
    columns,
    constraints,
    indexes: [...partial, ...entityIndexes(entity, { model, names, constraints, partial, pairs })],
  }
}

function splitOf({ splitFrom, fields }: EntityModel): Pick<TableSchema, 'splitFrom'> {
  if (!splitFrom) return {}
  const columns = splitFrom.fields.flatMap((name) => {
    const column = fields[name]?.column
    return column === undefined ? [] : [[name, column] as const]
  })
  const reference = fields[splitFrom.through]?.column ?? splitFrom.through
  return { splitFrom: { entity: splitFrom.entity, reference, columns: Object.fromEntries(columns) } }
}
