import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Problem } from '../../spec/problem.ts'
import { type JsonLimits, parseJson } from './json.ts'
import { findNumberFault } from './json-number.ts'

const parse = (text: string, limits?: JsonLimits) => parseJson(Buffer.from(text), limits)

function refusal(text: string | Buffer, limits?: JsonLimits): Problem {
  try {
    parseJson(Buffer.from(text), limits)
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
  throw new Error('was accepted')
}

/** Code and pointer of each violation. */
const violations = (text: string) => refusal(text).errors.map(({ code, pointer }) => `${code} ${pointer}`)

describe('what is accepted', () => {
  test.each([
    '{}',
    '[]',
    '0',
    '-0',
    '"x"',
    'null',
    ' \t\r\n{ "a" : [ 1 , true , false , null ] } \n',
    '{"a":{"a":{"a":1}},"b":{"a":1}}',
    '{"constructor":"x","prototype":1,"constructor_":{"prototype":1}}',
    '{"proto":"__proto__","text":"constructor"}',
    '"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00"',
    '"\\\\ud800"',
    '["\\u0041","\\u003c","\\uD83D\\uDE00"]',
    '[0.30000000000000004,0.10000000000000001,1e21,1E+2,1.5e-7,9007199254740992,100000000000000000000]',
    '[1.7976931348623157e308,5e-324,0.000000000000000000000000000001,0e999,-12345678.123456]',
    '["a string longer than twelve bytes: {}[],","x"]',
    '{"Grüße":"žluťoučký kůň","emoji":"😀"}',
  ])('%s', (text) => {
    expect(parse(text)).toEqual(JSON.parse(text))
  })

  test('a byte order mark is passed over', () => {
    expect(parse('\ufeff{"a":1}')).toEqual({ a: 1 })
  })

  test('depth up to the limit', () => {
    expect(() => parse(`${'['.repeat(32)}${']'.repeat(32)}`)).not.toThrow()
    expect(() => parse('[[]]', { maxDepth: 2 })).not.toThrow()
  })
})

describe('malformed text tells where, and never what', () => {
  test.each([
    ['{"secret":"hunter2",}', 'line 1, column 21'],
    ['{"secret":\n  hunter2}', 'line 2, column 3'],
    ['{"a":1', 'ends too early, at line 1, column 7'],
    ['"hunter2', 'ends too early'],
    ['[1 2]', 'line 1, column 4'],
    ['{"a" 1}', 'line 1, column 6'],
    ['[01]', 'column 3'],
    ['[1.]', 'column 4'],
    ['[1e]', 'column 4'],
    ['[-]', 'column 3'],
    ['[+1]', 'column 2'],
    ['[.5]', 'column 2'],
    ['[NaN]', 'column 2'],
    ["{'a':1}", 'column 2'],
    ['{a:1}', 'column 2'],
    ['["\\x"]', 'column 3'],
    ['["\\u12G4"]', 'column 3'],
    ['["a\tb"]', 'column 4'],
    ['[1]]', 'column 4'],
    ['tru', 'ends too early'],
    ['   ', 'ends too early'],
    ['[1,]', 'column 4'],
    ['{"a":1}\u00a0', 'column 8'],
  ])('%s', (text, place) => {
    const problem = refusal(text)
    expect(problem).toMatchObject({ code: 'body_malformed', status: 400 })
    expect(problem.detail).toContain(place)
    expect(JSON.stringify(problem) + problem.message + String(problem.cause)).not.toContain('hunter2')
  })

  test('no body is not malformed but missing', () => {
    expect(refusal('')).toMatchObject({ code: 'body_missing', status: 400 })
  })

  test.each([
    [[0x22, 0xff, 0x22]],
    [[0x22, 0xc0, 0x80, 0x22]], // overlong
    [[0x22, 0xed, 0xa0, 0x80, 0x22]], // a surrogate
    [[0x22, 0xe2, 0x82]], // cut off
    [[0xff, 0xfe, 0x31, 0x00]], // UTF-16
  ])('bytes %j are not UTF-8', (bytes) => {
    expect(refusal(Buffer.from(bytes))).toMatchObject({ code: 'body_not_utf8', status: 400 })
  })
})

describe('depth', () => {
  test.each([
    `${'['.repeat(33)}${']'.repeat(33)}`,
    `${'{"a":'.repeat(33)}1${'}'.repeat(33)}`,
    '['.repeat(500_000),
  ])('over the limit %#', (text) => {
    expect(refusal(text)).toMatchObject({ code: 'body_too_deep', status: 400 })
  })

  test('brackets in strings do not count', () => {
    expect(parse(`["${'['.repeat(100)}","\\"${'{'.repeat(100)}"]`)).toHaveLength(2)
  })
})

describe('duplicate names', () => {
  test.each([
    ['{"a":1,"a":1}', ['body_duplicate_key /a']],
    ['[{},{"x/y~z":1,"b":2,"x/y~z":3}]', ['body_duplicate_key /1/x~1y~0z']],
    ['{"a":1,"\\u0061":2}', ['body_duplicate_key /a']],
    ['{"":1,"":2}', ['body_duplicate_key /']],
    [
      '{"a":{"b":1,"b":2},"a":3,"a":4}',
      ['body_duplicate_key /a/b', 'body_duplicate_key /a', 'body_duplicate_key /a'],
    ],
    ['{"é":1,"é":2}', ['body_duplicate_key /é']],
    ['{"toString":1,"toString":2}', ['body_duplicate_key /toString']],
    ['{"1":1,"01":2,"1":3}', ['body_duplicate_key /1']],
  ])('%s', (text, expected) => {
    expect(violations(text)).toEqual(expected)
  })

  test('also in a large body', () => {
    const members = Array.from({ length: 20_000 }, (_, index) => `"k${index}":${index}`)
    expect(parse(`{${members.join()}}`)).toHaveProperty('k19999', 19_999)
    expect(violations(`{${members.join()},"k7":0}`)).toEqual(['body_duplicate_key /k7'])
  })
})

describe('values that would not survive', () => {
  test.each([
    ['{"a":[0,1e999]}', ['number_out_of_range /a/1']],
    ['-1e400', ['number_out_of_range ']],
    [`1${'0'.repeat(400)}`, ['number_out_of_range ']],
    ['[1e-400]', ['number_out_of_range /0']],
    ['{"id":9007199254740993}', ['number_imprecise /id']],
    ['[123456789012345678,-123456789012345678]', ['number_imprecise /0', 'number_imprecise /1']],
    ['[12345678901234.567]', ['number_imprecise /0']],
    ['[0.1234567890123456789]', ['number_imprecise /0']],
    ['["\\u0000"]', ['text_invalid /0']],
    ['{"é":["\\u0000"]}', ['text_invalid /é/0']],
    [
      '["\\ud800","\\udc00","\\ud800\\u0041","\\ude00\\ud83d"]',
      [0, 1, 2, 3].map((at) => `text_invalid /${at}`),
    ],
    ['["\\ud83d\\ud83d\\ude00"]', ['text_invalid /0']],
    ['["\\\\\\ud800"]', ['text_invalid /0']],
    ['{"a":{"\\u0000":1}}', ['text_invalid /a']],
    ['{"\\uDfFf":1}', ['text_invalid ']],
    ['{"__proto__":{"admin":true}}', ['body_forbidden_key /__proto__']],
    ['{"__proto__":null}', ['body_forbidden_key /__proto__']],
    ['{"a":{"\\u005f_proto__" : 1}}', ['body_forbidden_key /a/__proto__']],
    ['{"constructor":{"prototype":{}}}', ['body_forbidden_key /constructor/prototype']],
    ['{"c\\u006fnstructor":{"prototyp\\u0065":1}}', ['body_forbidden_key /constructor/prototype']],
    ['{"__proto__"\n:1}', ['body_forbidden_key /__proto__']],
  ])('%s', (text, expected) => {
    expect(violations(text)).toEqual(expected)
  })

  test('all are told, the first one names the problem', () => {
    const problem = refusal('{"n":1e999,"n":"\\u0000","__proto__":1}')
    expect(problem).toMatchObject({ code: 'number_out_of_range', status: 400 })
    expect(problem.errors.map(({ code }) => code)).toEqual([
      'number_out_of_range',
      'body_duplicate_key',
      'text_invalid',
      'body_forbidden_key',
    ])
  })

  test('at most 20 are told', () => {
    expect(refusal(`[${Array(100).fill('1e999').join()}]`).errors).toHaveLength(20)
  })

  test('a long name is not sent back', () => {
    const [error] = refusal(`{"a":{"${'x'.repeat(1000)}":1e999}}`).errors
    expect(error?.pointer).toBe('/a')
  })
})

/** Reads JSON the slow and plain way, through every assignment that JSON.parse makes. */
function isRefusable(text: string): boolean {
  let members = 0
  let isBad = false
  const value: unknown = JSON.parse(text, (key, part: unknown) => {
    const texts = typeof part === 'string' ? [key, part] : [key]
    if (texts.some((each) => each.includes('\0') || /\p{Surrogate}/u.test(each))) isBad = true
    if (key === '__proto__') isBad = true
    if (
      key === 'constructor' &&
      typeof part === 'object' &&
      part !== null &&
      Object.hasOwn(part, 'prototype')
    )
      isBad = true
    if (typeof part === 'object' && part !== null && !Array.isArray(part)) members += Object.keys(part).length
    return part
  })
  const withoutStrings = text.replace(/"(?:[^"\\]|\\.)*"/g, '""')
  const colons = withoutStrings.split(':').length - 1
  const numbers = withoutStrings.match(/-?\d[\d.eE+-]*/g) ?? []
  return isBad || members !== colons || numbers.some(isLossy) || value === undefined
}

