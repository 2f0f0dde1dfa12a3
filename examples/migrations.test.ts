/** The examples' migrations lead to their models, and back: what `lintel plan --check` and `lintel migrate` do. */
import { fileURLToPath } from 'node:url'
import type { Application } from 'lintel'
import { createTestDatabase } from 'lintel/testing'
import { describe, expect, test } from 'vitest'
import { withClient } from '../packages/lintel/src/database/client.ts'
import { introspectSchema } from '../packages/lintel/src/database/migration/introspection/introspect-schema.ts'
import { migrateDown, migrateUp } from '../packages/lintel/src/database/migration/migrate.ts'
import { latestSnapshot, readMigrations } from '../packages/lintel/src/database/migration/read-migrations.ts'
import { schemaDrift } from '../packages/lintel/src/database/migration/schema-drift.ts'
import { planMigration } from '../packages/lintel/src/plan/migration/live/plan-migration.ts'
import { emptySchema } from '../packages/lintel/src/plan/tables/database-schema.ts'
import { tablesOf } from '../packages/lintel/src/plan/tables/tables-of.ts'
import conduit from './conduit/src/conduit.ts'
import shop from './shop/src/shop.ts'
import workspaces from './workspaces/src/workspaces.ts'

const examples: [string, Application][] = [
  ['shop', shop],
  ['conduit', conduit],
  ['workspaces', workspaces],
]

describe.each(examples)('the migrations of %s', (name, { model }) => {
  const directory = fileURLToPath(new URL(`./${name}/migrations`, import.meta.url))

  test('say what the model says', async () => {
    const migrations = await readMigrations(directory)
    expect(migrations.length).toBeGreaterThan(0)
    const { steps } = planMigration({ from: latestSnapshot(migrations), to: tablesOf(model), number: 2 })
    expect(steps.map(({ summary }) => summary)).toEqual([])
    expect(latestSnapshot(migrations)).toEqual(tablesOf(model))
  })

  test('go up, down and up again on a real database', async () => {
    const migrations = await readMigrations(directory)
    const database = await createTestDatabase()
    try {
      await withClient(database.connectionString, async (client) => {
        const drift = async (expected = tablesOf(model)) =>
          schemaDrift(expected, await introspectSchema(client))
        await migrateUp({ client, migrations })
        expect(await drift()).toEqual([])
        await migrateDown({ client, migrations, to: 0 })
        expect(await drift(emptySchema)).toEqual([])
        await migrateUp({ client, migrations })
        expect(await drift()).toEqual([])
      })
    } finally {
      await database.drop()
    }
  })
})
