import { expect, test } from 'vitest'
import { readDocument } from './document-source.ts'

function sourceOf(text: string) {
  const source = readDocument(text)
  if (!('value' in source)) throw new Error(JSON.stringify(source))
  return source
}

test('knows the line of each part, or of the nearest part around it', () => {
  const { lineOf } = sourceOf('a:\n  b/c:\n    - 1\n    - d: 2\n  200: x\n')
  expect(lineOf('')).toBe(1)
  expect(lineOf('/a')).toBe(1)
  expect(lineOf('/a/b~1c')).toBe(2)
  expect(lineOf('/a/b~1c/1/d')).toBe(4)
  expect(lineOf('/a/200')).toBe(5)
  expect(lineOf('/a/b~1c/7/nothing')).toBe(2)
})

test('follows aliases and merges, which are copies afterwards', () => {
  const { value, lineOf } = sourceOf(
    'x-shared: &shared\n  type: string\na: *shared\nb:\n  <<: *shared\n  format: date\n',
  )
  expect(value).toEqual({
    'x-shared': { type: 'string' },
    a: { type: 'string' },
    b: { type: 'string', format: 'date' },
  })
  expect(lineOf('/a/type')).toBe(2)
  expect((value as { a: unknown }).a).not.toBe((value as { 'x-shared': unknown })['x-shared'])
})

test('reads what YAML 1.1 took for something else as the text it is', () => {
  expect(sourceOf('country: no\ndate: 2026-01-01\non: yes').value).toEqual({
    country: 'no',
    date: '2026-01-01',
    on: 'yes',
  })
})

test('names every line that cannot be read', () => {
  expect(readDocument('a: 1\nb: "\n')).toEqual([
    { line: expect.any(Number), message: expect.stringContaining('quote') },
  ])
  expect(readDocument('a: 1\na: 2\nb: 1\nb: 2\n')).toMatchObject([{ line: 2 }, { line: 4 }])
})
