/** Types that a database has to have before its tables: enum types, and those of extensions. */
import type { EntityModel } from '../../spec/model.ts'
import { enumType, quoted, textLiteral } from '../sql/column.ts'
import type { DatabaseSchema } from './database-schema.ts'

/** The values of each enum type that a field names as the type of its column. */
export function enumTypes(entities: readonly EntityModel[]): Record<string, readonly string[]> {
  const fields = entities.flatMap((entity) => Object.values(entity.fields))
  return Object.fromEntries(
    fields.flatMap((field) =>
      enumType(field) && field.columnType !== undefined ? [[field.columnType, field.values ?? []]] : [],
    ),
  )
}

/** What a database has to have before the tables: enum types, and the extension of texts without regard to case. */
export function createTypes(schema: DatabaseSchema): string[] {
  const columns = Object.values(schema.tables).flatMap((table) => table.columns)
  const needsText = columns.some(({ type }) => type === 'citext')
  return [...(needsText ? ['CREATE EXTENSION IF NOT EXISTS citext'] : []), ...createEnumTypes(schema)]
}

/** They come before the tables that use them. */
export function createEnumTypes({ enums = {} }: DatabaseSchema): string[] {
  return Object.entries(enums).map(
    ([name, values]) => `CREATE TYPE ${quoted(name)} AS ENUM (${values.map(textLiteral).join(', ')})`,
  )
}
