/** A copy of every row beside the tables, from which a row is put back after a test has changed it. */
import type { Client } from 'pg'
import { quoted } from '../../plan/sql/column.ts'
import type { DatabaseSchema, TableSchema } from '../../plan/tables/database-schema.ts'
import { tableGroups } from '../../plan/verification/rows/table-order.ts'

const schemaName = 'access_backup'

export class RowBackup {
  readonly #client: Client
  readonly #tables: readonly TableSchema[]

  constructor(client: Client, schema: DatabaseSchema) {
    this.#client = client
    this.#tables = tableGroups(Object.values(schema.tables)).flatMap(({ members }) =>
      members.map(({ table }) => table),
    )
  }

  async take(): Promise<void> {
    await this.#client.query(`DROP SCHEMA IF EXISTS ${schemaName} CASCADE`)
    await this.#client.query(`CREATE SCHEMA ${schemaName}`)
    for (const { name } of this.#tables)
      await this.#client.query(`CREATE TABLE ${copyOf(name)} AS TABLE ${original(name)}`)
  }

  /** Puts rows back that are gone or changed, and takes those away that were not there. */
  async restore(): Promise<void> {
    const statements = [
      ...this.#tables.map(putBack),
      ...this.#tables.toReversed().map(({ name, constraints }) => takeAway(name, keyOf(constraints))),
    ]
    await this.#client.query(statements.join(';\n'))
  }

  /** The tables whose rows are not what they were. */
  async changedTables(): Promise<readonly string[]> {
    const changed: string[] = []
    for (const { name } of this.#tables) {
      const { rows } = await this.#client.query<{ same: boolean }>(
        `SELECT NOT EXISTS (TABLE ${original(name)} EXCEPT TABLE ${copyOf(name)})
            AND NOT EXISTS (TABLE ${copyOf(name)} EXCEPT TABLE ${original(name)}) AS same`,
      )
      if (!rows[0]?.same) changed.push(name)
    }
    return changed
  }
}

const original = (table: string) => `public.${quoted(table)}`
const copyOf = (table: string) => `${schemaName}.${quoted(table)}`

function keyOf(constraints: TableSchema['constraints']): readonly string[] {
  return constraints.find(({ kind }) => kind === 'primaryKey')?.columns ?? []
}

function putBack({ name, columns, constraints }: TableSchema): string {
  const key = keyOf(constraints)
  const others = columns.map((column) => column.name).filter((column) => !key.includes(column))
  const changes = others.map((column) => `${quoted(column)} = excluded.${quoted(column)}`)
  const same = others.map(
    (column) => `kept.${quoted(column)}::text IS DISTINCT FROM excluded.${quoted(column)}::text`,
  )
  const conflict =
    others.length === 0 ? 'NOTHING' : `UPDATE SET ${changes.join(', ')} WHERE ${same.join(' OR ')}`
  return `INSERT INTO ${original(name)} AS kept OVERRIDING SYSTEM VALUE TABLE ${copyOf(name)}
          ON CONFLICT (${key.map(quoted).join(', ')}) DO ${conflict}`
}

function takeAway(name: string, key: readonly string[]): string {
  const same = key.map((column) => `kept.${quoted(column)} = made.${quoted(column)}`).join(' AND ')
  return `DELETE FROM ${original(name)} made WHERE NOT EXISTS (SELECT 1 FROM ${copyOf(name)} kept WHERE ${same})`
}
