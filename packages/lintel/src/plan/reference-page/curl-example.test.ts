import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { JsonObject } from '../contract/json.ts'
import { openApiDocument } from '../openapi/document.ts'
import type { OpenApiDocument } from '../openapi/open-api.ts'
import { shopModel } from '../openapi/shop.fixture.ts'
import { curlExample } from './curl-example.ts'
import { outlineOf } from './outline.ts'

const shop = openApiDocument(shopModel(), { serverUrl: '/' })

function commandOf(document: OpenApiDocument, id: string): string {
  const shown = outlineOf(document)
    .flatMap(({ operations }) => operations)
    .find((operation) => operation.id === id)
  if (!shown) throw new Error(`There is no operation ${id}.`)
  return curlExample(shown)
}

/** What a real shell makes of the command: the arguments that curl would get, and the files that appeared. */
function inShell(command: string): { readonly words: string[]; readonly files: string[] } {
  const directory = mkdtempSync(join(tmpdir(), 'curl-example-'))
  try {
    const script = `curl() { printf '%s\\0' "$@"; }\nAPI=http://api TOKEN=secret\n${command}`
    const output = execFileSync('bash', ['-c', script], { cwd: directory, encoding: 'utf8' })
    return { words: output.split('\0').slice(0, -1), files: readdirSync(directory) }
  } finally {
    rmSync(directory, { recursive: true })
  }
}

test('a body, a token and a path', () => {
  const { words } = inShell(commandOf(shop, 'updateOrder'))
  expect(words.slice(0, 7)).toEqual([
    ...['-X', 'PATCH', 'http://api/v1/orders/019bc0fd-89c0-7f45-b35e-f25e322c33bf'],
    ...['-H', 'Authorization: Bearer secret', '-H', 'Content-Type: application/merge-patch+json'],
  ])
  expect(words[7]).toBe('-d')
  expect(JSON.parse(words[8] ?? '')).toMatchObject({ status: 'placed' })
})

test('no token for what is open, and parameters that are needed', () => {
  expect(commandOf(shop, 'listCategories')).toBe('curl "$API/v1/categories"')
  expect(inShell(commandOf(shop, 'salesReport')).words[0]).toBe(
    'http://api/v1/reports/sales/2026?currency=EUR',
  )
  const elsewhere = openApiDocument(shopModel(), { serverUrl: 'https://shop.example.org/api' })
  expect(inShell(commandOf(elsewhere, 'listCategories')).words).toEqual([
    'https://shop.example.org/api/v1/categories',
  ])
})

function documentOf(
  operation: JsonObject,
  scheme: JsonObject,
  path: string,
  server: string,
): OpenApiDocument {
  return {
    ...{ openapi: '3.1.0', info: { title: 'T', version: '1' }, tags: [], servers: [{ url: server }] },
    security: [{ key: [] }],
    paths: { [path]: { post: { operationId: 'call', ...operation } } },
    components: { securitySchemes: { key: scheme } },
  }
}

test.each([
  [{ type: 'apiKey', in: 'header', name: 'X-Key' }, ['-H', 'X-Key: secret']],
  [
    { type: 'apiKey', in: 'header', name: 'Authorization', 'x-scheme': 'Token' },
    ['-H', 'Authorization: Token secret'],
  ],
  [{ type: 'apiKey', in: 'cookie', name: 'session' }, ['-b', 'session=secret']],
  [{ type: 'http', scheme: 'basic' }, ['-u', ':']],
  [{ type: 'oauth2', flows: {} }, ['-H', 'Authorization: Bearer secret']],
])('credentials of %j', (scheme, expected) => {
  const command = commandOf(documentOf({}, scheme, '/', '/'), 'call').replace('$USER', '')
  expect(inShell(command).words.slice(3)).toEqual(expected)
})

test('a key in the query', () => {
  const document = documentOf({}, { type: 'apiKey', in: 'query', name: 'key' }, '/', '/')
  expect(inShell(commandOf(document, 'call')).words[2]).toBe('http://api/?key=secret')
})

const attacks = [
  '$(touch hacked)',
  '`touch hacked`',
  '"; touch hacked; "',
  "'; touch hacked; '",
  '\n touch hacked\n',
  '\\"; touch hacked #',
]

test.each(attacks)('nothing in a document is a command: %j', (attack) => {
  const content = { [`text/json${attack}`]: { example: { [attack]: attack } } }
  const parameters = [{ name: `q${attack}`, in: 'query', required: true, example: attack }]
  const scheme = { type: 'apiKey', in: 'header', name: `X${attack}`, 'x-scheme': attack }
  const document = documentOf({ parameters, requestBody: { content } }, scheme, `/a${attack}`, `/b${attack}`)
  const { words, files } = inShell(commandOf(document, 'call'))
  expect(files).toEqual([])
  expect(words).toHaveLength(9)
  expect(JSON.parse(words[8] ?? '')).toEqual({ [attack]: attack })
})
