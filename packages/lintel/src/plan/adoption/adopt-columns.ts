/** Columns of a table as fields: references, moments, values; and what is left out. */
import { countedType } from '../../spec/column-type.ts'
import { snakeCase } from '../../spec/names.ts'
import type { ColumnSchema, ForeignKeySchema } from '../tables/database-schema.ts'
import { type ColumnKind, columnKind } from './column-kind.ts'
import { columnNotes, requiredNote } from './column-notes.ts'
import { type ColumnScope, referenceOf } from './column-scope.ts'
import { call, type FieldExpression } from './field-expression.ts'
import { ruled, withModifiers } from './field-modifiers.ts'
import { camelCase, UniqueNames } from './names.ts'
import { type AdoptionNote, adoptionNote } from './notes.ts'
import { momentOf } from './timestamps.ts'

export interface AdoptedColumn {
  readonly column: string
  readonly field: string
  readonly expression: FieldExpression
}

export interface AdoptedColumns {
  readonly columns: readonly AdoptedColumn[]
  readonly notes: readonly AdoptionNote[]
}

type Adopted =
  | { readonly field: string; readonly expression: FieldExpression }
  | { readonly note: AdoptionNote }

export function adoptColumns(scope: ColumnScope): AdoptedColumns {
  const names = new UniqueNames(['id', 'createdAt', 'updatedAt', 'deletedAt'])
  const columns: AdoptedColumn[] = []
  const notes: AdoptionNote[] = []
  for (const column of scope.table.columns) {
    const adopted = adoptColumn(column, scope, names)
    if ('note' in adopted) notes.push(adopted.note, ...requiredNote(column, scope))
    else {
      columns.push({ column: column.name, ...adopted })
      notes.push(...columnNotes(column, adopted.expression, scope))
    }
  }
  return { columns, notes }
}

function adoptColumn(column: ColumnSchema, scope: ColumnScope, names: UniqueNames): Adopted {
  if (column.name === 'id') return { field: 'id', expression: idField(column) }
  const subject = `${scope.table.name}.${column.name}`
  if (scope.facts?.generated[column.name] !== undefined)
    return { note: adoptionNote('column_generated', subject) }
  const moment = momentOf(column, scope.table)
  const kind = columnKind(column.type, scope.enums)
  if (moment && kind) return { field: moment, expression: momentField(moment, column, kind) }
  return referenceTo(column, scope, names) ?? valueIn(column, scope, names)
}

function referenceTo(column: ColumnSchema, scope: ColumnScope, names: UniqueNames): Adopted | undefined {
  const reference = referenceField(column, scope)
  if (!reference) return undefined
  const field = names.claim(
    camelCase(column.name.replace(/_?id$/i, '') || column.name),
    camelCase(column.name),
  )
  return { field, expression: withModifiers(reference, { column, usual: `${snakeCase(field)}_id`, scope }) }
}

function valueIn(column: ColumnSchema, scope: ColumnScope, names: UniqueNames): Adopted {
  const kind = columnKind(column.type, scope.enums)
  if (!kind || column.identity) {
    const subject = `${scope.table.name}.${column.name}`
    return { note: adoptionNote('column_type', subject, `It is ${column.type}.`) }
  }
  const named = camelCase(column.name)
  const field = names.claim(named, `${named}Value`)
  const expression = { calls: [ruled(kind, scope.checks.get(column.name))] } as const
  return { field, expression: withModifiers(expression, { column, usual: snakeCase(field), scope, kind }) }
}

/** UUIDs are what an entity has by itself. */
function idField({ type, comment }: ColumnSchema): FieldExpression {
  const described = comment === undefined ? [] : [call('describe', comment)]
  if (type === 'uuid') return { calls: [call('uuid'), ...described] }
  return {
    calls: [call('integerId'), ...described, ...(type === 'bigint' ? [] : [call('columnType', type)])],
  }
}

function momentField(moment: string, column: ColumnSchema, { columnType }: ColumnKind): FieldExpression {
  const { name, nullable, comment } = column
  return {
    calls: [
      call(moment),
      ...(nullable && moment !== 'deletedAt' ? [call('optional')] : []),
      ...(comment === undefined ? [] : [call('describe', comment)]),
      ...(name === snakeCase(moment) ? [] : [call('column', name)]),
      ...(columnType === undefined ? [] : [call('columnType', columnType)]),
    ],
  }
}

function referenceField(
  { name, type, nullable }: ColumnSchema,
  scope: ColumnScope,
): FieldExpression | undefined {
  const key = referenceOf(scope.table, name)
  const target = scope.entities.get(key?.references.table ?? '')
  if (!key || !target || !leadsToId(key, { type, nullable }, target.idType)) return undefined
  const onDelete = { cascade: 'cascade', setNull: 'setNull' }[key.onDelete as string]
  const usual = countedType(target.idType) ?? target.idType
  return {
    target: target.name,
    calls: [
      call('ref', ...(onDelete === undefined ? [] : [{ onDelete }])),
      ...(type === usual ? [] : [call('columnType', type)]),
    ],
  }
}

function leadsToId(
  { references, onDelete }: ForeignKeySchema,
  { type, nullable }: Pick<ColumnSchema, 'type' | 'nullable'>,
  idType: string,
): boolean {
  const numbers = ['smallint', 'integer', 'bigint']
  const fits = idType === 'uuid' ? type === 'uuid' : numbers.includes(type)
  return fits && references.columns[0] === 'id' && (nullable || onDelete !== 'setNull')
}
