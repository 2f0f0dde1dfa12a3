import { describe, expect, it } from 'vitest'
import { parseHurl } from './hurl-parser.ts'
import { assertKnownVariables } from './known-variables.ts'

const capture = 'GET {{host}}/\nHTTP 200\n[Captures]\nid: jsonpath "$.id"\n'

function check(text: string): void {
  assertKnownVariables(parseHurl('a.hurl', text), ['host', 'uid'])
}

describe('assertKnownVariables', () => {
  it('takes what is given, and what is captured above or in the same request', () => {
    expect(() => check(`${capture}[Asserts]\njsonpath "$.id" == {{id}}\n`)).not.toThrow()
    expect(() => check(`${capture}GET {{host}}/{{id}}/{{uid}}\nHTTP 200\n`)).not.toThrow()
  })

  it.each([
    ['GET {{host}}/{{id}}\nHTTP 200', 1],
    [`GET {{host}}/{{id}}\nHTTP 200\n${capture}`, 1],
    ['GET {{host}}/\nX: {{newUuid}}\nHTTP 200', 1],
    ['POST {{host}}/\n{"id": {{id}}}\nHTTP 200', 1],
    ['GET {{host}}/\nHTTP 200\n[Asserts]\njsonpath "$.a" != {{id}}', 4],
    ['GET {{host}}/\nHTTP 200\n[Asserts]\njsonpath "$.a" not contains "{{id}}"', 4],
  ])('refuses %j', (text, line) => {
    expect(() => check(text)).toThrow(expect.objectContaining({ line }))
  })
})
