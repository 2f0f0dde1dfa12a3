// In charge of finding, in an answer, the value that an assert or a capture asks for.

import type { HttpAnswer } from './http-exchange.ts'
import type { Query, QuerySource } from './hurl-file.ts'
import { selectPath } from './json-path.ts'
import { isList, type JsonValue } from './json-value.ts'

/** An answer whose body was read as JSON, once. */
export interface ReadAnswer extends HttpAnswer {
  /** `undefined` when the body is not JSON. */
  readonly json: JsonValue | undefined
}

/** A query that could not be put to this answer, whatever the predicate says. */
export class QueryError extends Error {
  override readonly name = 'QueryError'
}

export function readAnswer(answer: HttpAnswer): ReadAnswer {
  return { ...answer, json: parseJson(answer.body) }
}

/**
 * The value asked for, or `undefined` when there is none.
 *
 * @throws  QueryError: a JSONPath on a body that is not JSON, a count of what is not a list
 */
export function evaluateQuery(query: Query, answer: ReadAnswer): JsonValue | undefined {
  const value = find(query.source, answer)
  if (!query.count) return value
  if (value === undefined) throw new QueryError('nothing that could be counted')
  if (!isList(value)) throw new QueryError('something that is not a list')
  return value.length
}

function find(source: QuerySource, answer: ReadAnswer): JsonValue | undefined {
  switch (source.kind) {
    case 'status':
      return answer.status
    case 'body':
      return answer.body
    case 'header': {
      const values = answer.headers.get(source.name.toLowerCase())
      return values?.length === 1 ? values[0] : values
    }
    case 'jsonpath':
      if (answer.json === undefined) throw new QueryError('a body that is not JSON')
      return selectPath(source.path, answer.json)
  }
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
