/** One statement on one connection: as texts for the data path, as rows for code. */
import type { ClientBase } from 'pg'
import { type Arguments, bind } from '../plan/sql/statement.ts'
import { rowTypes, textTypes } from './session.ts'
import type { NamedStatement } from './statement-cache.ts'

export type ResultRow = readonly (string | null)[]

export async function queryTexts(
  client: ClientBase,
  statement: NamedStatement,
  parameters: Arguments,
): Promise<readonly ResultRow[]> {
  const { text, name } = statement
  const query = { text, values: bind(statement, parameters), rowMode: 'array' as const, types: textTypes }
  const result = await client.query(name === undefined ? query : { ...query, name })
  return result.rows as ResultRow[]
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
