import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ByteCollector } from './byte-collector.ts'

test('hands a single chunk on without a copy', () => {
  const chunk = Buffer.from('one')
  const collector = new ByteCollector(10)
  collector.append(chunk)
  expect(collector.take()).toBe(chunk)
})

test('does not take a chunk over the limit, and never changes the chunks', () => {
  const first = Buffer.from('1234')
  const collector = new ByteCollector(5)
  expect(collector.append(first)).toBe(true)
  expect(collector.append(Buffer.from('56'))).toBe(false)
  expect(collector.append(Buffer.from('5'))).toBe(true)
  expect(collector.append(Buffer.from('6'))).toBe(false)
  expect(collector.take().toString()).toBe('12345')
  expect(first.toString()).toBe('1234')
})

test('gives what Buffer.concat gives', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 9000 }), { maxLength: 12 }), (chunks) => {
      const collector = new ByteCollector(200_000)
      for (const chunk of chunks) collector.append(Buffer.from(chunk))
      expect(collector.take().equals(Buffer.concat(chunks))).toBe(true)
    }),
    { numRuns: 60 },
  )
})
