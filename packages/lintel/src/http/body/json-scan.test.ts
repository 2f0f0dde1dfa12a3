import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LOOK_CLOSER, scanJson, TOO_DEEP } from './json-scan.ts'

const scan = (text: string, maxDepth = 32) => scanJson(Buffer.from(text), text, maxDepth)

test.each([
  ['{}', 0],
  ['{"a":1,"b":{"c":[{"d":null}]}}', 4],
  ['["a:b:c","{:}"]', 0],
  ['{"a string longer than twelve":"and a:nother"}', 1],
  ['{"with an escaped \\" and :: in it":"x\\\\"}', 1],
  ['{"\\ud83d\\ude00":"\\u00e9\\u003c\\uD83D\\uDE00"}', 1],
  ['{"žluťoučký kůň: a":":"}', 1],
  ['{"n":[0.30000000000000004,-1e5,12345678901234567890e-3]}', LOOK_CLOSER],
  ['{"n":[0.30000000000000004,-1e5,9007199254740992]}', 1],
  ['{"a":1,"a":2}', 2], // it is the value that has fewer
])('%s', (text, expected) => {
  expect(scan(text)).toBe(expected)
})

describe('looks closer', () => {
  test.each([
    '"\\u0000"',
    '"\\ud800"',
    '"\\ud800\\ud800"',
    '"\\udc00"',
    '"\\u0061"',
    '1e999',
    '{"__proto__":1}',
    '{"constructor":1}',
  ])('%s', (text) => {
    expect(scan(text)).toBe(LOOK_CLOSER)
  })
})

test('measures the depth', () => {
  expect(scan('[[{}]]', 3)).toBe(0)
  expect(scan('[[{}]]', 2)).toBe(TOO_DEEP)
  expect(scan('[[],[],[]]', 2)).toBe(0)
})

const value = fc.jsonValue({ stringUnit: 'binary', maxDepth: 4 })

test('counts the members of any usual text, and leaves it at that', () => {
  let usual = 0
  fc.assert(
    fc.property(value, fc.nat({ max: 2 }), (given, indent) => {
      const text = JSON.stringify(given, null, indent)
      let members = 0
      JSON.parse(text, (_key, part: unknown) => {
        if (typeof part === 'object' && part !== null && !Array.isArray(part))
          members += Object.keys(part).length
        return part
      })
      if (/\\u|__|constructor/.test(text)) return
      usual++
      expect(scan(text)).toBe(members)
    }),
    { numRuns: 2000 },
  )
  expect(usual).toBeGreaterThan(500)
})

test('any bytes at all come to an end', () => {
  const piece = fc.constantFrom(
    '"',
    '\\',
    '\\u',
    'd8',
    '{',
    '}',
    '[',
    ']',
    ':',
    '1',
    'e',
    '-',
    ' ',
    'é',
    'x'.repeat(14),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      expect(scan(pieces.join(''))).toBeGreaterThanOrEqual(TOO_DEEP)
    }),
    { numRuns: 2000 },
  )
})
