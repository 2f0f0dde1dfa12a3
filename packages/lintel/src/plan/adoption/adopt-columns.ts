/** Columns of a table as fields: references, moments, values; and what is left out. */
import { countedType } from '../../spec/column-type.ts'
import { snakeCase } from '../../spec/names.ts'
import type { ColumnSchema, ForeignKeySchema, TableSchema } from '../tables/database-schema.ts'
import type { TableFacts } from './catalogue.ts'
import type { ColumnCheck } from './column-check.ts'
import { defaultCall, isNullDefault } from './column-default.ts'
import { type ColumnKind, columnKind } from './column-kind.ts'
import { type Call, call, type FieldExpression } from './field-expression.ts'
import { camelCase, UniqueNames } from './names.ts'
import { type AdoptionCode, type AdoptionNote, adoptionNote } from './notes.ts'
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

export interface ColumnScope {
  readonly table: TableSchema
  readonly facts: TableFacts | undefined
  readonly enums: Readonly<Record<string, readonly string[]>>
  /** Names of entities and types of their ids, by table. */
  readonly entities: ReadonlyMap<string, { readonly name: string; readonly idType: string }>
  /** What is unique by itself. */
  readonly uniques: ReadonlySet<string>
  /** Checks of single columns that a field can say. */
  readonly checks: ReadonlyMap<string, ColumnCheck>
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
      notes.push(...notesOf(column, adopted.expression, scope))
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
  const reference = referenceField(column, scope)
  const named = camelCase(column.name)
  if (reference) {
    const short = camelCase(column.name.replace(/_?id$/i, '') || column.name)
    const field = names.claim(short, named)
    return {
      field,
      expression: withModifiers(reference, { column, field, usual: `${snakeCase(field)}_id`, scope }),
    }
  }
  if (!kind || column.identity) {
    return { note: adoptionNote('column_type', subject, `It is ${column.type}.`) }
  }
  const field = names.claim(named, `${named}Value`)
  const expression = { calls: [ruled(kind, scope.checks.get(column.name))] } as const
  return {
    field,
    expression: withModifiers(expression, { column, field, usual: snakeCase(field), scope, kind }),
  }
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

export function referenceOf(table: TableSchema, column: string): ForeignKeySchema | undefined {
  return table.constraints.find(
    (each): each is ForeignKeySchema =>
      each.kind === 'foreignKey' && each.columns.length === 1 && each.columns[0] === column,
  )
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

/** The function of `t` with the bounds or values that a check gives. */
function ruled({ kind, made }: ColumnKind, check: ColumnCheck | undefined): Call {
  if (check?.kind === 'values') return call('enum', ...check.values)
  if (check?.kind !== 'length' && check?.kind !== 'range') return made
  const { min, max } = check
  const bounds = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }
  if (kind === 'decimal') return call(made.name, ...made.arguments, bounds)
  return call(made.name, { ...(made.arguments[0] as object | undefined), ...bounds })
}

interface Modified {
  readonly column: ColumnSchema
  readonly field: string
  /** The column's name if nothing is said. */
  readonly usual: string
  readonly scope: ColumnScope
  readonly kind?: ColumnKind
}

function withModifiers(
  expression: FieldExpression,
  { column, usual, scope, kind }: Modified,
): FieldExpression {
  const { name, nullable, comment } = column
  const [made, ...rest] = expression.calls
  const value = kind && fieldDefault(column, made.name as 'text', kind)
  const calls: [Call, ...Call[]] = [
    made,
    ...(nullable ? [call('optional')] : []),
    ...(value ? [value] : []),
    ...(scope.uniques.has(name) ? [call('unique')] : []),
    ...(kind?.kind === 'text' ? discretion(name) : []),
    ...(comment === undefined ? [] : [call('describe', comment)]),
    ...(name === usual ? [] : [call('column', name)]),
    ...(kind?.columnType === undefined ? [] : [call('columnType', kind.columnType)]),
    ...rest,
  ]
  return { ...expression, calls }
}

/** A check may have made an enum of a text. */
function fieldDefault(
  column: ColumnSchema,
  made: ColumnKind['kind'],
  { kind }: ColumnKind,
): Call | undefined {
  return column.default === undefined
    ? undefined
    : defaultCall(column.default, made === 'enum' ? 'enum' : kind)
}

const secrets = /password|passwd|secret|token|digest|salt|otp|api_?key|private_?key|encrypted/
const persons = /e?_?mail|phone|first_?name|last_?name|birth|address|(^|_)ip$/

function discretion(column: string): Call[] {
  const words = snakeCase(column)
  if (secrets.test(words) && !words.endsWith('_id')) return [call('private')]
  return persons.test(words) ? [call('personal')] : []
}

function notesOf(
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

function requiredNote(column: ColumnSchema, { table, facts }: ColumnScope): AdoptionNote[] {
  const isFilled = column.default !== undefined || column.identity || countedType(column.type) !== undefined
  if (column.nullable || isFilled || facts?.generated[column.name] !== undefined) return []
  return [adoptionNote('column_required', `${table.name}.${column.name}`)]
}
