import { describe, expect, it } from 'vitest'
import { parseJsonPath, selectPath } from './json-path.ts'

const document = { article: { slug: 'a', tags: ['x', 'y'], image: null, 'odd name': 1 } }

describe('parseJsonPath', () => {
  it('reads names and positions', () => {
    expect(parseJsonPath("$.articles[0]['odd name'].slug_1")).toEqual(['articles', 0, 'odd name', 'slug_1'])
  })

  it.each([
    'articles',
    '$..slug',
    '$.articles[*]',
    '$.a[-1]',
    '$.a[0:2]',
    '$.a[?(@.b)]',
    '$.',
    '$.a b',
    '$.a[',
  ])('refuses %s', (text) => {
    expect(() => parseJsonPath(text)).toThrow(SyntaxError)
  })
})

describe('selectPath', () => {
  it.each([
    ['$', document],
    ['$.article.slug', 'a'],
    ['$.article.tags[1]', 'y'],
    ["$.article['odd name']", 1],
    ['$.article.image', null],
  ])('finds %s', (path, value) => {
    expect(selectPath(parseJsonPath(path), document)).toEqual(value)
  })

  it.each([
    '$.none',
    '$.article.none.deeper',
    '$.article.tags[2]',
    '$.article.tags.length',
    '$.article.slug[0]',
    '$.article.image.url',
    '$.article.constructor',
    '$.article[0]',
  ])('finds nothing at %s', (path) => {
    expect(selectPath(parseJsonPath(path), document)).toBeUndefined()
  })
})
