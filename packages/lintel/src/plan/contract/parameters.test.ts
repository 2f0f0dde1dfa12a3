import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseContract } from './contract.ts'
import { compileParameters, type RawParameters } from './parameters.ts'

interface Declared {
  readonly name?: string
  readonly in?: string
  readonly schema?: object | undefined
  readonly [key: string]: unknown
}

/** Reads a request to an operation with these parameters. */
function reading(...declared: readonly Declared[]) {
  const parameters = declared.map((parameter) => {
    return { name: 'p', in: 'query', required: parameter.in === 'path', ...parameter }
  })
  const names = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => `/{${name}}`)
  const path = names.join('') || '/a'
  const contract = parseContract(
    JSON.stringify({
      openapi: '3.1.0',
      info: {},
      paths: { [path]: { get: { parameters, responses: { 200: { description: 'ok' } } } } },
      components: {
        schemas: {
          Page: { type: 'integer', minimum: 1, default: 7 },
          Narrow: { allOf: [{ type: 'number' }, { type: 'integer' }, { maximum: 10 }] },
        },
      },
    }),
    'api.json',
  )
  const operation = contract.operations[0]
  if (!operation) throw new Error('no operation')
  const read = compileParameters(contract, operation)
  return (raw: Partial<RawParameters>) => read({ path: {}, query: '', headers: {}, cookies: {}, ...raw })
}

const integers = { type: 'array', items: { type: 'integer' } }
const color = {
  type: 'object',
  properties: { R: { type: 'integer' }, G: { type: 'integer' } },
  required: ['R'],
}
const strings = { type: 'array', items: { type: 'string' } }

/** The value of the one parameter `p` of the query, or the codes of what is wrong. */
function queryValue(declared: Declared, query: string): unknown {
  const result = reading(declared)({ query })
  return 'values' in result ? result.values.query.p : result.errors.map(({ code }) => code)
}

describe('styles of the query', () => {
  test.each<[Declared, string, unknown]>([
    [{ schema: integers }, 'p=1&p=2', [1, 2]],
    [{ schema: integers }, 'p=1', [1]],
    [{ schema: integers }, 'q=1', undefined],
    [{ schema: strings }, 'p=a,b&p=c', ['a,b', 'c']],
    [{ schema: integers, explode: false }, 'p=1,2', [1, 2]],
    [{ schema: integers, explode: false }, 'p=', []],
    [{ schema: strings, explode: false }, 'p=a%2Cb,c+d', ['a,b', 'c d']],
    [{ schema: integers, explode: false }, 'p=1&p=2', ['repeated']],
    [{ schema: strings, style: 'spaceDelimited', explode: false }, 'p=a%20b+c', ['a', 'b', 'c']],
    [{ schema: strings, style: 'spaceDelimited', explode: true }, 'p=a%20b&p=c', ['a b', 'c']],
    [{ schema: strings, style: 'pipeDelimited' }, 'p=a|b%7Cc', ['a', 'b', 'c']],
    [{ schema: color }, 'R=1&G=2&other=3', { R: 1, G: 2 }],
    [{ schema: color }, 'other=3', undefined],
    [{ schema: color, explode: false }, 'p=R,1,G,2', { R: 1, G: 2 }],
    [{ schema: color, explode: false }, 'p=R,1,G', ['malformed']],
    [{ schema: color, style: 'deepObject' }, 'p[R]=1&p%5BG%5D=2', { R: 1, G: 2 }],
    [{ schema: color, style: 'deepObject' }, 'p[G]=2', ['required']],
    [{ schema: color, style: 'deepObject' }, 'p[R]=x', ['invalid_type']],
    [{ schema: color, style: 'deepObject' }, 'p[R]=1&p[R]=2', ['repeated']],
    [{ schema: color, style: 'deepObject' }, 'p[R][S]=1', ['malformed']],
    [{ schema: color, style: 'deepObject' }, 'p=1', ['malformed']],
    [{ schema: color, style: 'deepObject' }, 'pq[R]=1', undefined],
    [
      { schema: { properties: { tags: strings } }, style: 'deepObject' },
      'p[tags][]=a&p[tags]=b',
      { tags: ['a', 'b'] },
    ],
    [{ schema: { additionalProperties: { type: 'integer' } } }, 'a=1&b=2', { a: 1, b: 2 }],
    [{ schema: { prefixItems: [{ type: 'string' }, { type: 'integer' }] } }, 'p=1&p=2', ['1', 2]],
    [{ schema: { anyOf: [{ type: 'string' }, strings] } }, 'p=a', 'a'],
    [{ schema: { anyOf: [{ type: 'string' }, strings] } }, 'p=a&p=b', ['a', 'b']],
    [
      { schema: undefined, content: { 'application/json': { schema: color } } },
      'p=%7B%22R%22%3A1%7D',
      { R: 1 },
    ],
    [{ schema: undefined, content: { 'application/json': { schema: color } } }, 'p={', ['malformed']],
    [{ schema: undefined, content: { 'application/json': { schema: color } } }, 'p={"R":"1"}', ['type']],
    [{ schema: { type: 'string' } }, 'p=%ff', ['malformed']],
    [{ schema: { type: 'string' } }, 'p=a&p=b', ['repeated']],
    [{ schema: { type: 'string' } }, 'p', ''],
    [{ schema: { type: 'string' } }, '%70=%E2%82%AC', '€'],
  ])('%j of %s is %j', (declared, query, expected) => {
    expect(queryValue(declared, query)).toEqual(expected)
  })

  test('an object beside other parameters leaves them theirs', () => {
    const read = reading(
      { name: 'filter', schema: { additionalProperties: { type: 'string' } } },
      { name: 'limit', schema: { type: 'integer' } },
    )
    expect(read({ query: 'a=1&limit=2' })).toMatchObject({
      values: { query: { filter: { a: '1' }, limit: 2 } },
    })
  })
})

