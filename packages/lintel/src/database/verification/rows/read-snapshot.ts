/** Reads every row of an application, without any rule, for whoever decides rules in memory. */
import type { ClientBase } from 'pg'
import { type DataRow, RowSnapshot, type SnapshotData } from '../../../plan/access/row-snapshot.ts'
import { quoted } from '../../../plan/sql/column.ts'
import type { ApplicationModel, EntityModel, FieldModel } from '../../../spec/model.ts'
import { sessionSetup } from '../../session.ts'

export async function readSnapshot(client: ClientBase, model: ApplicationModel): Promise<RowSnapshot> {
  await client.query(sessionSetup)
  const rows: Record<string, readonly DataRow[]> = {}
  const links: Record<string, readonly (readonly [string, string])[]> = {}
  for (const entity of Object.values(model.entities)) {
    rows[entity.name] = (await client.query<DataRow>(everyRow(entity))).rows
    for (const { through } of Object.values(entity.fields)) {
      if (through) links[through.table] = await readLinks(client, through)
    }
  }
  const data: SnapshotData = { rows, links }
  return new RowSnapshot(model, data)
}

function everyRow({ fields, table }: EntityModel): string {
  return `SELECT ${rowTexts(Object.values(fields))} FROM public.${quoted(table)} ORDER BY "id"`
}

/** The columns of a `DataRow`. */
export function rowTexts(fields: readonly FieldModel[]): string {
  return fields
    .flatMap(({ name, column }) =>
      column === undefined ? [] : [`${quoted(column)}::text AS ${quoted(name)}`],
    )
    .join(', ')
}

interface JoiningTable {
  readonly table: string
  readonly here: string
  readonly there: string
}

async function readLinks(client: ClientBase, { table, here, there }: JoiningTable) {
  const { rows } = await client.query<{ here: string; there: string }>(
    `SELECT ${quoted(here)}::text AS here, ${quoted(there)}::text AS there FROM public.${quoted(table)}`,
  )
  return rows.map((row) => [row.here, row.there] as const)
}