// The rule itself has its own test; here it is only a matter of finding each number.
const isLossy = (token: string) => findNumberFault(token) !== undefined

const key = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'c', 'id', 'é', '') },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'prototype', '\0', '\ud800') },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
)
const numberToken = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
  fc.tuple(fc.integer(), fc.nat(), fc.integer({ min: -400, max: 400 })).map(([a, b, c]) => `${a}.${b}e${c}`),
)
const escaped = (text: string) =>
  JSON.stringify(text).replace(/[a-zé]/g, (c) =>
    text.length % 3 ? c : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

// Text rather than values, so that duplicates, escapes and long numbers occur.
const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom('true', 'false', 'null', '1', '"x"'),
    numberToken,
    key.map(escaped),
    fc.array(tie('json'), { maxLength: 4 }).map((parts) => `[ ${parts.join(',')}]`),
    fc
      .array(fc.tuple(key.map(escaped), tie('json')), { maxLength: 4 })
      .map((members) => `{${members.map(([name, value]) => `${name} :${value}`).join(', ')}\n}`),
  ),
}))

describe('properties', () => {
  test('accepts what JSON.parse accepts, minus the refused kinds', () => {
    let accepted = 0
    let refused = 0
    fc.assert(
      fc.property(json, (text) => {
        if (isRefusable(text)) {
          refused++
          expect(refusal(text).errors.length).toBeGreaterThan(0)
        } else {
          accepted++
          expect(parse(text)).toEqual(JSON.parse(text))
        }
      }),
      { numRuns: 3000 },
    )
    // The property says little unless both cases are common.
    expect(accepted).toBeGreaterThan(300)
    expect(refused).toBeGreaterThan(300)
  })

  test('refuses as malformed exactly what JSON.parse refuses', () => {
    const mutation = fc.tuple(
      json,
      fc.nat(),
      fc.constantFrom('', '"', '\\', '{', '}', ',', ':', '0', '.', 'e', '-', '\n', 'u'),
    )
    fc.assert(
      fc.property(mutation, ([text, seed, piece]) => {
        const at = seed % (text.length + 1)
        const mutated = Buffer.from(text.slice(0, at) + piece + text.slice(at + 1)).toString()
        if (mutated === '') return
        let isValid = true
        try {
          JSON.parse(mutated)
        } catch {
          isValid = false
        }
        let problem: Problem | undefined
        try {
          parse(mutated)
        } catch (error) {
          problem = error as Problem
        }
        if (isValid) expect(problem?.code).not.toBe('body_malformed')
        else
          expect(problem).toMatchObject({ code: 'body_malformed', detail: expect.stringContaining('line') })
      }),
      { numRuns: 3000 },
    )
  })

  test('any bytes at all give a value or a Problem', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          parseJson(Buffer.from(bytes))
        } catch (error) {
          expect(error).toBeInstanceOf(Problem)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
