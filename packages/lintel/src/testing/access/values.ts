/** Rows as texts, in the forms in which they are sent and in which code has them. */
import type { DataRow } from '../../plan/access/row-snapshot.ts'
import type { EntityModel, FieldModel, Json, WriteModel } from '../../spec/model.ts'

/** The value of a text as JSON has it. */
export function jsonOf(field: FieldModel, text: string | null): Json {
  if (text === null) return null
  switch (field.kind) {
    case 'integer':
      return Number(text)
    case 'ref':
      return field.idKind === 'integer' ? Number(text) : text
    case 'boolean':
      return text === 'true'
    case 'json':
      return JSON.parse(text) as Json
    case 'timestamp':
      return text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')
    case 'password':
      return 'correct horse battery'
    default:
      return text
  }
}

/** What the fields of a write take of a row; relations are left out. */
export function bodyOf(row: DataRow, entity: EntityModel, fields: readonly string[]): Record<string, Json> {
  return Object.fromEntries(
    fields.flatMap((name) => {
      const field = entity.fields[name]
      return field?.column === undefined ? [] : [[name, jsonOf(field, row[name] ?? null)] as const]
    }),
  )
}

/** The row that is stored where these fields are sent: presets and defaults in the others. */
export function storedRow(
  row: DataRow,
  entity: EntityModel,
  { fields, set }: Pick<WriteModel, 'fields' | 'set'>,
  principalId: string | null,
): DataRow {
  const columns = Object.values(entity.fields).filter(({ column }) => column !== undefined)
  return Object.fromEntries(
    columns.map((field) => {
      const preset = set[field.name]
      if (preset) return [field.name, 'principal' in preset ? principalId : textOf(preset.value)]
      const text = fields.includes(field.name) ? (row[field.name] ?? null) : defaultOf(field)
      return [field.name, field.lowerCase ? (text?.toLowerCase() ?? null) : text]
    }),
  )
}

/** What a field has that nobody gives: a new id is nobody's. */
export function defaultOf(field: FieldModel): string | null {
  const given = field.default
  if (!given) return null
  if ('value' in given) return textOf(given.value)
  if ('now' in given) return new Date().toISOString()
  return given.generated === 'uuid' ? '00000000-0000-4000-8000-000000000000' : '0'
}

function textOf(value: Json): string | null {
  if (value === null) return null
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
