/** The application model → the tables that hold its rows. */
import type { ApplicationModel } from '../../spec/model.ts'
import { rowSecurityOf } from '../access/row-security/row-security-of.ts'
import { enumTypes } from './column-types.ts'
import { ConstraintNames } from './constraint-names.ts'
import type { DatabaseSchema } from './database-schema.ts'
import { entityTable } from './entity-table.ts'
import { joinTable } from './join-table.ts'
import { memberPairs } from './member-pairs.ts'

/**
 * The database that an application needs: every table with its columns, constraints and indexes.
 *
 * The same model always gives the same names; none is longer than the 63 bytes that PostgreSQL keeps.
 */
export function tablesOf(model: ApplicationModel): DatabaseSchema {
  const entities = Object.values(model.entities)
  const names = new ConstraintNames(
    entities.flatMap(({ table, indexes, checks }) => [
      table,
      ...[...indexes, ...checks].map(({ name }) => name),
    ]),
  )
  const pairs = memberPairs(model)
  const tables = [
    ...entities.map((entity) => entityTable(entity, { model, names, pairs })),
    ...entities.flatMap((entity) =>
      Object.values(entity.fields).flatMap((field) => joinTable(field, entity, model, names) ?? []),
    ),
  ]
  const enums = enumTypes(entities)
  const rowSecurity = rowSecurityOf(model)
  return {
    format: 1,
    tables: Object.fromEntries(tables.map((table) => [table.name, table])),
    ...(Object.keys(enums).length === 0 ? {} : { enums }),
    ...(rowSecurity ? { rowSecurity } : {}),
  }
}
