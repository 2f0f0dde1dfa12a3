import { describe, expect, it } from 'vitest'
import { parseHurl } from './hurl-parser.ts'
import { countRequests, formatFile, formatTotals } from './report.ts'
import type { RequestResult } from './runner.ts'

const file = parseHurl('suite/a.hurl', '# First\nGET {{host}}/a\nHTTP 200\n\nGET {{host}}/b\nHTTP 200\n')
const [first, second] = file.requests
const sent = { method: 'GET', url: 'http://h/a', headers: [], body: undefined }
const passed: RequestResult = { request: second!, failures: [] }

function failed(body: string): RequestResult {
  const answer = { status: 500, headers: new Map(), body, json: undefined }
  const failures = [{ line: 3, expected: 'HTTP 200', came: 'HTTP 500' }]
  return { request: first!, failures, sent, answer }
}

describe('the report', () => {
  it('is one line for a file that passed', () => {
    expect(formatFile({ file, requests: [passed, passed] })).toBe('a.hurl: 2 passed, 0 failed')
  })

  it('names place, expectation and answer of each failure', () => {
    expect(formatFile({ file, requests: [failed('{"a":\n  1}'), passed] })).toBe(`a.hurl: 1 passed, 1 failed
  suite/a.hurl:2: failed: First
    suite/a.hurl:3: expected HTTP 200
      came HTTP 500
    GET http://h/a answered 500 {"a": 1}`)
  })

  it('cuts a long body and says how long it was', () => {
    expect(formatFile({ file, requests: [failed('x'.repeat(1000))] })).toContain(
      `answered 500 ${'x'.repeat(400)}… (1000 characters)`,
    )
    expect(formatFile({ file, requests: [failed('')] })).toContain('answered 500 (empty body)')
  })

  it('counts requests, not failures', () => {
    const twice = failed('')
    const results = [
      { file, requests: [{ ...twice, failures: [...twice.failures, ...twice.failures] }, passed] },
    ]
    expect(formatTotals(countRequests(results))).toBe('1 passed, 1 failed')
    expect(formatTotals(countRequests([]))).toBe('0 passed, 0 failed')
  })
})
