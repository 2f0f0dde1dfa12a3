/** One entity's declaration as plain data: names of table and columns, built-in fields, indexes, checks. */
import type { Report } from './build-model.ts'
import { buildValue } from './build-value.ts'
import { type AnyEntity, Entity, type EntityOptions } from './entity.ts'
import type { FieldDefinition, JoinOptions } from './fields.ts'
import type { CheckModel, EntityModel, FieldModel, IndexModel } from './model.ts'
import { pluralOf, snakeCase } from './names.ts'

/** Fields that every entity has by itself. */
export const builtInFields = ['id', 'createdAt', 'updatedAt', 'deletedAt'] as const

export function buildEntity(entity: AnyEntity, report: Report): EntityModel {
  const { options } = entity
  const table = tableOf(entity)
  const declared = Object.entries(entity.fields).map(([name, field]) =>
    buildField(entity, name, field.definition, report),
  )
  const moments = momentsOf(options).filter(({ name }) => declared.every((field) => field.name !== name))
  const fields = [...withId(declared), ...moments]
  return {
    name: entity.name,
    table,
    ...(options.plural === undefined ? {} : { plural: options.plural }),
    ...(options.description === undefined ? {} : { description: options.description }),
    fields: Object.fromEntries(fields.map((field) => [field.name, field])),
    indexes: buildIndexes(entity, table),
    checks: buildChecks(entity, table),
    softDelete: options.softDelete ?? false,
    search: options.search ?? [],
    ...(options.tenant === undefined ? {} : { tenant: options.tenant }),
    ...(options.renamedFrom === undefined ? {} : { renamedFrom: options.renamedFrom }),
    ...(options.retired === undefined ? {} : { retired: options.retired }),
    ...(options.splitFrom === undefined ? {} : { splitFrom: options.splitFrom }),
    at: entity.at,
  }
}

export function tableOf(entity: AnyEntity): string {
  return entity.options.table ?? snakeCase(entity.options.plural ?? pluralOf(entity.name))
}

const plainField = {
  optional: false,
  unique: false,
  immutable: false,
  readOnly: false,
  private: false,
  personal: false,
}

function withId(declared: readonly FieldModel[]): FieldModel[] {
  const own = declared.find((field) => field.name === 'id')
  const rest = declared.filter((field) => field.name !== 'id')
  if (own) return [own, ...rest]
  const generated = { generated: 'uuid' as const }
  const id = { ...plainField, name: 'id', kind: 'uuid' as const, column: 'id', default: generated }
  return [{ ...id, immutable: true, readOnly: true }, ...rest]
}

function momentsOf({ timestamps = true, softDelete = false }: EntityOptions): FieldModel[] {
  return [
    ...(timestamps ? [moment('createdAt'), moment('updatedAt')] : []),
    ...(softDelete ? [{ ...moment('deletedAt'), optional: true, private: true }] : []),
  ]
}

function moment(name: string): FieldModel {
  const now = { now: true as const }
  const field = { ...plainField, name, kind: 'timestamp' as const, column: snakeCase(name), readOnly: true }
  // The moment of creation stays, that of the last change moves, and that of deletion is absent until it comes.
  if (name === 'deletedAt') return field
  return name === 'createdAt' ? { ...field, immutable: true, default: now } : { ...field, default: now }
}

function buildField(
  entity: AnyEntity,
  name: string,
  definition: FieldDefinition,
  report: Report,
): FieldModel {
  const {
    unique,
    immutable,
    readOnly,
    private: hidden,
    personal,
    inverse,
    onDelete,
    renamedFrom,
    filledFrom,
    columnType,
    version,
  } = definition
  const kind = definition.kind as FieldModel['kind']
  const target = definition.target?.()
  if (definition.target && !(target instanceof Entity)) {
    report.add({
      at: entity.at,
      message: `${entity.name}.${name} refers to something that is not an entity.`,
      hint: 'Give a function that returns an entity: t.ref(() => Customer). Is its import circular without the arrow?',
    })
  }
  const { optional: _optional, personal: _personal, ...value } = buildValue(definition)
  return {
    ...value,
    name,
    kind,
    ...columnOf(name, definition),
    ...defaultMoment(definition),
    optional: definition.optional,
    unique,
    immutable,
    readOnly,
    private: hidden,
    personal,
    ...(inverse === undefined ? {} : { inverse }),
    ...(onDelete === undefined ? {} : { onDelete }),
    ...(renamedFrom === undefined ? {} : { renamedFrom }),
    ...(filledFrom === undefined ? {} : { filledFrom }),
    ...(columnType === undefined ? {} : { columnType }),
    ...(version === undefined ? {} : { version }),
    ...(kind === 'manyToMany' && target instanceof Entity
      ? { through: joinTable({ entity, field: name, target, through: definition.through ?? {} }) }
      : {}),
  }
}

function columnOf(name: string, { kind, column }: FieldDefinition): { column?: string } {
  if (kind === 'many' || kind === 'manyToMany') return {}
  if (column !== undefined) return { column }
  if (kind === 'ref') return { column: `${snakeCase(name)}_id` }
  if (kind === 'password') return { column: `${snakeCase(name)}_hash` }
  return { column: snakeCase(name) }
}

/** Rows that another program stores may go without the moment of their change, where it is optional. */
function defaultMoment({ moment, optional }: FieldDefinition): { default?: { now: true } } {
  return moment === undefined || optional ? {} : { default: { now: true } }
}

interface Join {
  readonly entity: AnyEntity
  readonly field: string
  readonly target: AnyEntity
  readonly through: JoinOptions
}

function joinTable({ entity, field, target, through }: Join): NonNullable<FieldModel['through']> {
  const here = through.here ?? `${snakeCase(entity.name)}_id`
  const there = through.there ?? `${snakeCase(target.name)}_id`
  // Both ends of one relation to itself need different columns.
  return {
    table: through.table ?? `${tableOf(entity)}_${snakeCase(field)}`,
    here,
    there: here === there ? `other_${there}` : there,
  }
}

function buildIndexes(entity: AnyEntity, table: string): IndexModel[] {
  const index = (fields: readonly string[], unique: boolean): IndexModel => ({
    name: identifier(`${table}_${fields.map(snakeCase).join('_')}_${unique ? 'key' : 'idx'}`),
    fields,
    unique,
  })
  const { options } = entity
  return [
    ...(options.unique ?? []).map((fields) => index(fields, true)),
    ...(options.index ?? []).map((fields) => index(fields, false)),
  ]
}

function buildChecks(entity: AnyEntity, table: string): CheckModel[] {
  return Object.entries(entity.options.check ?? {}).map(([name, [left, operator, right]]) => ({
    name: identifier(`${table}_${name}`),
    left,
    operator,
    right,
  }))
}

/** PostgreSQL cuts names at 63 bytes without a word; two long names must not become one. */
export function identifier(name: string): string {
  if (name.length <= 63) return name
  let hash = 0
  for (const char of name) hash = (hash * 31 + char.charCodeAt(0)) >>> 0
  return `${name.slice(0, 54)}_${hash.toString(36)}`
}