describe('styles of the path', () => {
  const pathValue = (declared: Declared, text: string) => {
    const result = reading({ in: 'path', ...declared })({ path: { p: text } })
    return 'values' in result ? result.values.params.p : result.errors.map(({ code }) => code)
  }

  test.each<[Declared, string, unknown]>([
    [{ schema: integers }, '1,2', [1, 2]],
    [{ schema: color }, 'R,1,G,2', { R: 1, G: 2 }],
    [{ schema: color, explode: true }, 'R=1,G=2', { R: 1, G: 2 }],
    [{ style: 'label', schema: { type: 'number' } }, '.1.5', 1.5],
    [{ style: 'label', schema: { type: 'number' } }, '1.5', ['malformed']],
    [{ style: 'label', schema: integers }, '.1,2', [1, 2]],
    [{ style: 'label', explode: true, schema: integers }, '.1.2', [1, 2]],
    [{ style: 'label', schema: color }, '.R,1,G,2', { R: 1, G: 2 }],
    [{ style: 'label', explode: true, schema: color }, '.R=1.G=2', { R: 1, G: 2 }],
    [{ style: 'matrix', schema: { type: 'integer' } }, ';p=5', 5],
    [{ style: 'matrix', schema: { type: 'integer' } }, ';q=5', ['malformed']],
    [{ style: 'matrix', schema: { type: 'integer' } }, '5', ['malformed']],
    [{ style: 'matrix', schema: { type: 'integer' } }, ';p=5;p=6', ['repeated']],
    [{ style: 'matrix', schema: integers }, ';p=1,2', [1, 2]],
    [{ style: 'matrix', explode: true, schema: integers }, ';p=1;p=2', [1, 2]],
    [{ style: 'matrix', explode: true, schema: integers }, ';p=1', [1]],
    [{ style: 'matrix', schema: color }, ';p=R,1,G,2', { R: 1, G: 2 }],
    [{ style: 'matrix', explode: true, schema: color }, ';R=1;G=2', { R: 1, G: 2 }],
    [{ style: 'matrix', schema: { type: 'string' } }, ';p', ''],
  ])('%j of %s is %j', (declared, text, expected) => {
    expect(pathValue(declared, text)).toEqual(expected)
  })
})

describe('values are exactly of their type, or refused', () => {
  test.each<[object, string, unknown]>([
    [{ type: 'integer' }, '42', 42],
    [{ type: 'integer' }, '-1', -1],
    [{ type: 'integer' }, '9007199254740991', 9007199254740991],
    [{ type: 'number' }, '-1.5e2', -150],
    [{ type: 'boolean' }, 'true', true],
    [{ type: 'boolean' }, 'false', false],
    [{ type: 'string' }, '42', '42'],
    [{}, '42', '42'],
    [{ type: ['integer', 'null'] }, '', null],
    [{ type: ['string', 'null'] }, 'null', 'null'],
    [{ type: ['integer', 'string'] }, '42', 42],
    [{ type: ['integer', 'string'] }, '042', '042'],
    [{ enum: [1, 2] }, '2', 2],
    [{ enum: [1, 2] }, '3', ['enum']],
    [{ const: true }, 'true', true],
    [{ anyOf: [{ type: 'integer' }, { const: 'all' }] }, 'all', 'all'],
    [{ anyOf: [{ type: 'integer' }, { const: 'all' }] }, 'none', ['any_of']],
    [{ $ref: '#/components/schemas/Narrow' }, '10', 10],
    [{ $ref: '#/components/schemas/Narrow' }, '1.5', ['invalid_type']],
    [{ $ref: '#/components/schemas/Narrow' }, '11', ['maximum']],
    [{ type: 'string', format: 'date' }, '2026-02-30', ['format']],
    [{ type: 'string', maxLength: 2 }, 'abc', ['max_length']],
    [{ type: 'string' }, 'a\0b', ['text_invalid']],
    [{ type: 'array', items: { type: 'string' } }, 'a\0b', ['text_invalid']],
  ])('%j of %s is %j', (schema, text, expected) => {
    expect(queryValue({ schema }, `p=${encodeURIComponent(text)}`)).toEqual(expected)
  })

  test.each([
    ['integer', ['042', '+1', '1.0', '1e3', ' 1', '0x1', '', 'NaN', '9007199254740993', '१']],
    ['number', ['.5', '1.', 'Infinity', '1e999', '0x1', '1_000', '']],
    ['boolean', ['1', 'TRUE', 'yes', '']],
  ])('%s is not %j', (type, texts) => {
    for (const text of texts) {
      expect(queryValue({ schema: { type } }, `p=${encodeURIComponent(text)}`), text).toEqual([
        'invalid_type',
      ])
    }
  })

  test('whatever the text, an integer comes out as it went in or not at all', () => {
    const read = reading({ schema: { type: 'integer' } })
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.maxSafeInteger().map(String)), (text) => {
        const result = read({ query: `p=${encodeURIComponent(text.replaceAll(/\p{Cs}/gu, ''))}` })
        if ('values' in result) expect(String(result.values.query.p)).toBe(text === '-0' ? '0' : text)
      }),
      { numRuns: 300 },
    )
  })
})

