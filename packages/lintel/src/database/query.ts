/** One statement on one connection: as texts for the data path, as rows for code. */
import type { ClientBase, Submittable } from 'pg'
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
  const query = textQuery(statement, parameters)
  return new Promise((resolve, reject) => {
    query.onEnd((error, rows) => (error ? reject(error) : resolve(rows)))
    client.query(query as unknown as Submittable)
  })
}

export function textQuery(statement: NamedStatement, parameters: Arguments): TextQuery {
  return new TextQuery(statement.text, statement.name, bind(statement, parameters))
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
