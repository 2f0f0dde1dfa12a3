import fc from 'fast-check'
import { expect, test } from 'vitest'
import { baseFileName } from './file-name.ts'

test.each([
  ['photo.png', 'photo.png'],
  ['/etc/passwd', 'passwd'],
  ['..\\..\\boot.ini', 'boot.ini'],
  ['a/b\\c/d.txt', 'd.txt'],
  ['dir/', undefined],
  ['.', undefined],
  ['..', undefined],
  ['...', undefined],
  ['  ', undefined],
  ['', undefined],
  ['.htaccess', '.htaccess'],
  ['a\0b\r\n.png', 'ab.png'],
  ['invoice\u202egnp.exe', 'invoicegnp.exe'],
  ['.\u200b.', undefined],
  ['žluť 😀.pdf', 'žluť 😀.pdf'],
  [`${'x'.repeat(300)}.tar`, `${'x'.repeat(251)}.tar`],
  ['é'.repeat(200), 'é'.repeat(127)],
])('%j becomes %j', (given, expected) => {
  expect(baseFileName(given)).toBe(expected)
})

test('is never a path, never invisible, never too long', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
      const name = baseFileName(given)
      if (name === undefined) return
      expect(name).not.toMatch(/[/\\\p{Cc}\p{Cf}]|^\.*$/u)
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
      expect(baseFileName(name)).toBe(name)
    }),
    { numRuns: 1000 },
  )
})
