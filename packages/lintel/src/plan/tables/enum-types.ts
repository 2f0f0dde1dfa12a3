/** Enum types of the database: which ones a model is stored in, and the statements that make them. */
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

/** They come before the tables that use them. */
export function createEnumTypes({ enums = {} }: DatabaseSchema): string[] {
  return Object.entries(enums).map(
    ([name, values]) => `CREATE TYPE ${quoted(name)} AS ENUM (${values.map(textLiteral).join(', ')})`,
  )
}
