/** Which columns of a table are the moments that an entity has by itself: creation, last change, deletion. */

import type { Moment } from '../../spec/fields.ts'
import { snakeCase } from '../../spec/names.ts'
import type { ColumnSchema, TableSchema } from '../tables/database-schema.ts'

/** Names that frameworks and people give them, the most usual first. */
const names: Readonly<Record<Moment, readonly string[]>> = {
  createdAt: [
    'created_at',
    'created_on',
    'created',
    'inserted_at',
    'date_created',
    'created_date',
    'creation_date',
  ],
  updatedAt: [
    'updated_at',
    'updated_on',
    'updated',
    'modified_at',
    'modified',
    'last_modified',
    'date_updated',
    'date_modified',
    'updated_date',
  ],
  deletedAt: ['deleted_at'],
}

export function momentOf(column: ColumnSchema, table: TableSchema): Moment | undefined {
  const moments = Object.keys(names) as Moment[]
  return moments.find((moment) => columnOfMoment(moment, table)?.name === column.name)
}

function columnOfMoment(moment: Moment, { columns }: TableSchema): ColumnSchema | undefined {
  const fits = ({ type, nullable }: ColumnSchema) =>
    /^timestamp(tz)?(\(\d\))?$/.test(type) && (moment !== 'deletedAt' || nullable)
  for (const name of names[moment]) {
    const found = columns.find((column) => snakeCase(column.name) === name && fits(column))
    if (found) return found
  }
  return undefined
}

/** Moments that need no declaration: named and typed as Lintel would. */
export function isUsualMoment({ name, type, nullable, comment }: ColumnSchema, moment: Moment): boolean {
  return (
    name === snakeCase(moment) &&
    type === 'timestamptz(3)' &&
    comment === undefined &&
    nullable === (moment === 'deletedAt')
  )
}
