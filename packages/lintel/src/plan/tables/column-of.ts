/** The column of a field: its type, whether it may be empty, its default. */
import { countedType } from '../../spec/column-type.ts'
import type { EntityModel, FieldModel } from '../../spec/model.ts'
import { type Entities, enumType, isZoneless, sqlType } from '../sql/column.ts'
import type { ColumnSchema } from './database-schema.ts'
import { literal } from './literal.ts'

/** `undefined` for a field that is stored elsewhere. */
export function columnOf(field: FieldModel, entity: EntityModel, model: Entities): ColumnSchema | undefined {
  if (field.column === undefined) return undefined
  const type = columnType(field, model)
  const value = defaultOf(field, entity, type)
  return {
    name: field.column,
    type,
    nullable: field.optional,
    ...(value === undefined ? {} : { default: value }),
    ...(isCounted(field) ? { identity: true as const } : {}),
    ...(field.description === undefined ? {} : { comment: field.description }),
    field: field.name,
    ...(field.renamedFrom === undefined ? {} : { renamedFrom: field.renamedFrom }),
    ...(field.filledFrom === undefined ? {} : { filledFrom: field.filledFrom }),
  }
}

function columnType(field: FieldModel, model: Entities): string {
  // `t.list` and `t.object` are meant for inputs; stored, they are JSON.
  const kind: string = field.kind
  if (field.columnType !== undefined) return enumType(field) ?? field.columnType
  if (kind === 'ref') return idColumnType(model.entities[field.target ?? ''], model)
  if (kind === 'list' || kind === 'object') return 'jsonb'
  if (kind === 'timestamp') return 'timestamptz(3)'
  if (kind === 'decimal' && field.precision !== undefined)
    return `numeric(${field.precision},${field.scale ?? 0})`
  return sqlType(field, model)
}

/** The type of a column that holds ids of an entity. */
export function idColumnType(entity: EntityModel | undefined, model: Entities): string {
  const id = entity?.fields.id
  return id ? (countedType(id.columnType) ?? columnType(id, model)) : 'uuid'
}

/** The type of a column's values: that of the column, unless it says besides that they are counted. */
export function valueType({ type }: ColumnSchema): string {
  return countedType(type) ?? type
}

function defaultOf(field: FieldModel, entity: EntityModel, type: string): string | undefined {
  const given = field.default
  // A row that is inserted is not deleted, whatever the model says of this moment's default.
  if (entity.softDelete && field.name === 'deletedAt') return undefined
  if (!given || 'generated' in given) return undefined
  if ('now' in given) return currentMoment(field, type)
  return given.value === null && field.kind !== 'json' ? undefined : literal(given.value, type)
}

// The zone of a session that another program opens must not count.
function currentMoment(field: FieldModel, type: string): string {
  if (type === 'date') return "(now() AT TIME ZONE 'UTC')::date"
  return isZoneless(field) ? "(now() AT TIME ZONE 'UTC')" : 'now()'
}

function isCounted(field: FieldModel): boolean {
  // A serial column brings its own sequence.
  if (countedType(field.columnType)) return false
  return field.default !== undefined && 'generated' in field.default && field.default.generated === 'identity'
}
