import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parseContract } from './contract.ts'
import { ContractError } from './contract-error.ts'

const minimal = `openapi: 3.1.0
info: { title: Shop, version: '1' }
servers:
  - url: https://{host}/v1/
    variables: { host: { default: shop.example } }
security:
  - bearer: []
paths:
  /articles/{slug}:
    summary: One article
    parameters:
      - { name: slug, in: path, required: true, schema: { type: string } }
      - { name: fields, in: query, schema: { type: array, items: { type: string } } }
    get:
      operationId: getArticle
      summary: Get it
      tags: [articles]
      parameters:
        - $ref: '#/components/parameters/Fields'
        - { name: Authorization, in: header, schema: { type: string } }
        - { name: X-Trace, in: header, schema: { type: string } }
        - { name: filter, in: query, content: { application/json: { schema: { type: object } } } }
      responses:
        200: { $ref: '#/components/responses/Article' }
        4XX: { description: Yours }
        default: { description: Ours }
    delete:
      deprecated: true
      security: []
      responses: { '204': { description: Gone } }
  /articles:
    post:
      security: [{ key: [] }, {}]
      requestBody: { $ref: '#/components/requestBodies/Article' }
      responses: { '201': { description: Made } }
components:
  parameters:
    Fields: { name: fields, in: query, explode: false, description: Which, schema: { type: string, default: all } }
  requestBodies:
    Article:
      required: true
      content: { application/json: { schema: { $ref: '#/components/schemas/Article' } } }
  responses:
    Article:
      description: It
      headers:
        ETag: { $ref: '#/components/headers/Tag' }
        Content-Type: { schema: { type: string } }
      content: { Application/JSON: { schema: { $ref: '#/components/schemas/Article' } } }
  headers:
    Tag: { required: true, schema: { type: string } }
  schemas:
    Article:
      type: object
      properties:
        answers: { type: array, items: { $ref: '#/components/schemas/Article' } }
  securitySchemes:
    bearer: { type: http, scheme: Bearer, bearerFormat: JWT }
    key: { type: apiKey, name: key, in: query }
`

describe('a sound document', () => {
  const contract = parseContract(minimal, 'shop.yml')
  const [get, remove, create] = contract.operations

  test('is plain data that says which file and version it is', () => {
    expect(contract).toMatchObject({ file: 'shop.yml', openapi: '3.1.0', basePath: '/v1' })
    expect(JSON.parse(JSON.stringify(contract))).toEqual(contract)
  })

  test('gives its operations in order, with lines, places and derived names', () => {
    expect(contract.operations.map(({ operationId, method, path }) => [operationId, method, path])).toEqual([
      ['getArticle', 'GET', '/articles/{slug}'],
      ['deleteArticlesBySlug', 'DELETE', '/articles/{slug}'],
      ['postArticles', 'POST', '/articles'],
    ])
    expect(get).toMatchObject({ summary: 'Get it', tags: ['articles'], deprecated: false, line: 14 })
    expect(get?.location).toBe('/paths/~1articles~1{slug}/get')
    expect(remove).toMatchObject({ deprecated: true, tags: [] })
  })

  test('gives an operation the parameters of its path, where it has none of the same name', () => {
    expect(get?.parameters).toEqual([
      {
        name: 'slug',
        in: 'path',
        required: true,
        schema: { type: 'string' },
        style: 'simple',
        explode: false,
        location: '/paths/~1articles~1{slug}/parameters/0',
      },
      {
        name: 'fields',
        in: 'query',
        required: false,
        schema: { type: 'string', default: 'all' },
        style: 'form',
        explode: false,
        location: '/components/parameters/Fields',
        description: 'Which',
      },
      expect.objectContaining({ name: 'X-Trace', in: 'header' }),
      expect.objectContaining({ name: 'filter', mediaType: 'application/json', schema: { type: 'object' } }),
    ])
    expect(remove?.parameters.map(({ name, explode }) => [name, explode])).toEqual([
      ['slug', false],
      ['fields', true],
    ])
  })

  test('follows references to bodies, responses and headers, and keeps those in schemas', () => {
    const content = { 'application/json': { schema: { $ref: '#/components/schemas/Article' } } }
    expect(create?.requestBody).toEqual({ required: true, content })
    expect(get?.requestBody).toBeUndefined()
    expect(get?.responses).toEqual({
      '200': {
        description: 'It',
        content,
        headers: { ETag: { required: true, schema: { type: 'string' } } },
      },
      '4XX': { description: 'Yours', content: {} },
      default: { description: 'Ours', content: {} },
    })
  })

  test('tells who may call each operation', () => {
    expect(get?.security).toEqual([{ bearer: [] }])
    expect(remove?.security).toEqual([])
    expect(create?.security).toEqual([{ key: [] }, {}])
    expect(contract.securitySchemes).toEqual({
      bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      key: { type: 'apiKey', name: 'key', in: 'query' },
    })
  })

  test('may be JSON, with tabs', () => {
    const json = JSON.stringify(contract.document, null, '\t')
    expect(parseContract(json, 'shop.json').operations.map(({ line, ...rest }) => rest)).toEqual(
      contract.operations.map(({ line, ...rest }) => rest),
    )
  })

  test('may keep a whole path item among its components', () => {
    const { operations } = parseContract(
      JSON.stringify({
        openapi: '3.1.0',
        info: { title: 'Shop', version: '1' },
        paths: { '/a': { $ref: '#/components/pathItems/A' } },
        components: { pathItems: { A: { get: { responses: { 200: { description: 'ok' } } } } } },
      }),
      'shop.json',
    )
    expect(operations[0]).toMatchObject({ path: '/a', location: '/components/pathItems/A/get' })
  })

  test.each([
    ['https://api.example/api/', '/api'],
    ['/v2', '/v2'],
    ['v2', '/v2'],
    ['https://api.example', ''],
    [undefined, ''],
  ])('stands under the path of its server %s: %s', (url, basePath) => {
    const document = { openapi: '3.0.3', info: {}, paths: {}, ...(url ? { servers: [{ url }] } : {}) }
    expect(parseContract(JSON.stringify(document), 'a.json').basePath).toBe(basePath)
  })
})

