import { describe, expect, it } from 'vitest'
import { parseAssert } from './assert-parser.ts'
import type { JsonValue } from './json-value.ts'
import { describePredicate, predicateHolds } from './predicate.ts'

const variables = new Map<string, JsonValue>([
  ['uid', 'u1'],
  ['id', 7],
])

function read(predicate: string) {
  return parseAssert({ file: 'a.hurl', number: 1, text: `jsonpath "$" ${predicate}` }).predicate
}

const nothing = undefined

const holding: [predicate: string, value: JsonValue | undefined][] = [
  ['== "a"', 'a'],
  ['== "x_{{uid}}"', 'x_u1'],
  ['== {{id}}', 7],
  ['== 1', 1],
  ['== -1.5', -1.5],
  ['== null', null],
  ['== false', false],
  ['!= "a"', 'b'],
  ['!= "7"', 7],
  ['!= {{uid}}', null],
  ['> 1', 2],
  ['>= 1', 1],
  ['< 1', 0],
  ['<= 1', 1],
  ['contains "b"', 'abc'],
  ['contains "b"', ['a', 'b']],
  ['contains {{id}}', [7]],
  ['matches "^\\\\d{4}-"', '2026-11-21'],
  ['exists', 0],
  ['exists', null],
  ['exists', ''],
  ['isEmpty', ''],
  ['isEmpty', []],
  ['isEmpty', {}],
  ['isString', ''],
  ['isInteger', 0],
  ['isNumber', 1.5],
  ['isBoolean', false],
  ['isList', []],
  ['isObject', {}],
]

const failing: [predicate: string, value: JsonValue | undefined][] = [
  ['== "a"', 'A'],
  ['== "7"', 7],
  ['== 7', '7'],
  ['== null', 'null'],
  ['== null', nothing],
  ['== false', 0],
  ['== false', null],
  ['!= "a"', 'a'],
  ['!= "a"', nothing],
  ['> 1', 1],
  ['>= 1', 0],
  ['>= 1', nothing],
  ['< 1', 1],
  ['<= 1', 2],
  ['contains "b"', ['ab']],
  ['contains "b"', 'a'],
  ['contains "b"', nothing],
  ['matches "^\\\\d{4}-"', 'on 2026-11-21'],
  ['matches "a"', nothing],
  ['exists', nothing],
  ['isEmpty', ' '],
  ['isEmpty', [null]],
  ['isEmpty', { a: null }],
  ['isEmpty', nothing],
  ['isString', 1],
  ['isString', null],
  ['isString', nothing],
  ['isInteger', 1.5],
  ['isInteger', '1'],
  ['isNumber', '1'],
  ['isBoolean', 'true'],
  ['isBoolean', null],
  ['isList', 'a,b'],
  ['isList', {}],
  ['isObject', []],
  ['isObject', null],
]

/** Neither the predicate nor its negation: the type makes no sense for the question. */
const mismatching: [predicate: string, value: JsonValue][] = [
  ['>= 1', '2'],
  ['< 1', null],
  ['contains "b"', { b: 1 }],
  ['contains "b"', 1],
  ['contains {{id}}', '7'],
  ['matches "1"', 1],
  ['matches "null"', null],
  ['isEmpty', null],
  ['isEmpty', 0],
]

describe('predicateHolds', () => {
  it.each(holding)('%s holds for %j, and its negation does not', (text, value) => {
    expect(predicateHolds(read(text), value, variables)).toBe(true)
    expect(predicateHolds(read(`not ${text}`), value, variables)).toBe(false)
  })

  it.each(failing)('%s does not hold for %j, and its negation does', (text, value) => {
    expect(predicateHolds(read(text), value, variables)).toBe(false)
    expect(predicateHolds(read(`not ${text}`), value, variables)).toBe(true)
  })

  it.each(mismatching)('neither %s nor its negation holds for %j', (text, value) => {
    expect(predicateHolds(read(text), value, variables)).toBe(false)
    expect(predicateHolds(read(`not ${text}`), value, variables)).toBe(false)
  })

  it('fails loudly for a variable that is not set, even where there is no value', () => {
    expect(() => predicateHolds(read('!= {{none}}'), 'a', variables)).toThrow('{{none}} is not set')
    expect(() => predicateHolds(read('!= "{{none}}"'), undefined, variables)).toThrow('{{none}} is not set')
  })
})

describe('describePredicate', () => {
  it.each([
    ['== "x_{{uid}}"', '== string "x_u1"'],
    ['!= {{id}}', '!= integer 7'],
    ['not contains "a"', 'not contains string "a"'],
    ['matches "^a"', 'matches /^a/u'],
    ['>= 1', '>= integer 1'],
    ['not isEmpty', 'not isEmpty'],
  ])('%s reads %s', (text, words) => {
    expect(describePredicate(read(text), variables)).toBe(words)
  })
})
