import { describe, expect, test } from 'vitest'
import { AnswerStream } from './answer-stream.ts'

/** A source that notes whether it was closed. */
function source(chunks: readonly string[], fault?: Error) {
  const state = { isClosed: false }
  async function* bytes(): AsyncGenerator<Uint8Array> {
    try {
      for (const chunk of chunks) yield Buffer.from(chunk)
      if (fault) throw fault
    } finally {
      state.isClosed = true
    }
  }
  return { state, bytes: bytes() }
}

async function read(stream: AnswerStream): Promise<string> {
  let text = ''
  for await (const chunk of stream) text += Buffer.from(chunk).toString()
  return text
}

const faults: unknown[] = []
const begin = (bytes: AsyncIterable<Uint8Array>) =>
  AnswerStream.begin(bytes, { onFault: (error) => faults.push(error) })

test('gives every byte, the first one too', async () => {
  expect(await read(await begin(source(['a', 'b', 'c']).bytes))).toBe('abc')
  expect(await read(await begin(source([]).bytes))).toBe('')
})

describe('a source that fails', () => {
  test('at once fails before the stream begins', async () => {
    await expect(begin(source([], new Error('gone')).bytes)).rejects.toThrow('gone')
  })

  test('later is told of', async () => {
    const stream = await begin(source(['a'], new Error('later')).bytes)
    await expect(read(stream)).rejects.toThrow('later')
    expect(faults).toEqual([expect.objectContaining({ message: 'later' })])
  })
})

test('closes a source that nobody reads', async () => {
  const { state, bytes } = source(['a', 'b'])
  const stream = await begin(bytes)
  await stream.return()
  expect(state.isClosed).toBe(true)
})

test.each([
  [2, false],
  [1, true],
  [3, true],
])('of two bytes with %i promised fails: %s', async (promised, fails) => {
  const stream = await begin(source(['a', 'b']).bytes)
  stream.expectBytes(promised)
  const done = read(stream)
  await (fails ? expect(done).rejects.toThrow('Content-Length') : expect(done).resolves.toBe('ab'))
})
