import { describe, expect, it } from 'vitest'
import { parseAssert } from './assert-parser.ts'
import { evaluateQuery, QueryError, readAnswer } from './query.ts'

function ask(query: string, body: string) {
  const { query: parsed } = parseAssert({ file: 'a.hurl', number: 1, text: `${query} exists` })
  const headers = new Map([
    ['content-type', ['text/html']],
    ['set-cookie', ['a=1', 'b=2']],
  ])
  return evaluateQuery(parsed, readAnswer({ status: 418, headers, body }))
}

describe('evaluateQuery', () => {
  it.each([
    ['status', 418],
    ['body', '{"a": [1, 2], "b": null}'],
    ['header "Content-TYPE"', 'text/html'],
    ['header "Set-Cookie"', ['a=1', 'b=2']],
    ['header "Set-Cookie" count', 2],
    ['header "Etag"', undefined],
    ['jsonpath "$.a"', [1, 2]],
    ['jsonpath "$.a" count', 2],
    ['jsonpath "$.b"', null],
    ['jsonpath "$.c"', undefined],
  ])('%s gives %j', (query, value) => {
    expect(ask(query, '{"a": [1, 2], "b": null}')).toEqual(value)
  })

  it.each([
    ['jsonpath "$.a"', '<html>'],
    ['jsonpath "$.a"', ''],
    ['jsonpath "$.a" count', '{}'],
    ['jsonpath "$.a" count', '{"a": "ab"}'],
    ['jsonpath "$.a" count', '{"a": {"length": 1}}'],
  ])('%s cannot be asked of %j', (query, body) => {
    expect(() => ask(query, body)).toThrow(QueryError)
  })
})
