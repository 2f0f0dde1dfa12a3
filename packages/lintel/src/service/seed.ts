/** Rows for an empty database in development. */

import type { DataAccess } from '../database/data-access.ts'
import { quoted } from '../plan/sql/column.ts'
import type { Application } from '../spec/application.ts'

/** Runs the application's seed where no entity has a row; gives whether it did. */
export async function seedIfEmpty(application: Application, db: DataAccess): Promise<boolean> {
  const { seed } = application.declarations.options
  const tables = Object.values(application.model.entities).map(({ table }) => table)
  if (!seed || tables.length === 0) return false
  const anyRow = tables.map((table) => `EXISTS (SELECT 1 FROM ${quoted(table)})`).join(' OR ')
  const [row] = await db.sql<{ filled: boolean }>(`SELECT ${anyRow} AS filled`)
  if (row?.filled) return false
  // All of it or nothing: half a seed would keep the other half from ever coming.
  await db.transaction((tx) => seed({ db: tx }))
  return true
}
