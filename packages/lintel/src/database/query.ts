/** One statement on one connection: as texts for the data path, as rows for code. */
import type { ClientBase, Pool, Submittable } from 'pg'
import { type Arguments, bind } from '../plan/sql/statement.ts'
import type { ResultRow } from './result-row.ts'
import { rowTypes } from './session.ts'
import type { NamedStatement } from './statement-cache.ts'
import { TextQuery } from './text-query.ts'

export function queryTexts(
  client: ClientBase,
  statement: NamedStatement,
  parameters: Arguments,
): Promise<readonly ResultRow[]> {
  const query = new TextQuery(statement.text, statement.name, bind(statement, parameters))
  return new Promise((resolve, reject) => {
    query.onEnd((error, rows) => (error ? reject(error) : resolve(rows)))
    client.query(query as unknown as Submittable)
  })
}

/** The same on any connection of a pool, which is given back when the answer is there. */
export function queryPool(
  pool: Pool,
  statement: NamedStatement,
  parameters: Arguments,
): Promise<readonly ResultRow[]> {
  const query = new TextQuery(statement.text, statement.name, bind(statement, parameters))
  return (pool.query as unknown as (query: TextQuery) => Promise<readonly ResultRow[]>).call(pool, query)
}

export async function queryRows(
  client: ClientBase,
  { text, name }: NamedStatement,
  parameters: readonly unknown[],
): Promise<readonly object[]> {
  const query = { text, values: [...parameters], types: rowTypes as never }
  const result = await client.query<object>(name === undefined ? query : { ...query, name })
  return result.rows
}
