/** Fills every table of a database that nobody needs with generated rows. */
import type { ClientBase } from 'pg'
import { quoted, textLiteral } from '../../../plan/sql/column.ts'
import type { DatabaseSchema, TableSchema } from '../../../plan/tables/database-schema.ts'
import { isCounted } from '../../../plan/verification/rows/column-values.ts'
import type { Shortage } from '../../../plan/verification/rows/row.ts'
import { RowGenerator } from '../../../plan/verification/rows/row-generator.ts'
import type { TableFiller } from '../../../plan/verification/rows/table-filler.ts'
import type { TableGroup } from '../../../plan/verification/rows/table-order.ts'
import { insertOneByOne, insertRows, readRows, wordsOf } from './insert-rows.ts'
import { readFacts } from './read-facts.ts'
import { conditionsOf, refusedRows } from './refused-rows.ts'

export interface FillOptions {
  /** Outside a transaction: a statement that fails must not take the others with it. */
  readonly client: ClientBase
  /** What the empty tables of the database look like, as it was written or as it was read. */
  readonly schema: DatabaseSchema
  readonly rowsPerTable: number
  readonly seed: number
}

export interface FilledTables {
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>
  /** Tables with fewer rows than were asked for, columns without values; none goes unsaid. */
  readonly shortages: readonly Shortage[]
}

export async function fillTables({ client, schema, rowsPerTable, seed }: FillOptions): Promise<FilledTables> {
  const facts = await readFacts(client)
  const generator = new RowGenerator(schema, { rowsPerTable, seed, facts })
  for (const group of generator.groups) {
    for (const member of group.members) await judge(client, generator, generator.fill(member))
    generator.link(group)
    await insertGroup(client, generator, group)
  }
  for (const { table } of generator.groups.flatMap(({ members }) => members))
    await advanceCounters(client, table)
  const counts = Object.keys(schema.tables).map((name) => [name, generator.filler(name).rows.length] as const)
  return { rows: Object.fromEntries(counts), shortages: generator.shortages() }
}

const rounds = 40

/** Replaces values until the database refuses no row, and gives up the rows that it goes on refusing. */
async function judge(client: ClientBase, generator: RowGenerator, filler: TableFiller): Promise<void> {
  const conditions = conditionsOf(filler)
  if (conditions.length === 0) return
  for (let round = 1; filler.rows.length > 0; round++) {
    let isClean = true
    for (const condition of conditions) {
      const refused = await refusedRows(client, filler.result(), condition)
      if (refused.length === 0) continue
      isClean = false
      const stuck = round > rounds ? refused : filler.replace(refused, condition.columns, round)
      if (stuck.length === 0) continue
      generator.discard(filler.table.name, stuck, `${condition.name} refuses every row that was tried`)
    }
    if (isClean) return
  }
}

async function insertGroup(client: ClientBase, generator: RowGenerator, group: TableGroup): Promise<void> {
  const tables = generator.results(group)
  try {
    await insertRows(client, tables)
  } catch (error) {
    const [single] = tables
    if (!single || tables.length > 1) return generator.clear(group, wordsOf(error))
    const reason = await insertOneByOne(client, single)
    // A trigger may have made rows, too.
    generator.adopt(single.table.name, await readRows(client, single), reason)
  }
}

/** So that the next row that is inserted without a number gets one that is free. */
async function advanceCounters(client: ClientBase, table: TableSchema): Promise<void> {
  for (const { name } of table.columns.filter(isCounted)) {
    const owner = textLiteral(`public.${quoted(table.name)}`)
    await client.query(
      `SELECT setval(s, m) FROM (SELECT pg_get_serial_sequence(${owner}, ${textLiteral(name)})::regclass AS s,
                                        max(${quoted(name)}) AS m FROM public.${quoted(table.name)}) AS counted
       WHERE s IS NOT NULL AND m > 0`,
    )
  }
}
