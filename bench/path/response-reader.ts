/** Finds the end of HTTP/1.1 responses on a connection that has one request on its way at a time. */

const headEnd = Buffer.from('\r\n\r\n')
const lastChunk = Buffer.from('\r\n0\r\n\r\n')

export class ResponseReader {
  readonly #status: string
  #head: Buffer | undefined
  #missing = 0
  #chunked = false
  #tail: Buffer = Buffer.alloc(0)

  /** @param status   the status every response must have */
  constructor(status: number) {
    this.#status = String(status)
  }

  /**
   * Takes what has arrived.
   *
   * @returns   true when the response is complete
   * @throws    Error when its status is another, or its end cannot be told
   */
  read(chunk: Buffer): boolean {
    if (this.#chunked) return this.#readChunked(chunk)
    if (this.#missing > 0) return this.#readBody(chunk)
    return this.#readHead(chunk)
  }

  #readHead(chunk: Buffer): boolean {
    const data = this.#head ? Buffer.concat([this.#head, chunk]) : chunk
    const end = data.indexOf(headEnd)
    this.#head = end < 0 ? data : undefined
    if (end < 0) return false
    const head = data.toString('latin1', 0, end)
    if (head.slice(9, 12) !== this.#status) {
      throw new Error(`Expected ${this.#status}, received: ${data.toString('utf8', 0, 600)}`)
    }
    const body = data.subarray(end + headEnd.length)
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)
    if (length) {
      this.#missing = Number(length[1])
      return this.#readBody(body)
    }
    if (!/\r\ntransfer-encoding: *chunked/i.test(head)) throw new Error(`No length in the response: ${head}`)
    this.#chunked = true
    // The end of the head stands for the line break before a first chunk that is already the last.
    return this.#readChunked(data.subarray(end + 2))
  }

  #readBody(chunk: Buffer): boolean {
    this.#missing -= chunk.length
    if (this.#missing < 0) throw new Error('More bytes than the response announced.')
    return this.#missing === 0
  }

  // With one request on its way nothing follows the last chunk, so the end of the bytes is the end of the body.
  #readChunked(chunk: Buffer): boolean {
    this.#tail = Buffer.concat([this.#tail, chunk]).subarray(-lastChunk.length)
    if (!this.#tail.equals(lastChunk)) return false
    this.#tail = Buffer.alloc(0)
    this.#chunked = false
    return true
  }
}
