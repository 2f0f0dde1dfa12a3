/** Handlers that take files, for the tests of bodies: they read as they go and keep a sum of what went by. */
import { createHash } from 'node:crypto'
import { type Contract, implement } from 'lintel'
import type { Operations, Photo } from './documents/uploads.types.ts'

/** What a test sees of a handler while the request is still on its way. */
export class Witness {
  bytes = 0
  /** What ended the reading, if it did not end well. */
  error: unknown
  #listeners: (() => void)[] = []

  /** Resolves when so many bytes have reached the handler. */
  async hasSeen(bytes: number): Promise<void> {
    while (this.bytes < bytes) await new Promise<void>((resolve) => this.#listeners.push(resolve))
  }

  see(bytes: number): void {
    this.bytes += bytes
    for (const listener of this.#listeners.splice(0)) listener()
  }
}

export function uploads(api: Contract<Operations>, witness = new Witness()) {
  const addAlbum = implement(api, 'addAlbum', {
    async run({ body }) {
      const photos: Photo[] = []
      const fields: Record<string, string> = {}
      try {
        for await (const part of body) {
          if (part.kind === 'field') fields[part.name] = part.value
          else {
            const { filename, mediaType } = part
            photos.push({
              ...(await measured(part.stream, witness)),
              mediaType,
              ...(filename ? { filename } : {}),
            })
          }
        }
      } catch (error) {
        witness.error = error
        throw error
      }
      return { status: 201, body: { title: fields.title ?? '', photos, fields } }
    },
  })
  const putBlob = implement(api, 'putBlob', {
    async run({ body }) {
      try {
        return { status: 200, body: await measured(body, witness) }
      } catch (error) {
        witness.error = error
        throw error
      }
    },
  })
  const peekBlob = implement(api, 'peekBlob', {
    async run({ body }) {
      for await (const chunk of body) return { status: 200, body: { bytes: chunk.length } }
      return { status: 200, body: { bytes: 0 } }
    },
  })
  return { addAlbum, putBlob, peekBlob }
}

async function measured(
  source: AsyncIterable<Uint8Array>,
  witness: Witness,
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of source) {
    hash.update(chunk)
    bytes += chunk.length
    witness.see(chunk.length)
  }
  return { bytes, sha256: hash.digest('hex') }
}
