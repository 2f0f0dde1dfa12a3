import { expect, test } from 'vitest'
import { entryOf } from './entry.ts'
import { Memory } from './memory.ts'

const times = { ttlMs: 60_000, staleMs: 0, graceMs: 0 }
const entry = (size: number, ...tags: string[]) =>
  entryOf({ status: 200, headers: {}, body: Buffer.alloc(size) }, tags, times)

test('bytes are bounded, and what was used last stays', () => {
  const memory = new Memory(100_000)
  for (let index = 0; index < 100; index++) {
    memory.set(`key ${index}`, entry(5_000, `tag ${index}`))
    memory.get('key 0')
  }
  expect(memory.bytes).toBeLessThanOrEqual(100_000)
  expect(memory.get('key 0')).toBeDefined()
  expect(memory.get('key 1')).toBeUndefined()
  expect(memory.get('key 99')).toBeDefined()
})

test('one that is too large is not taken, and what was there under its key goes', () => {
  const memory = new Memory(100_000)
  memory.set('key', entry(10, 'tag'))
  memory.set('key', entry(50_000, 'tag'))
  expect(memory.get('key')).toBeUndefined()
  expect(memory.drop(['tag'])).toBe(0)
})

test('a tag drops every entry that has it, as it is now', () => {
  const memory = new Memory(100_000)
  memory.set('one', entry(1, 'a', 'b'))
  memory.set('two', entry(1, 'b'))
  memory.set('three', entry(1, 'c'))
  memory.set('two', entry(1, 'c'))
  expect(memory.drop(['b'])).toBe(1)
  expect([memory.get('one'), memory.get('two') !== undefined]).toEqual([undefined, true])
  expect(memory.drop(['c', 'a'])).toBe(2)
  expect(memory.size).toBe(0)
})
