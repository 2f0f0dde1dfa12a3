/** Reads a whole request body into memory, under a limit of bytes and of time. */
import type { IncomingMessage } from 'node:http'
import { bodyProblem, bodyTimedOut, bodyTooLarge } from './body-problems.ts'
import { ByteCollector } from './byte-collector.ts'
import { ClientAborted } from './client-aborted.ts'

export interface BodyLimits {
  /** Default 1 MiB. */
  readonly maxBytes?: number
  /** From the call to the last byte, default 10_000. */
  readonly timeoutMs?: number
}

const DEFAULT_MAX_BYTES = 1_048_576
const DEFAULT_TIMEOUT_MS = 10_000
const EMPTY = Buffer.alloc(0)

/**
 * Reads the body, once.
 *
 * A refusal leaves the rest of the body unread; the Problem then asks for `connection: close`.
 *
 * @returns  the bytes; an empty buffer when the request has no body
 * @throws   Problem `content_encoding_unsupported` (415), `body_too_large` (413, before reading when
 *           Content-Length tells), `request_timeout` (408), `content_length_mismatch` (400);
 *           ClientAborted when the client has gone; Error when the body was read before
 */
export async function readBody(request: IncomingMessage, limits: BodyLimits = {}): Promise<Buffer> {
  refuseContentEncoding(request)
  const maxBytes = limits.maxBytes ?? DEFAULT_MAX_BYTES
  const declaredBytes = refuseDeclaredLength(request, maxBytes)
  if (declaredBytes === 0) return EMPTY
  refuseUnreadable(request)
  return collect(request, { maxBytes, timeoutMs: limits.timeoutMs ?? DEFAULT_TIMEOUT_MS, declaredBytes })
}

/** Refuses a compressed body: what it would grow to is not known before it is unpacked. */
export function refuseContentEncoding(request: IncomingMessage): void {
  const coding = request.headers['content-encoding']
  if (coding === undefined || coding.toLowerCase() === 'identity') return
  // RFC 9110 §12.5.3: Accept-Encoding in a 415 says which codings a request may use.
  throw bodyProblem('content_encoding_unsupported', { headers: { 'accept-encoding': 'identity' } })
}

/**
 * Refuses a body whose Content-Length is over the limit, before a byte of it is read.
 *
 * @returns  bytes declared, 0 without a body, undefined when only reading will tell
 */
export function refuseDeclaredLength(request: IncomingMessage, maxBytes: number): number | undefined {
  const declared = request.headers['content-length']
  if (declared === undefined) return request.headers['transfer-encoding'] === undefined ? 0 : undefined
  const bytes = Number(declared)
  if (bytes > maxBytes) throw bodyTooLarge(maxBytes)
  return bytes
}

/** Refuses a request whose stream will bring nothing more: waiting for it would never end. */
export function refuseUnreadable(request: IncomingMessage): void {
  if (request.readableDidRead) throw new Error('The request body was read before; keep what was read then.')
  if (request.destroyed) throw new ClientAborted(request.errored ?? undefined)
}

interface Collecting {
  readonly maxBytes: number
  readonly timeoutMs: number
  readonly declaredBytes: number | undefined
}

function collect(
  request: IncomingMessage,
  { maxBytes, timeoutMs, declaredBytes }: Collecting,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const collector = new ByteCollector(maxBytes)
    const timer = setTimeout(() => fail(bodyTimedOut()), timeoutMs)
    const stop = () => {
      clearTimeout(timer)
      request.off('data', onData).off('end', onEnd).off('error', onGone).off('close', onGone)
    }
    const fail = (error: Error) => {
      stop()
      request.pause()
      reject(error)
    }
    const onData = (chunk: Buffer) => {
      if (!collector.append(chunk)) fail(bodyTooLarge(maxBytes))
    }
    const onGone = (error?: Error) => fail(new ClientAborted(error))
    const onEnd = () => {
      stop()
      if (declaredBytes === undefined || collector.length === declaredBytes) resolve(collector.take())
      else reject(bodyProblem('content_length_mismatch'))
    }
    request.on('data', onData).on('end', onEnd).on('error', onGone).on('close', onGone)
  })
}
