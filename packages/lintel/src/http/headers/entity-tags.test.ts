import { describe, expect, test } from 'vitest'
import { type EntityTags, matchesStrong, matchesWeak, parseEntityTags } from './entity-tags.ts'

const strong = (opaque: string) => ({ weak: false, opaque })
const weak = (opaque: string) => ({ weak: true, opaque })

test.each<[string, EntityTags]>([
  ['*', '*'],
  [' * ', '*'],
  ['"a"', [strong('a')]],
  ['W/"a"', [weak('a')]],
  ['"a", W/"b" ,"c"', [strong('a'), weak('b'), strong('c')]],
  ['"a,b", "c"', [strong('a,b'), strong('c')]],
  ['""', [strong('')]],
  ['"\\"', [strong('\\')]], // no escapes in entity tags
  [',, "a",', [strong('a')]],
  ['"\u00e9"', [strong('\u00e9')]],
])('%s', (value, expected) => {
  expect(parseEntityTags(value)).toEqual(expected)
})

test.each([
  '',
  ' ',
  ',',
  'a',
  '"a',
  'a"',
  '"a" "b"',
  'w/"a"',
  '"a", *',
  '*, "a"',
  '"a b"',
  '"a"b',
  'W/ "a"',
  '"\u0001"',
  "'a'",
])('refuses %j: an ignored condition would lose an update', (value) => {
  expect(() => parseEntityTags(value)).toThrow(
    expect.objectContaining({ code: 'entity_tag_malformed', status: 400 }),
  )
})

test('takes at most 100 tags', () => {
  expect(parseEntityTags(Array(100).fill('"a"').join())).toHaveLength(100)
  expect(() => parseEntityTags(Array(101).fill('"a"').join())).toThrow('ETag')
})

describe('comparison, by the table of RFC 9110 §8.8.3.2', () => {
  test.each([
    ['W/"1"', 'W/"1"', false, true],
    ['W/"1"', 'W/"2"', false, false],
    ['W/"1"', '"1"', false, true],
    ['"1"', '"1"', true, true],
    ['"1"', 'W/"1"', false, true],
    ['"0", "1"', '"1"', true, true],
    ['*', '"1"', true, true],
    ['*', 'W/"1"', true, true],
  ])('%s against %s', (...[value, current, isStrong, isWeak]) => {
    const tags = parseEntityTags(value)
    expect([matchesStrong(tags, current), matchesWeak(tags, current)]).toEqual([isStrong, isWeak])
  })

  test.each(['*', '"1"'])('%s never matches what does not exist', (value) => {
    const tags = parseEntityTags(value)
    expect([matchesStrong(tags, undefined), matchesWeak(tags, undefined)]).toEqual([false, false])
  })
})