describe('other places', () => {
  test('path, header and cookie are read by their own styles', () => {
    const read = reading(
      { name: 'id', in: 'path', schema: { type: 'integer' } },
      { name: 'ids', in: 'path', schema: integers },
      { name: 'at', in: 'path', explode: true, schema: color },
      { name: 'X-Ids', in: 'header', schema: integers },
      { name: 'X-Name', in: 'header', schema: { type: 'string' } },
      { name: 'session', in: 'cookie', schema: { type: 'string' } },
    )
    const raw = {
      path: { id: '7', ids: '1,2', at: 'R=1,G=2' },
      headers: { 'x-ids': ['1 ', '2,3'], 'x-name': ' a, b ' },
      cookies: { session: 's' },
    }
    expect(read(raw)).toEqual({
      values: {
        params: { id: 7, ids: [1, 2], at: { R: 1, G: 2 } },
        query: {},
        headers: { 'X-Ids': [1, 2, 3], 'X-Name': 'a, b' },
        cookies: { session: 's' },
      },
    })
  })

  test('every faulty parameter is named, and its value is not repeated', () => {
    const read = reading(
      { name: 'id', in: 'path', schema: { type: 'integer' } },
      { name: 'limit', schema: { type: 'integer', maximum: 100 } },
      { name: 'X-Key', in: 'header', required: true, schema: { type: 'string' } },
      { name: 'ids', schema: integers },
      { name: 'kind', in: 'cookie', schema: { enum: ['a', 'b'] } },
    )
    const result = read({
      path: { id: 'secret' },
      query: 'limit=101&ids=1&ids=secret',
      cookies: { kind: 'secret' },
    })
    expect(result).toEqual({
      errors: [
        { pointer: 'path/id', code: 'invalid_type', message: 'must be an integer' },
        { pointer: 'query/limit', code: 'maximum', message: 'must be <= 100' },
        { pointer: 'header/X-Key', code: 'required', message: 'is required' },
        { pointer: 'query/ids', code: 'invalid_type', message: 'item 2 must be an integer' },
        { pointer: 'cookie/kind', code: 'enum', message: 'must be equal to one of the allowed values: a, b' },
      ],
    })
    expect(JSON.stringify(result)).not.toContain('secret')
  })

  test('a query with a name that is not UTF-8 is refused', () => {
    expect(reading()({ query: '%ff=1' })).toMatchObject({ errors: [{ pointer: 'query', code: 'malformed' }] })
  })

  test('names that objects have anyway are absent until sent', () => {
    const read = reading(
      { name: '__proto__', schema: { type: 'string' } },
      { name: 'constructor', in: 'cookie', schema: {} },
    )
    expect(read({})).toEqual({ values: { params: {}, query: {}, headers: {}, cookies: {} } })
    const sent = read({ query: '__proto__=x' })
    expect('values' in sent && Object.entries(sent.values.query)).toEqual([['__proto__', 'x']])
  })
})

describe('defaults', () => {
  test('stand in for what is absent, and only then', () => {
    const read = reading({ name: 'page', schema: { $ref: '#/components/schemas/Page' } })
    expect(read({})).toMatchObject({ values: { query: { page: 7 } } })
    expect(read({ query: 'page=2' })).toMatchObject({ values: { query: { page: 2 } } })
    expect(read({ query: 'page=0' })).toHaveProperty('errors')
  })

  test('are not shared between requests', () => {
    const read = reading({ name: 'tags', schema: { ...strings, default: ['a'] } })
    const first = read({})
    if ('values' in first) (first.values.query.tags as string[]).push('b')
    expect(read({})).toMatchObject({ values: { query: { tags: ['a'] } } })
  })

  test('of properties are filled in where their object was sent', () => {
    const schema = {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'integer', default: 3 } },
    }
    const read = reading({ name: 'p', style: 'deepObject', schema })
    expect(read({ query: 'p[a]=x' })).toMatchObject({ values: { query: { p: { a: 'x', b: 3 } } } })
    expect(read({})).toMatchObject({ values: { query: {} } })
  })
})
