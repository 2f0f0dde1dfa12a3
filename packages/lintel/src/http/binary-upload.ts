/** A body of bytes, handed on as it arrives; nothing of it is kept. */
import type { IncomingMessage } from 'node:http'
import { bodyTooLarge } from './body/body-problems.ts'
import { ClientAborted } from './body/client-aborted.ts'
import { refuseContentEncoding, refuseDeclaredLength, refuseUnreadable } from './body/read-body.ts'

/**
 * The bytes of a body. A reader that stops early leaves the rest unread; the connection then closes after the answer.
 *
 * @param maxBytes  more than these end the bytes with a refusal
 * @throws          Problem `content_encoding_unsupported` (415), `body_too_large` (413): at once where the headers
 *                  tell, else while reading; ClientAborted while reading, when the client has gone
 */
export function readBinary(message: IncomingMessage, maxBytes: number): AsyncIterable<Uint8Array> {
  refuseContentEncoding(message)
  refuseDeclaredLength(message, maxBytes)
  refuseUnreadable(message)
  return limited(message, maxBytes)
}

async function* limited(message: IncomingMessage, maxBytes: number): AsyncGenerator<Uint8Array> {
  let total = 0
  for await (const chunk of chunksOf(message)) {
    total += chunk.length
    if (total > maxBytes) throw bodyTooLarge(maxBytes)
    yield chunk
  }
}

async function* chunksOf(message: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    // What the handler leaves is read out after the answer, which a destroyed message could not be.
    yield* message.iterator({ destroyOnReturn: false }) as AsyncIterableIterator<Buffer>
  } catch (error) {
    throw new ClientAborted(error)
  }
}
