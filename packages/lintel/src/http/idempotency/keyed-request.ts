/** What makes two requests the same: whose key it is, and what else was sent. Only hashes of both leave here. */
import { createHash } from 'node:crypto'
import type { KeyedRequest } from '../../database/idempotency/key-book.ts'
import { actorOf } from '../../plan/access/actor.ts'
import type { Principal } from '../../spec/principal.ts'
import type { Call } from '../call.ts'
import { headerProblem } from '../headers/header-problems.ts'

/** A UUID has 36. Of a caller who is nobody the key is all that tells it from others, so it must not be guessed. */
const minAnonymousLength = 32

export interface Sent {
  readonly endpoint: string
  readonly key: string
  readonly call: Call
  readonly principal: Principal
  readonly body: Uint8Array
}

/** @throws Problem `idempotency_key_guessable` (400) for an anonymous caller's key that is too short */
export function keyedRequest({ endpoint, key, call, principal, body }: Sent): KeyedRequest {
  const caller = callerText(principal)
  if (caller === undefined && key.length < minAnonymousLength)
    throw headerProblem('idempotency_key_guessable')
  const { method, path, search } = call
  return {
    key: sha256(JSON.stringify([caller ?? null, endpoint, key])),
    // What the caller may see decides what the answer shows: with other roles or scopes it is another request.
    fingerprint: sha256(JSON.stringify([method, path, search, actorOf(principal).key]), body),
  }
}

/** `undefined`: nobody. */
function callerText(principal: Principal): string | undefined {
  const { isSignedIn, service } = principal
  if (!isSignedIn && service === undefined) return undefined
  return JSON.stringify([isSignedIn ? principal.id : null, service ?? null])
}

function sha256(text: string, body?: Uint8Array): string {
  const hash = createHash('sha256').update(text)
  // The text is JSON and so ends by itself: no body can look like a part of it.
  return (body ? hash.update('\n').update(body) : hash).digest('hex')
}
