/** How a field is written in SQL: its name, its type, and its form in an answer. */
import { builtInType } from '../../spec/column-type.ts'
import type { ApplicationModel, EntityModel, FieldModel } from '../../spec/model.ts'

export type Entities = Pick<ApplicationModel, 'entities' | 'rowSecurity'>

/** Always quoted, so that no name of an author is a word of SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

export function textLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** The column of a field, under a table's alias. */
export function column(alias: string, field: FieldModel): string {
  return `${alias}.${quoted(field.column ?? field.name)}`
}

/** The type that a parameter for this field is cast to. */
export function sqlType(field: FieldModel, model: Entities): string {
  switch (field.kind) {
    case 'uuid':
      return 'uuid'
    case 'ref':
    case 'many':
    case 'manyToMany':
      return idType(model.entities[field.target ?? ''], model)
    case 'integer':
      return field.default && 'generated' in field.default ? 'bigint' : 'integer'
    case 'bigint':
      return 'bigint'
    case 'decimal':
      return 'numeric'
    case 'boolean':
      return 'boolean'
    case 'date':
      return 'date'
    case 'timestamp':
      return 'timestamptz'
    case 'enum':
      return enumType(field) ?? 'text'
    case 'json':
      return 'jsonb'
    default:
      // As text it would be compared letter by letter, and no index of it used.
      return field.columnType === 'citext' ? 'citext' : 'text'
  }
}

/** The enum type that a field is stored in, quoted; `undefined` where it is stored as text. */
export function enumType({ kind, columnType }: FieldModel): string | undefined {
  if (kind !== 'enum' || columnType === undefined || builtInType(columnType)) return undefined
  return quoted(columnType)
}

/** Whether its column tells no time zone: what it holds is UTC. */
export function isZoneless({ kind, columnType }: FieldModel): boolean {
  return kind === 'timestamp' && columnType !== undefined && builtInType(columnType) === 'timestamp'
}

function idType(entity: EntityModel | undefined, model: Entities): string {
  const id = entity?.fields.id
  return id ? sqlType(id, model) : 'uuid'
}
