import { describe, expect, it } from 'vitest'
import { readBrunoReport } from './bruno.ts'

const request = { method: 'GET', url: 'http://h/api/tags' }
const passed = { status: 'pass', lhsExpr: 'res.status' }
const noChecks = { error: null, assertionResults: [], testResults: [], postResponseTestResults: [] }

function report(...results: object[]): string {
  return JSON.stringify([{ results }])
}

describe('readBrunoReport', () => {
  it('reads a request that passed', () => {
    const result = {
      ...noChecks,
      name: 'Get tags',
      path: 'tags/01-get-tags',
      request,
      assertionResults: [passed],
    }
    expect(readBrunoReport(report(result))).toEqual([
      { name: 'Get tags', failures: [], method: 'GET', url: 'http://h/api/tags', body: '' },
    ])
  })

  it('sees a failed script although the request itself is reported as "pass"', () => {
    const script = { status: 'fail', description: 'Post-Response Script Error', error: 'expected 1' }
    const result = {
      ...noChecks,
      status: 'pass',
      name: 'a',
      path: 'a/01-a',
      request,
      postResponseTestResults: [script],
    }
    expect(readBrunoReport(report(result))[0]?.failures).toEqual(['Post-Response Script Error: expected 1'])
  })

  it('sees a failed assertion and a request that got no answer', () => {
    const wrong = { status: 'fail', lhsExpr: 'res.status', error: 'expected 200' }
    const result = {
      ...noChecks,
      name: 'a',
      path: 'a/01-a',
      request,
      error: 'hang up',
      assertionResults: [wrong],
    }
    expect(readBrunoReport(report(result))[0]?.failures).toEqual(['hang up', 'res.status: expected 200'])
  })

  it('refuses a report whose requests are not in the order of their files', () => {
    const second = { ...noChecks, name: 'b', path: 'a/02-b', request }
    expect(() => readBrunoReport(report(second))).toThrow('a/02-b is request 1')
  })
})
