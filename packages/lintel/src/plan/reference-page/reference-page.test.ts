import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Json } from '../../spec/model.ts'
import { isList, isObject } from '../contract/json.ts'
import { openApiDocument } from '../openapi/document.ts'
import type { OpenApiDocument } from '../openapi/open-api.ts'
import { shopModel } from '../openapi/shop.fixture.ts'
import { referencePage, referencePagePolicy } from './reference-page.ts'

const shop = openApiDocument(shopModel())
const page = referencePage(shop, { documentPath: '/openapi.json' })

/** Tags in the order of the text; a `<` that begins none of the tags below is a fault. */
function tagsOf(text: string): { name: string; isEnd: boolean; attributes: Map<string, string> }[] {
  return [...text.replace(/<style>.*<\/style>/s, '').matchAll(/<([^>]*)>?/g)].map(([whole, inside = '']) => {
    expect(whole).toMatch(/^<\/?[a-z0-9!]+(?: [a-z-]+(?:="[^"<>]*")?)*>$/)
    const attributes = [...inside.matchAll(/ ([a-z-]+)="([^"]*)"/g)].map(
      ([, key, value]) => [key, value] as const,
    )
    return {
      name: /^\/?([a-z0-9!]+)/.exec(inside)?.[1] ?? '',
      isEnd: inside.startsWith('/'),
      attributes: new Map(attributes as [string, string][]),
    }
  })
}

const knownTags = new Set(
  [
    '!doctype',
    'html',
    'head',
    'meta',
    'title',
    'body',
    'input',
    'label',
    'nav',
    'main',
    'section',
    'article',
    'div',
  ].concat(['h1', 'h2', 'h3', 'h4', 'small', 'p', 'ul', 'li', 'a', 'b', 'i', 'code', 'pre', 'span']),
)
const knownAttributes = new Set([
  'lang',
  'charset',
  'name',
  'content',
  'type',
  'id',
  'for',
  'aria-label',
  'href',
  'rel',
  'class',
])

function expectHarmless(text: string): void {
  for (const { name, attributes } of tagsOf(text)) {
    expect(knownTags).toContain(name)
    for (const [key, value] of attributes) {
      expect(knownAttributes).toContain(key)
      if (key === 'href') expect(value).toMatch(/^(?:#|\/|https?:\/\/)/)
    }
  }
}

test('it shows every operation and schema, and links lead somewhere', () => {
  for (const path of Object.keys(shop.paths)) expect(page).toContain(`<code>${path}</code>`)
  const tags = tagsOf(page)
  const ids = tags.flatMap(({ attributes }) => attributes.get('id') ?? [])
  const links = tags
    .flatMap(({ attributes }) => attributes.get('href') ?? [])
    .filter((link) => link.startsWith('#'))
  expect(new Set(ids).size).toBe(ids.length)
  expect([...new Set(links)].filter((link) => !ids.includes(link.slice(1)))).toEqual([])
  expect(links).toContain('#schema-OrderItem')
})

test('what is opened is closed', () => {
  const open: string[] = []
  for (const { name, isEnd } of tagsOf(page)) {
    if (['!doctype', 'meta', 'input'].includes(name)) continue
    if (isEnd) expect(open.pop()).toBe(name)
    else open.push(name)
  }
  expect(open).toEqual([])
})

test('it loads nothing, and its policy lets in its own style alone', () => {
  const [, style = ''] = /<style>(.*)<\/style>/s.exec(page) ?? []
  const hash = createHash('sha256').update(style).digest('base64')
  expect(referencePagePolicy).toContain(`default-src 'none'; style-src 'sha256-${hash}'`)
  expect(page).not.toMatch(/<script|<link|<img|style=|@import|url\(/)
  expectHarmless(page)
})

const attack =
  '"><img src=x onerror=alert(1)></pre></style><script>alert(1)</script>\'`$(1)` javascript:alert(1)'

/** The document with every text that an author may write turned into an attack, in names too. */
function poisoned(value: Json, key = ''): Json {
  if (isList(value)) return value.map((item) => poisoned(item, key))
  if (isObject(value)) {
    const isNamed = [
      'properties',
      'examples',
      'headers',
      'content',
      'responses',
      'schemas',
      'paths',
      'securitySchemes',
    ]
    const entries = Object.entries(value).map(([name, inside]) => [
      isNamed.includes(key) ? `${name}${attack}` : name,
      poisoned(inside, isNamed.includes(key) ? '' : name),
    ])
    return Object.fromEntries(entries)
  }
  return typeof value === 'string' && !['$ref', 'type', 'in'].includes(key) ? `${value} ${attack}` : value
}

test('whatever a document says, none of it becomes markup', () => {
  const evil = poisoned(shop) as unknown as OpenApiDocument
  const text = referencePage(evil)
  expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;')
  expectHarmless(text)
})

test('descriptions have paragraphs, code and web addresses', () => {
  const description = 'See `GET /x` at https://example.com/a?b=1&c=2.\n\njavascript:alert(1)'
  const text = referencePage({ ...shop, info: { ...shop.info, description } })
  expect(text).toContain(
    '<p>See <code>GET /x</code> at <a href="https://example.com/a?b=1&amp;c=2" rel="noreferrer">https://example.com/a?b=1&amp;c=2</a>.</p><p>javascript:alert(1)</p>',
  )
})

test('an empty document is a page too', () => {
  const { info } = shop
  const empty = { openapi: '3.1.0', info, servers: [], tags: [], security: [], paths: {}, components: {} }
  expect(referencePage(empty)).toContain('<h1>Shop <small>1.4.0</small></h1>')
})
