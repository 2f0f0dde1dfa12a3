/** The constraints of an entity's table: its key, what is unique, what it refers to, what holds for each row. */
import type { EntityModel, FieldModel } from '../../spec/model.ts'
import type { Entities } from '../sql/column.ts'
import { quoted } from '../sql/column.ts'
import type { ConstraintNames } from './constraint-names.ts'
import type { ColumnSchema, ConstraintSchema, ForeignKeySchema, IndexSchema } from './database-schema.ts'
import { entityCheck, fieldCheck } from './field-checks.ts'

interface Scope {
  readonly model: Entities
  readonly names: ConstraintNames
  readonly columns: readonly ColumnSchema[]
}

export function entityConstraints(entity: EntityModel, scope: Scope): ConstraintSchema[] {
  const { names, columns, model } = scope
  const fields = Object.values(entity.fields)
  return [
    { kind: 'primaryKey', name: names.claim(entity.table, 'pkey'), columns: ['id'] },
    ...(entity.softDelete
      ? []
      : uniques(entity, names).map((each) => ({ kind: 'unique' as const, ...each }))),
    ...fields.flatMap((field) => foreignKey(entity, field, { model, names }) ?? []),
    ...fields.flatMap((field) => fieldCheck(entity, field, names) ?? []),
    ...entity.checks.map((check) => entityCheck(check, entity, columns)),
  ]
}

/** What is unique among the rows that are not deleted. */
export function uniqueIndexes(entity: EntityModel, names: ConstraintNames): IndexSchema[] {
  if (!entity.softDelete) return []
  const deletedAt = entity.fields.deletedAt?.column ?? 'deleted_at'
  return uniques(entity, names).map(({ name, columns }) => ({
    name,
    method: 'btree',
    unique: true,
    parts: columns.map((column) => ({ column })),
    columns: [...columns, deletedAt],
    where: `${quoted(deletedAt)} IS NULL`,
  }))
}

function uniques(entity: EntityModel, names: ConstraintNames): { name: string; columns: string[] }[] {
  const single = Object.values(entity.fields).filter(
    (field) => field.unique && field.column && field.name !== 'id',
  )
  const together = entity.indexes.filter((index) => index.unique)
  return [
    ...single.flatMap(({ column }) =>
      column ? { name: names.claim(entity.table, column, 'key'), columns: [column] } : [],
    ),
    ...together.map(({ name, fields }) => ({
      name,
      columns: fields.flatMap((field) => entity.fields[field]?.column ?? []),
    })),
  ]
}

// NO ACTION and not RESTRICT: it looks at the end of the statement, so that rows which go together by cascade may
// refer to each other, and it is 23503 in every version (RESTRICT is 23001 from PostgreSQL 18 on).
const onDelete = { restrict: 'noAction', cascade: 'cascade', setNull: 'setNull' } as const

function foreignKey(
  entity: EntityModel,
  field: FieldModel,
  { model, names }: Pick<Scope, 'model' | 'names'>,
): ForeignKeySchema | undefined {
  const target = model.entities[field.target ?? '']
  if (field.kind !== 'ref' || field.column === undefined || !target) return undefined
  return {
    kind: 'foreignKey',
    name: names.claim(entity.table, field.column, 'fkey'),
    columns: [field.column],
    references: { table: target.table, columns: [target.fields.id?.column ?? 'id'] },
    onDelete: onDelete[field.onDelete ?? 'restrict'],
  }
}
