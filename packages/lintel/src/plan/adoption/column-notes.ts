/** What has to be said about a column. */
import { countedType } from '../../spec/column-type.ts'
import type { ColumnSchema } from '../tables/database-schema.ts'
import { isNullDefault } from './column-default.ts'
import { type ColumnScope, referenceOf } from './column-scope.ts'
import type { FieldExpression } from './field-expression.ts'
import { type AdoptionCode, type AdoptionNote, adoptionNote } from './notes.ts'

export function columnNotes(
  column: ColumnSchema,
  { calls, target }: FieldExpression,
  scope: ColumnScope,
): AdoptionNote[] {
  const subject = `${scope.table.name}.${column.name}`
  const has = (name: string) => calls.some((each) => each.name === name)
  const given = column.default !== undefined && column.name !== 'id' && !isNullDefault(column.default)
  const known = has('default') || has('defaultNow') || has('createdAt') || has('updatedAt')
  const isKept = referenceOf(scope.table, column.name) !== undefined && target === undefined
  return [
    ...(has('deletedAt') ? ['soft_delete' as const] : []),
    ...(has('private') ? ['private_guess' as const] : []),
    ...(column.type === 'numeric' ? ['decimal_open' as const] : []),
    ...(/^char\(/.test(column.type) ? ['text_padded' as const] : []),
    ...(isKept ? ['reference_kept' as const] : []),
    ...(given && !known ? ['default_kept' as const] : []),
  ].map((code: AdoptionCode) =>
    adoptionNote(code, subject, code === 'default_kept' ? `It is ${column.default}.` : undefined),
  )
}

/** A column that is left out, and that no row can do without. */
export function requiredNote(column: ColumnSchema, { table, facts }: ColumnScope): AdoptionNote[] {
  const isFilled = column.default !== undefined || column.identity || countedType(column.type) !== undefined
  if (column.nullable || isFilled || facts?.generated[column.name] !== undefined) return []
  return [adoptionNote('column_required', `${table.name}.${column.name}`)]
}
