/** Columns of an author's own: their names, and types in which the values of a field can be stored. */

import type { Declarations } from './application.ts'
import type { Report } from './build-model.ts'
import { type BuiltInType, builtInType } from './column-type.ts'
import type { FieldDefinition } from './fields.ts'
import type { ApplicationModel, EntityModel, FieldKind, FieldModel } from './model.ts'

const texts = ['text', 'varchar', 'char', 'citext'] as const
const allowed: Readonly<Partial<Record<FieldKind, readonly BuiltInType[]>>> = {
  text: texts,
  email: texts,
  url: texts,
  slug: texts,
  password: ['text', 'varchar'],
  enum: ['text', 'varchar', 'char'],
  integer: ['smallint', 'integer'],
  bigint: ['bigint'],
  decimal: ['numeric'],
  date: ['date'],
  timestamp: ['timestamptz', 'timestamp'],
  json: ['jsonb', 'json'],
  uuid: ['uuid'],
  boolean: ['boolean'],
}
const counting = ['smallint', 'integer', 'bigint', 'smallserial', 'serial', 'bigserial'] as const

export function checkColumns(entity: EntityModel, declared: Declarations, report: Report): void {
  for (const field of Object.values(entity.fields)) {
    checkType(entity, field, report)
  }
  const own = declared.entities.get(entity.name)?.fields ?? {}
  for (const [name, { definition }] of Object.entries(own)) {
    checkName({ entity, name, definition }, report)
    checkMoment({ entity, name, definition }, report)
  }
}

/** What is stored in one enum type has the same values everywhere. */
export function checkEnumTypes({ entities }: ApplicationModel, report: Report): void {
  const known = new Map<string, { readonly values: string; readonly label: string }>()
  for (const entity of Object.values(entities)) {
    for (const { name, kind, columnType, values = [] } of Object.values(entity.fields)) {
      if (kind !== 'enum' || columnType === undefined || builtInType(columnType)) continue
      const label = `${entity.name}.${name}`
      const other = known.get(columnType)
      if (!other) known.set(columnType, { values: values.join('\0'), label })
      else if (other.values !== values.join('\0')) {
        report.add({
          at: entity.at,
          message: `${label} and ${other.label} are stored in the enum type ${columnType}, with different values.`,
          hint: 'Give both the values of the type, in its order.',
        })
      }
    }
  }
}

interface Declared {
  readonly entity: EntityModel
  readonly name: string
  readonly definition: FieldDefinition
}

function checkName({ entity, name, definition }: Declared, report: Report): void {
  const { column, through } = definition
  if (name === 'id' && column !== undefined && column !== 'id') {
    report.add({
      at: entity.at,
      message: `The id of ${entity.name} is stored in the column "${column}".`,
      hint: 'Its column is called "id" in every table: take column() out.',
    })
  }
  const names = [column, through?.table, through?.here, through?.there].filter((each) => each !== undefined)
  for (const each of names.filter((text) => text === '' || Buffer.byteLength(text) > 63)) {
    report.add({
      at: entity.at,
      message: `${entity.name}.${name} is stored under the name "${each}", which PostgreSQL cannot keep.`,
      hint: 'Give it a name of 1 to 63 bytes.',
    })
  }
}

function checkType(entity: EntityModel, field: FieldModel, report: Report): void {
  const { columnType } = field
  if (columnType === undefined) return
  const fitting = typesFor(field)
  const type = builtInType(columnType)
  if (type ? fitting.includes(type) : field.kind === 'enum') return
  report.add({
    at: entity.at,
    message: `${entity.name}.${field.name} is a ${field.kind}, which a column of the type "${columnType}" does not hold.`,
    hint: `Types that do: ${fitting.join(', ')}${field.kind === 'enum' ? ', or an enum type by its name' : ''}.`,
  })
}

function typesFor(field: FieldModel): readonly BuiltInType[] {
  if (field.name === 'id' && field.kind === 'integer') return counting
  if (field.kind === 'ref') return field.idKind === 'integer' ? ['smallint', 'integer', 'bigint'] : ['uuid']
  return allowed[field.kind] ?? []
}

function checkMoment({ entity, name, definition }: Declared, report: Report): void {
  const { moment } = definition
  if (moment === undefined) return
  if (moment !== name) {
    report.add({
      at: entity.at,
      message: `${entity.name}.${name} is declared with t.${moment}(), which is the field ${moment}.`,
      hint: `Call it ${moment}, and name its column: ${moment}: t.${moment}().column('${entity.fields[name]?.column ?? name}').`,
    })
  } else if (moment === 'deletedAt' && !entity.softDelete) {
    report.add({
      at: entity.at,
      message: `${entity.name} declares deletedAt, but its rows are not deleted softly.`,
      hint: 'Add softDelete: true to its options.',
    })
  }
}
