/** `lintel access cost`: grows data in a database that is dropped afterwards, and asks PostgreSQL what policies cost. */
import type { ClientBase } from 'pg'
import { withClient } from '../../database/client.ts'
import { createSchema } from '../../database/migration/create-schema.ts'
import { introspectSchema } from '../../database/migration/introspection/introspect-schema.ts'
import { migrateUp } from '../../database/migration/migrate.ts'
import { readMigrations } from '../../database/migration/read-migrations.ts'
import { type PolicyCost, policyCosts } from '../../database/verification/access/policy-cost.ts'
import { fillTables } from '../../database/verification/rows/fill-tables.ts'
import { tablesOf } from '../../plan/tables/tables-of.ts'
import { migrationsDirectory } from '../../service/project.ts'
import type { OpenApplication } from '../project/open-application.ts'
import { columns, counted, paintFor } from '../terminal.ts'
import { withScratchDatabases } from '../verify/verify.ts'

export interface CostOptions {
  readonly rows: number
  readonly seed: number
}

/** @throws Failure, MigrationError, Problem as `lintel migrate verify` does */
export async function costOfPolicies(
  { project, application: { model } }: OpenApplication,
  { rows, seed }: CostOptions,
): Promise<readonly PolicyCost[]> {
  const migrations = await readMigrations(migrationsDirectory(project))
  const prepare = async (client: ClientBase) => {
    // What serves is what migrations made, with what a person changed in them.
    if (migrations.length > 0) await migrateUp({ client, migrations })
    else await createSchema({ client, schema: tablesOf(model) })
    await fillTables({ client, schema: await introspectSchema(client), rowsPerTable: rows, seed })
    await client.query('ANALYZE')
  }
  return withScratchDatabases(project, async (databases) => {
    const { connectionString } = await databases.create()
    return withClient(connectionString, async (client) => {
      await prepare(client)
      // Of the predicates of statements; where the rules stand in the database, too, those are asked beside them.
      const { rowSecurity: _, ...own } = model
      return policyCosts({ client, model: own })
    })
  })
}

export function costText(costs: readonly PolicyCost[]): string {
  const paint = paintFor(process.stdout)
  const table = [
    ['policy', 'for', 'list', 'row', 'reads'],
    ...costs.map(({ resource, action, actors, listCost, rowCost, path, walks }) => [
      `${resource}.${action}`,
      actors.join(', '),
      listCost === undefined ? '–' : listCost.toFixed(1),
      rowCost.toFixed(1),
      [...new Set([...(walks ? ['the list in its order'] : []), ...path.map(scanText)])].join(', '),
    ]),
  ]
  const errors = costs.flatMap((cost) => cost.missing.map((index) => missingText(cost, index)))
  return [
    ...columns(table),
    ...errors.map((error) => `${paint('red', 'error')} ${error}`),
    `${counted(costs.length, 'policy', 'policies')} on grown data, ${counted(errors.length, 'missing index', 'missing indexes')}`,
  ].join('\n')
}

const scanText = ({ table, index }: PolicyCost['path'][number]) => `${table} by ${index ?? 'every row'}`

function missingText(
  { resource, action }: PolicyCost,
  { entity, table, fields, columns: names }: PolicyCost['missing'][number],
): string {
  const list = (words: readonly string[]) => words.map((word) => `'${word}'`).join(', ')
  return (
    `${resource}.${action} reads every row of ${table}: no index begins with ${names.join(', ')}.\n` +
    `  Add { index: [[${list(fields)}]] } to the entity ${entity}, or CREATE INDEX CONCURRENTLY ON ${table} (${names.join(', ')}).`
  )
}
