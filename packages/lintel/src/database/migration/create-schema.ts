/** Makes everything at once in an empty database. */
import type { ClientBase } from 'pg'
import { diffSchemas } from '../../plan/migration/diff-schemas.ts'
import { stepOf } from '../../plan/migration/step-of.ts'
import { type DatabaseSchema, emptySchema } from '../../plan/tables/database-schema.ts'
import { preferPublic } from './transaction.ts'

/** Every statement that makes a schema, in an order in which they run. */
export function createStatements(schema: DatabaseSchema): readonly string[] {
  return diffSchemas(emptySchema, schema).flatMap((change) => stepOf(change).up)
}

/**
 * Creates the tables of a schema in one round trip, all or none, without a ledger: for databases of tests.
 *
 * @throws the driver's error, when something of the same name is there
 */
export async function createSchema({
  client,
  schema,
}: {
  readonly client: ClientBase
  readonly schema: DatabaseSchema
}): Promise<void> {
  // Statements that are sent together are one transaction.
  await client.query([preferPublic, ...createStatements(schema)].join(';\n'))
}
