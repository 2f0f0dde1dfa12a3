/** Gathers the chunks of a body up to a limit; one chunk is handed on as it is, without a copy. */

const EMPTY = Buffer.alloc(0)
const SMALLEST_COPY_BYTES = 16_384

/**
 * The chunks are copied into one growing buffer as they come: kept apart, a body sent byte by byte
 * would cost a hundred times its size in Buffer objects.
 */
export class ByteCollector {
  readonly #maxBytes: number
  #bytes: Buffer = EMPTY
  #length = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  get length(): number {
    return this.#length
  }

  /** Whether the chunk still fits; when false it was not taken. */
  append(chunk: Buffer): boolean {
    const length = this.#length + chunk.length
    if (length > this.#maxBytes) return false
    if (this.#length === 0) this.#bytes = chunk
    else {
      if (length > this.#bytes.length) this.#grow(length)
      chunk.copy(this.#bytes, this.#length)
    }
    this.#length = length
    return true
  }

  take(): Buffer {
    return this.#length === this.#bytes.length ? this.#bytes : this.#bytes.subarray(0, this.#length)
  }

  #grow(length: number): void {
    const capacity = Math.max(length, Math.min(this.#maxBytes, Math.max(SMALLEST_COPY_BYTES, 2 * length)))
    const grown = Buffer.allocUnsafe(capacity)
    this.#bytes.copy(grown, 0, 0, this.#length)
    this.#bytes = grown
  }
}
