import { expect, test } from 'vitest'
import { parsePreferences } from './preferences.ts'

test.each<[string | undefined, Record<string, string>]>([
  [undefined, {}],
  ['', {}],
  ['return=minimal', { return: 'minimal' }],
  [
    'Return = representation, Respond-Async,wait=10',
    { return: 'representation', 'respond-async': '', wait: '10' },
  ],
  ['return=minimal, return=representation', { return: 'minimal' }],
  ['handling=lenient; strict=no; x="a,b", wait=5', { handling: 'lenient', wait: '5' }],
  ['a="x;y, \\"z\\"", b=""', { a: 'x;y, "z"', b: '' }],
  ['=x, a b, c=d e, "q", wait=1', { wait: '1' }],
  ['a="open, b=1', {}],
  [`wait=1, ${'x'.repeat(1100)}`, {}],
])('Prefer: %s', (value, expected) => {
  expect(Object.fromEntries(parsePreferences(value))).toEqual(expected)
})
