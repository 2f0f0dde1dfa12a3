/** The table that joins the two sides of a `manyToMany`: pairs of ids, reached from either side. */
import type { EntityModel, FieldModel } from '../../spec/model.ts'
import type { Entities } from '../sql/column.ts'
import { idColumnType } from './column-of.ts'
import type { ConstraintNames } from './constraint-names.ts'
import type { ColumnSchema, ForeignKeySchema, TableSchema } from './database-schema.ts'

interface Side {
  readonly side: 'here' | 'there'
  readonly column: string
  readonly entity: EntityModel
}

/** `undefined` for a field of another kind. */
export function joinTable(
  field: FieldModel,
  entity: EntityModel,
  model: Entities,
  names: ConstraintNames,
): TableSchema | undefined {
  const { through, target } = field
  const other = model.entities[target ?? '']
  if (!through || !other) return undefined
  const { table, here, there } = through
  const sides: Side[] = [
    { side: 'here', column: here, entity },
    { side: 'there', column: there, entity: other },
  ]
  return {
    name: table,
    of: { entity: entity.name, field: field.name },
    ...(field.renamedFrom === undefined ? {} : { renamedFrom: field.renamedFrom }),
    columns: sides.map((side) => idColumn(side, model)),
    constraints: [
      { kind: 'primaryKey', name: names.claim(table, 'pkey'), columns: [here, there] },
      ...sides.map((side) => foreignKey(side, table, names)),
    ],
    indexes: [
      {
        name: names.claim(table, there, here, 'idx'),
        method: 'btree',
        unique: false,
        parts: [{ column: there }, { column: here }],
        columns: [there, here],
      },
    ],
  }
}

function idColumn({ side, column, entity }: Side, model: Entities): ColumnSchema {
  return { name: column, type: idColumnType(entity, model), nullable: false, field: side }
}

function foreignKey({ column, entity }: Side, table: string, names: ConstraintNames): ForeignKeySchema {
  return {
    kind: 'foreignKey',
    name: names.claim(table, column, 'fkey'),
    columns: [column],
    references: { table: entity.table, columns: [entity.fields.id?.column ?? 'id'] },
    onDelete: 'cascade',
  }
}
