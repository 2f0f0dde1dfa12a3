/** The content of one file of a multipart body, under a limit of bytes. */
import { type Readable, Transform, type TransformCallback } from 'node:stream'
import { bodyProblem, CLOSE } from './body-problems.ts'
import { pointerTo } from './json-pointer.ts'

export interface FileStreamOptions {
  /** The name of the form field, for the message. */
  readonly field: string
  readonly maxBytes: number
}

/**
 * Passes a part's bytes on, and errors with Problem `file_too_large` (413) past the limit.
 *
 * However it ends, the rest of the part is discarded, so that the next part can come: the parser
 * would wait forever for a part that nobody reads.
 */
export class FileStream extends Transform {
  readonly #source: Readable
  readonly #options: FileStreamOptions
  #bytes = 0
  #isTooLarge = false

  constructor(source: Readable, options: FileStreamOptions) {
    super()
    this.#source = source
    this.#options = options
    // The reader may not be listening yet, or not any more; an error must not end the process.
    this.on('error', () => {})
    source.pipe(this)
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, callback: TransformCallback): void {
    this.#bytes += chunk.length
    this.#isTooLarge = this.#bytes > this.#options.maxBytes
    if (this.#isTooLarge) callback(tooLarge(this.#options))
    else callback(null, chunk)
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#source.unpipe(this)
    this.#source.resume()
    callback(error)
  }

  /**
   * Resolves when the file was read, or given up by its reader; discards a file that nobody reads.
   *
   * @throws  Problem `file_too_large`, also when the reader has swallowed it
   */
  async settled(): Promise<void> {
    const isUntouched = this.readableFlowing === null && this.listenerCount('readable') === 0
    if (isUntouched) this.resume()
    if (!this.closed) await new Promise<void>((resolve) => this.once('close', resolve))
    if (this.#isTooLarge) throw tooLarge(this.#options)
  }
}

function tooLarge({ field, maxBytes }: FileStreamOptions): Error {
  const message = `is larger than ${maxBytes} bytes`
  return bodyProblem('file_too_large', {
    errors: [{ pointer: pointerTo([field]), code: 'file_too_large', message }],
    headers: CLOSE,
  })
}
