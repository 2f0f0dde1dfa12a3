import { describe, expect, it } from 'vitest'
import { readArguments, UsageError } from './command-line.ts'
import { defaultSuiteFolder } from './suite.ts'

describe('readArguments', () => {
  it('takes a running server', () => {
    expect(readArguments(['--host', 'http://127.0.0.1:3000/'])).toEqual({
      suiteFolder: defaultSuiteFolder,
      timeoutMs: 10_000,
      target: { kind: 'running', host: 'http://127.0.0.1:3000' },
    })
  })

  it('takes a command to start', () => {
    const { target, timeoutMs, suiteFolder } =
      readArguments(['--start', 'npm start', '--timeout-ms', '500', '--suite', '/suite']) ?? {}
    expect(target).toEqual({ kind: 'start', command: 'npm start', readyPath: '/health/ready' })
    expect({ timeoutMs, suiteFolder }).toEqual({ timeoutMs: 500, suiteFolder: '/suite' })
  })

  it('gives nothing when help is asked for', () => {
    expect(readArguments(['--help'])).toBeUndefined()
  })

  it.each([
    [[]],
    [['--host', 'http://a', '--start', 'b']],
    [['--host', '127.0.0.1:3000']],
    [['--host', 'http://a/?b']],
    [['--host', 'http://a', '--ready-path', '/ready']],
    [['--start', 'b', '--ready-path', 'ready']],
    [['--host', 'http://a', '--timeout-ms', '0']],
    [['--host', 'http://a', '--timeout-ms', 'soon']],
    [['--hots', 'http://a']],
    [['--host', 'http://a', 'auth.hurl']],
  ])('refuses %j', (args) => {
    expect(() => readArguments(args)).toThrow(UsageError)
  })
})
