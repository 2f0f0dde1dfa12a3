/** The bytes of a download on their way. */

export interface AnswerStreamOptions {
  /** Hears of a source that fails while the answer is on its way: the client only sees that it breaks off. */
  readonly onFault: (error: unknown) => void
}

type Chunk = IteratorResult<Uint8Array, undefined>

/**
 * Takes the first bytes before the answer begins, so that a source that cannot even begin is a 500 and not half an
 * answer; and closes its source however it ends, also when nobody ever reads it.
 */
export class AnswerStream implements AsyncIterableIterator<Uint8Array> {
  readonly #source: AsyncIterator<Uint8Array>
  readonly #options: AnswerStreamOptions
  #first: Chunk | undefined
  #expectedBytes: number | undefined
  #sentBytes = 0

  private constructor(source: AsyncIterator<Uint8Array>, first: Chunk, options: AnswerStreamOptions) {
    this.#source = source
    this.#first = first
    this.#options = options
  }

  /** @throws what the source throws before its first bytes */
  static async begin(source: AsyncIterable<Uint8Array>, options: AnswerStreamOptions): Promise<AnswerStream> {
    const iterator = source[Symbol.asyncIterator]()
    return new AnswerStream(iterator, await iterator.next(), options)
  }

  /** The Content-Length that goes before: more or fewer bytes would be taken for the next answer. */
  expectBytes(bytes: number): void {
    this.#expectedBytes = bytes
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async next(): Promise<Chunk> {
    try {
      const chunk = this.#first ?? (await this.#source.next())
      this.#first = undefined
      this.#count(chunk)
      return chunk
    } catch (error) {
      this.#options.onFault(error)
      throw error
    }
  }

  async return(): Promise<Chunk> {
    await this.#source.return?.()
    return { done: true, value: undefined }
  }

  #count(chunk: Chunk): void {
    const expected = this.#expectedBytes
    if (!chunk.done) this.#sentBytes += chunk.value.length
    if (expected === undefined) return
    if (this.#sentBytes > expected || (chunk.done && this.#sentBytes < expected)) {
      throw new RangeError(
        `The body has ${this.#sentBytes} bytes so far and a Content-Length of ${expected}.`,
      )
    }
  }
}
