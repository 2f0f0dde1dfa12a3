import { describe, expect, it } from 'vitest'
import type { BrunoOutcome } from './bruno.ts'
import { compareFiles } from './comparison.ts'
import { parseHurl } from './hurl-parser.ts'
import type { Failure, RequestResult } from './runner.ts'

const text = `GET {{host}}/
HTTP 200
[Asserts]
jsonpath "$.a" != "b"
jsonpath "$.a" == "b"
[Captures]
a: jsonpath "$.a"
`
const [request] = parseHurl('a.hurl', text).requests
const wrongStatus: Failure = { line: 2, expected: 'HTTP 200', came: 'HTTP 404' }
const missingInNotEqual: Failure = { line: 4, expected: '!=', came: 'nothing' }
const missingInEqual: Failure = { line: 5, expected: '==', came: 'nothing' }
const missingInCapture: Failure = { line: 7, expected: 'a value', came: 'nothing' }

function hurl(failures: Failure[], more: Partial<RequestResult> = {}): RequestResult {
  const sent = { method: 'POST', url: 'http://x/api/u_mine', headers: [], body: '{ "name": "mine" }' }
  return { request: request!, failures, sent, ...more }
}

function bruno(failures: string[], more: Partial<BrunoOutcome> = {}): BrunoOutcome {
  const uid = '1795223458636oc73'
  return {
    name: 'a',
    failures,
    method: 'POST',
    url: `http://y/api/u_${uid}`,
    body: `{"name":"${uid}"}`,
    ...more,
  }
}

function compare(ours: RequestResult[], theirs: BrunoOutcome[]) {
  return compareFiles([{ name: 'a', uid: 'mine', hurl: ours, bruno: theirs }])
}

describe('compareFiles', () => {
  it('agrees where both passed or both failed', () => {
    expect(compare([hurl([]), hurl([wrongStatus])], [bruno([]), bruno(['x'])])).toEqual({
      requests: 2,
      hurlFailed: 1,
      brunoFailed: 1,
      explained: [],
      unexplained: [],
      differentRequests: [],
    })
  })

  it('has no explanation for what only one of them found', () => {
    const { unexplained } = compare([hurl([wrongStatus]), hurl([])], [bruno([]), bruno(['x'])])
    expect(unexplained).toEqual([
      { place: 'a 1', failedIn: 'Hurl', reason: '' },
      { place: 'a 2', failedIn: 'Bruno', reason: '' },
    ])
  })

  it('explains a request that was not sent, a missing value in != and in a capture', () => {
    const { sent: _, ...unsent } = hurl([wrongStatus], { unsetVariable: 'slug' })
    const ours = [unsent, hurl([missingInNotEqual]), hurl([missingInCapture, missingInNotEqual])]
    const { explained, unexplained } = compare(ours, [bruno([]), bruno([]), bruno([])])
    expect(explained.map(({ place }) => place)).toEqual(['a 1', 'a 2', 'a 3'])
    expect(explained[1]?.reason).toContain('!= any text')
    expect(unexplained).toEqual([])
  })

  it.each([
    [[missingInEqual]],
    [[missingInNotEqual, wrongStatus]],
    [[{ ...missingInNotEqual, came: 'string "b"' }]],
  ])('does not explain away %j', (failures) => {
    expect(compare([hurl(failures)], [bruno([])]).unexplained).toHaveLength(1)
  })

  it('sees that the two did not send the same request', () => {
    const other = [
      bruno([], { method: 'PUT' }),
      bruno([], { body: '{}' }),
      bruno([], { url: 'http://y/api/u_' }),
    ]
    expect(compare([hurl([]), hurl([]), hurl([])], other).differentRequests).toHaveLength(3)
  })

  it('refuses to compare files of different length', () => {
    expect(() => compare([hurl([])], [])).toThrow('1 requests in the Hurl file, 0 in the Bruno folder')
  })
})
