/** One POST to an address that somebody else has given: to what was checked, without redirects, and read no further than needed. */
import type { LookupAddress } from 'node:dns'
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { AddressGuard, CheckedTarget } from './address-guard.ts'

export interface GuardedPost {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  /** From the question for the name to the head of the answer. */
  readonly timeoutMs: number
  readonly signal: AbortSignal
  /** Authorities beside the usual ones, in PEM. */
  readonly ca?: string
}

export interface PostAnswer {
  readonly status: number
  readonly retryAfter: string | undefined
}

/** More of an answer is not read. */
const maxAnswerBytes = 16_384

/** @throws AddressRefused before anything is connected; else the reason of the signal, or what the connection failed with */
export async function guardedPost(guard: AddressGuard, post: GuardedPost): Promise<PostAnswer> {
  const late = AbortSignal.timeout(post.timeoutMs)
  const signal = AbortSignal.any([post.signal, late])
  const target = await before(signal, guard.check(post.url))
  try {
    return await send(target, { ...post, signal })
  } catch (error) {
    if (late.aborted) throw new Error(`It did not answer within ${post.timeoutMs} ms.`)
    throw error
  }
}

/** A question for a name cannot be taken back; its answer may come too late. */
function before<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    work.then(resolve, reject)
  })
}

function send({ url, addresses }: CheckedTarget, post: GuardedPost): Promise<PostAnswer> {
  const { headers, body, signal, ca } = post
  return new Promise((resolve, reject) => {
    const options = {
      method: 'POST',
      headers: { ...headers, 'content-length': String(body.byteLength) },
      signal,
      // A connection of its own: none is left open to an address that was checked some time ago.
      agent: false,
      lookup: onlyTo(addresses),
      ...(ca === undefined ? {} : { ca }),
    } as const
    const request: ClientRequest =
      url.protocol === 'https:' ? httpsRequest(url, options) : httpRequest(url, options)
    request.on('error', reject)
    request.on('response', (response) => {
      resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] })
      discard(response, request)
    })
    request.end(body)
  })
}

/** Gives what was checked, whatever is asked: between the check and the connection no name is looked up. */
function onlyTo(addresses: readonly LookupAddress[]): LookupFunction {
  return (_hostname, { all }, callback) => {
    const [first = { address: '', family: 0 }] = addresses
    if (all) callback(null, [...addresses])
    else callback(null, first.address, first.family)
  }
}

/** The status has said it all; an answer without an end must hold nobody up. */
function discard(response: IncomingMessage, request: ClientRequest): void {
  let length = 0
  response.on('data', (chunk: Buffer) => {
    length += chunk.byteLength
    if (length > maxAnswerBytes) request.destroy()
  })
  response.on('error', () => undefined)
  const timer = setTimeout(() => request.destroy(), 1_000)
  response.on('close', () => clearTimeout(timer))
}