function problemsOf(text: string) {
  try {
    parseContract(text, 'api.yml')
  } catch (error) {
    if (error instanceof ContractError) return error.problems
    throw error
  }
  return []
}

/** The document with this operation, as the only one, at this path. */
function withOperation(operation: string, path = '/a'): string {
  const lines = operation.split('\n').map((line) => `      ${line}`)
  return `openapi: 3.1.0
info: {}
paths:
  ${path}:
    get:
${lines.join('\n')}
      responses: { '200': { description: ok } }
`
}

function withSchema(schema: string, version = '3.1.0'): string {
  return `openapi: ${version}\ninfo: {}\npaths: {}\ncomponents:\n  schemas:\n    A: ${schema}\n`
}

describe('a faulty document is refused', () => {
  test('with all its problems, in the order of its lines, each with place and remedy', () => {
    const text = minimal
      .replace('operationId: getArticle', 'operationId: same')
      .replace('deprecated: true', 'operationId: same')
      .replace('#/components/responses/Article', '#/components/responses/Articel')
      .replace('- bearer: []', '- beaver: []')
    const problems = problemsOf(text)
    expect(problems.map(({ at, pointer, message }) => [at.line, pointer, message])).toEqual([
      [6, '/security', 'The security scheme beaver is not declared.'],
      [
        24,
        '/paths/~1articles~1{slug}/get/responses/200',
        "The $ref '#/components/responses/Articel' leads to no part of this document.",
      ],
      [27, '/paths/~1articles~1{slug}/delete', 'The operationId same also belongs to GET /articles/{slug}.'],
    ])
    expect(problems.every(({ at, hint }) => at.file === 'api.yml' && hint.length > 10)).toBe(true)
    const message = new ContractError(problems).message.split('\n')
    expect(message[0]).toBe('api.yml:6  /security: The security scheme beaver is not declared.')
    expect(message[1]).toBe('    Declare it: components.securitySchemes.beaver.')
  })

  test.each([
    ['', 'This is not an OpenAPI document: it has no member `openapi`.'],
    ['just text', 'This is not an OpenAPI document: it has no member `openapi`.'],
    ['swagger: "2.0"', 'OpenAPI 2.0 is not supported; 3.0 and 3.1 are.'],
    ['openapi: 3.2.0', 'OpenAPI 3.2.0 is not supported; 3.0 and 3.1 are.'],
    ['a: [', 'The text cannot be read: Flow sequence in block collection must be'],
    ['a: 1\na: 2', 'The text cannot be read: Map keys must be unique'],
    ['a: &a [*a]', 'The text cannot be read: An alias points at a value that contains it.'],
    ['a: .inf', 'The text cannot be read: Infinity is not a JSON number.'],
    [bomb(), 'The text cannot be read: Excessive alias count'],
    ['openapi: 3.1.0', 'The document has no info.'],
    ['openapi: 3.1.0', 'The document has no paths.'],
    [
      'openapi: 3.1.0\njsonSchemaDialect: http://a\ninfo: {}\npaths: {}',
      'The dialect http://a is not supported.',
    ],
    ['openapi: 3.1.0\ninfo: {}\npaths: []', 'This is not an object.'],
    ['openapi: 3.1.0\ninfo: {}\npaths: { /a: 1 }', 'This is not an object.'],
    [
      'openapi: 3.1.0\ninfo: {}\npaths: { /a: { get: { responses: {} } } }',
      'The operation has no responses.',
    ],
    ['openapi: 3.1.0\ninfo: {}\npaths: { a: {} }', 'The path a does not start with a slash.'],
    ['openapi: 3.1.0\ninfo: {}\npaths: { "/a/{b": {} }', 'The braces in the path /a/{b do not pair.'],
    ['openapi: 3.1.0\ninfo: {}\npaths: { "/a?b=1": {} }', 'The path /a?b=1 holds a query or a fragment.'],
    ['openapi: 3.1.0\ninfo: {}\npaths: { "/{a}/{a}": {} }', 'The path /{a}/{a} names {a} more than once.'],
    [
      'openapi: 3.1.0\ninfo: {}\npaths: { "/a/{b}": {}, "/a/{c}": {} }',
      'The path /a/{c} differs from /a/{b} only in the names of its parameters.',
    ],
    ['openapi: 3.1.0\ninfo: {}\npaths: {}\nservers: [{ url: "/{v}" }]', 'variable {v} without a default.'],
    [withOperation('parameters: 1'), 'This is not a list.'],
    [withOperation('parameters: [{ in: query, schema: {} }]'), 'The parameter has no name.'],
    [withOperation('parameters: [{ name: a, in: body, schema: {} }]'), 'The parameter stands in "body".'],
    [
      withOperation('parameters: [{ name: a, in: query }]'),
      'The parameter a needs either a schema or one media type.',
    ],
    [
      withOperation(
        'parameters: [{ name: a, in: path, style: deepObject, required: true, schema: {} }]',
        '/{a}',
      ),
      'The style "deepObject" is not supported for the path parameter a.',
    ],
    [
      withOperation('parameters: [{ name: a, in: path, schema: {} }]', '/{a}'),
      'The path parameter a is not required.',
    ],
    [withOperation('summary: x', '/{a}'), 'The path parameter {a} of /{a} is not declared.'],
    [
      withOperation('parameters: [{ name: a, in: path, required: true, schema: {} }]'),
      'The path /a has no {a}, but a parameter of that name.',
    ],
    [
      withOperation('parameters: [{ name: X, in: header, schema: {} }, { name: x, in: header, schema: {} }]'),
      'The header parameter x is declared twice.',
    ],
    [withOperation('requestBody: { required: true }'), 'The request body has no content.'],
    [
      withOperation('servers: [{ url: /v2 }]'),
      'The servers of this operation have the path /v2, those of the document /.',
    ],
    [withOperation('security: [{ key: [] }]'), 'The security scheme key is not declared.'],
    [withOperation('security: key'), 'security is not a list of objects.'],
    [
      withOperation('requestBody: { $ref: "other.yml#/Body" }'),
      'The $ref "other.yml#/Body" leaves this document.',
    ],
    [withOperation('requestBody: { $ref: 3 }'), 'The $ref 3 leaves this document.'],
    [
      withOperation('parameters: [{ $ref: "#/paths/~1a/get/responses/200" }]'),
      'leads to a response, where a parameter belongs.',
    ],
    [
      withSchema('{ type: strin }'),
      'The schema is not valid: type must be equal to one of the allowed values: array,',
    ],
    [
      withSchema('{ properties: { a: { type: string, required: true } } }'),
      'The schema is not valid: required must be array.',
    ],
    [withSchema('{ pattern: "(" }'), 'Invalid regular expression: /(/u: Unterminated group.'],
    [
      withSchema('{ patternProperties: { "(": {} } }'),
      'Invalid regular expression: /(/u: Unterminated group.',
    ],
    [withSchema('{ enum: [] }'), 'The enum is empty, so no value is ever valid.'],
    [withSchema('{ type: string, nullable: true }'), 'nullable means nothing in OpenAPI 3.1.'],
    [withSchema('{ $id: "http://a" }'), '$id is not supported.'],
    [
      withSchema('{ $schema: "http://json-schema.org/draft-07/schema#" }'),
      'draft-07/schema# is not supported.',
    ],
    [withSchema('{ $ref: "#/components/schemas/A" }'), 'This schema is defined by itself'],
    [withSchema('{ allOf: [{ $ref: "#/components/schemas/A" }] }'), 'This schema is defined by itself'],
    [withSchema('3'), 'This is not an object or a boolean.'],
  ])('case %#', (text, message) => {
    expect(problemsOf(text).map((problem) => problem.message)).toContainEqual(
      expect.stringContaining(message),
    )
  })

  test('when a reference goes round in a circle', () => {
    const [problem] = problemsOf(`openapi: 3.1.0
info: {}
paths: {}
components:
  responses:
    A: { $ref: '#/components/responses/B' }
    B: { $ref: '#/components/responses/A' }
`)
    expect(problem).toMatchObject({ at: { line: 6 }, pointer: '/components/responses/A' })
    expect(problem?.message).toContain(
      '#/components/responses/A → #/components/responses/B → #/components/responses/A',
    )
  })

  test('and a broken reference to a parameter is not also called a missing parameter', () => {
    const text = withOperation('parameters: [{ $ref: "#/components/parameters/A" }]', '/{a}')
    expect(problemsOf(text)).toHaveLength(1)
  })

  test('when a security scheme is incomplete', () => {
    const schemes = '{ a: { type: apiKey, in: path }, b: { type: basic }, c: { type: http } }'
    const text = `openapi: 3.1.0\ninfo: {}\npaths: {}\ncomponents:\n  securitySchemes: ${schemes}`
    expect(problemsOf(text).map(({ message }) => message)).toEqual([
      'The security scheme has no name.',
      'The API key stands in "path".',
      'The security scheme has the unknown type "basic".',
      'The security scheme has no scheme.',
    ])
  })

  test('but not for names that objects have anyway', () => {
    const schemas =
      '{ constructor: { type: string }, toString: { $ref: "#/components/schemas/constructor" } }'
    expect(problemsOf(`openapi: 3.1.0\ninfo: {}\npaths: {}\ncomponents:\n  schemas: ${schemas}`)).toEqual([])
    expect(problemsOf(withOperation('security: [{ constructor: [] }]'))).toHaveLength(1)
    expect(problemsOf(withSchema('{ $ref: "#/components/schemas/hasOwnProperty" }'))).toHaveLength(1)
  })
})

/** Ten aliases in each of ten lists: 10^10 values from a few lines. */
function bomb(): string {
  const lists = Array.from(
    { length: 10 },
    (_, index) => `a${index + 1}: &a${index + 1} [${Array(10).fill(`*a${index}`)}]`,
  )
  return ['a0: &a0 x', ...lists].join('\n')
}

/** Beside the repository: it is not part of it. */
const realworld = fileURLToPath(new URL('../../../../../../shared/realworld/openapi.yml', import.meta.url))

describe.skipIf(!existsSync(realworld))(
  'the contract of RealWorld (skipped where its document is absent)',
  () => {
    test('is read', () => {
      const contract = parseContract(readFileSync(realworld, 'utf8'), 'openapi.yml')
      expect(contract.operations).toHaveLength(19)
      expect(contract.basePath).toBe('/api')
      const update = contract.operations.find(({ operationId }) => operationId === 'UpdateArticle')
      expect(update).toMatchObject({ method: 'PUT', path: '/articles/{slug}', security: [{ Token: [] }] })
      expect(Object.keys(update?.responses ?? {})).toEqual(['200', '401', '403', '404', '422'])
    })
  },
)
