/** One request and its answer over a pool of connections, within a size; what goes wrong, by its kind. */
import { type Dispatcher, errors } from 'undici'
import type { CallRequest } from './call-request.ts'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Absent where nobody asked for it. */
  readonly bytes?: Buffer
}

export interface ExchangeOptions {
  readonly pool: Dispatcher
  readonly request: CallRequest
  readonly headers: Readonly<Record<string, string>>
  /** Ends it, whatever it is doing. */
  readonly signal: AbortSignal
  readonly maxBytes: number
  /** Whether the body of an answer with this status is wanted. */
  readonly wantsBody: (status: number) => boolean
}

/** An answer that is none: not HTTP, too large. */
export class AnswerUnusable extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options)
    this.name = 'AnswerUnusable'
  }
}

/** @throws AnswerUnusable, the reason of the signal, or what the connection failed with */
export async function exchange(options: ExchangeOptions): Promise<Answer> {
  const { pool, request, headers, signal, maxBytes, wantsBody } = options
  try {
    const {
      statusCode: status,
      headers: received,
      body,
    } = await pool.request({
      method: request.method,
      path: request.path,
      headers: { ...headers, ...request.headers },
      body: request.body ?? null,
      signal,
    })
    if (!wantsBody(status)) {
      // The status has said it all: what follows is passed over, and may as well break.
      await body.dump({ limit: maxBytes }).catch(() => undefined)
      return { status, headers: received }
    }
    return { status, headers: received, bytes: await limited(body, maxBytes) }
  } catch (error) {
    if (error instanceof AnswerUnusable) throw error
    if (signal.aborted) throw signal.reason
    if (error instanceof errors.HTTPParserError)
      throw new AnswerUnusable('the answer is not HTTP.', { cause: error })
    throw error
  }
}

async function limited(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.byteLength
    // Leaving the loop destroys the body, and the connection with it.
    if (length > maxBytes) throw new AnswerUnusable(`the answer has more than ${maxBytes} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
