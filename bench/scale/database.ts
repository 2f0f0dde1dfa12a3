/** The database of one run: created with the tables of the generated application, dropped at the end. */

import type { ApplicationModel } from 'lintel'
import { planDatabase, type TemporaryDatabase } from '../harness/temporary-database.ts'
import { inside } from './places.ts'

/** @param adminUrl   a database of the server, by a role that may create databases */
export function planScaleDatabase(adminUrl: string, model: ApplicationModel): TemporaryDatabase {
  return planDatabase({ adminUrl, prefix: 'lintel_scale', fill: (url) => createTables(url, model) })
}

async function createTables(url: string, model: ApplicationModel): Promise<void> {
  const { withClient } = await inside('./database/client.js')
  const { createSchema } = await inside('./database/migration/create-schema.js')
  const { tablesOf } = await inside('./plan/tables/tables-of.js')
  await withClient(url, (client: unknown) => createSchema({ client, schema: tablesOf(model) }))
}
