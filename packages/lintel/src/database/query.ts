/** One statement on one connection: as texts for the data path, as rows for code. */
import type { ClientBase, Submittable } from 'pg'
import { type Arguments, bind } from '../plan/sql/statement.ts'
import { announce } from './caller.ts'
import type { ResultRow } from './result-row.ts'
import { rowTypes } from './session.ts'
import type { NamedStatement } from './statement-cache.ts'
import { TextQuery } from './text-query.ts'

/** The parameters of a statement whose rows are objects. */
export interface RowArguments {
  readonly values: readonly unknown[]
  /** As `Arguments` has it. */
  readonly caller?: string | undefined
}

export function queryTexts(
  client: ClientBase,
  statement: NamedStatement,
  parameters: Arguments,
): Promise<readonly ResultRow[]> {
  const told = announce(client, parameters.caller)
  const query = textQuery(statement, parameters)
  const answer = new Promise<readonly ResultRow[]>((resolve, reject) => {
    query.onEnd((error, rows) => (error ? reject(error) : resolve(rows)))
    client.query(query as unknown as Submittable)
  })
  return told ? Promise.all([told, answer]).then(([, rows]) => rows) : answer
}

export function textQuery(statement: NamedStatement, parameters: Arguments): TextQuery {
  return new TextQuery(statement.text, statement.name, bind(statement, parameters))
}

export async function queryRows(
  client: ClientBase,
  { text, name }: NamedStatement,
  { values, caller }: RowArguments,
): Promise<readonly object[]> {
  const told = announce(client, caller)
  const query = { text, values: [...values], types: rowTypes as never }
  const answer = client.query<object>(name === undefined ? query : { ...query, name })
  const [result] = await Promise.all([answer, told])
  return result.rows
}
