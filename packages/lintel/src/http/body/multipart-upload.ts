/** Pumps a request through the multipart parser: parts come out one by one, and the first fault ends everything. */
import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import type { BusboyInstance } from '@fastify/busboy'
import { bodyTimedOut, bodyTooLarge } from './body-problems.ts'
import { ClientAborted } from './client-aborted.ts'
import { createPartParser, requireBoundary } from './multipart-parser.ts'
import type { RawPart } from './multipart-part.ts'
import { refuseContentEncoding, refuseDeclaredLength, refuseUnreadable } from './read-body.ts'

export interface UploadLimits {
  /** Of the whole body, default 32 MiB. */
  readonly maxBytes?: number
  /** Fields and files together, default 100. */
  readonly maxParts?: number
  /** How long the client may send nothing, default 10_000; the whole is bounded by `server.requestTimeout`. */
  readonly idleTimeoutMs?: number
}

const DEFAULT_MAX_BYTES = 33_554_432
const DEFAULT_MAX_PARTS = 100
const DEFAULT_IDLE_TIMEOUT_MS = 10_000

export class MultipartUpload {
  readonly #request: IncomingMessage
  readonly #parser: BusboyInstance
  readonly #maxBytes: number
  readonly #idle: NodeJS.Timeout
  readonly #queue: RawPart[] = []
  #receivedBytes = 0
  #isParsed = false
  #failure: Error | undefined
  #reading: Readable | undefined
  #wake: () => void = () => {}

  /** @throws Problem 400, 413 or 415 for what the headers already tell */
  constructor(request: IncomingMessage, limits: UploadLimits) {
    this.#request = request
    this.#maxBytes = limits.maxBytes ?? DEFAULT_MAX_BYTES
    refuseContentEncoding(request)
    const boundary = requireBoundary(request.headers['content-type'])
    refuseDeclaredLength(request, this.#maxBytes)
    refuseUnreadable(request)
    this.#parser = createPartParser({
      boundary,
      maxParts: limits.maxParts ?? DEFAULT_MAX_PARTS,
      onPart: (part) => this.#onPart(part),
      onFinish: () => this.#onFinish(),
      onFault: (fault) => this.fail(fault),
    })
    this.#idle = setTimeout(() => this.#onIdle(), limits.idleTimeoutMs ?? DEFAULT_IDLE_TIMEOUT_MS)
    this.#connect()
  }

  /** Why the upload ended early, if it did. */
  get failure(): Error | undefined {
    return this.#failure
  }

  /** @returns the next part; undefined after the last one */
  async next(): Promise<RawPart | undefined> {
    while (this.#failure === undefined) {
      const part = this.#queue.shift()
      if (part !== undefined || this.#isParsed) return part
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    throw this.#failure
  }

  /** Names the stream that a failure destroys: the one somebody is reading. */
  follow(stream: Readable): void {
    this.#reading = stream
  }

  /** Ends the upload; only the first reason counts. */
  fail(reason: Error): void {
    if (this.#failure !== undefined || this.#isParsed) return
    this.#failure = reason
    this.#disconnect()
    this.#reading?.destroy(reason)
    this.#wake()
  }

  /** Lets go of the request; a file that is still being read gets an error. */
  stop(): void {
    this.fail(new Error('The loop over the parts was left before the last one.'))
    this.#disconnect()
    // What follows the closing boundary is nobody's; taking it lets the connection serve the next request.
    if (this.#isParsed) this.#request.resume()
  }

  #connect(): void {
    this.#request.on('data', this.#onData).on('end', this.#onEnd)
    this.#request.on('error', this.#onGone).on('close', this.#onGone)
    this.#request.pipe(this.#parser)
  }

  #disconnect(): void {
    clearTimeout(this.#idle)
    this.#request.unpipe(this.#parser).pause()
    this.#request.off('data', this.#onData).off('end', this.#onEnd)
    this.#request.off('error', this.#onGone).off('close', this.#onGone)
  }

  #onPart(part: RawPart): void {
    this.#queue.push(part)
    this.#wake()
  }

  #onFinish(): void {
    this.#isParsed = this.#failure === undefined
    this.#wake()
  }

  #onIdle(): void {
    // While the parser has no room the client has to wait for the reader: not its fault.
    if (this.#parser.writableNeedDrain) this.#idle.refresh()
    else this.fail(bodyTimedOut())
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#idle.refresh()
    this.#receivedBytes += chunk.length
    if (this.#receivedBytes > this.#maxBytes) this.fail(bodyTooLarge(this.#maxBytes))
  }

  readonly #onEnd = (): void => {
    clearTimeout(this.#idle)
    this.#request.off('close', this.#onGone)
  }

  readonly #onGone = (error?: Error): void => {
    this.fail(new ClientAborted(error))
  }
}
