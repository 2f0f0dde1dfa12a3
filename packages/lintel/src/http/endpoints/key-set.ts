/** The public keys with which others verify the tokens that this application signs. */
import type { PublicJwk } from '../../access/signing-key.ts'
import { anonymous } from '../../spec/principal.ts'
import type { Endpoint } from '../endpoint.ts'
import { negotiate } from '../headers/negotiate.ts'

export const keySetPath = '/.well-known/jwks.json'

// RFC 7517 §8.5 registers the first; most readers ask for the second.
const offers = ['application/jwk-set+json', 'application/json'] as const

export function keySetEndpoint(keys: {
  readonly keys: readonly PublicJwk[]
}): Endpoint<undefined, undefined> {
  const body = JSON.stringify(keys)
  return {
    name: 'keySet',
    method: 'GET',
    path: keySetPath,
    offers,
    authenticate: () => anonymous,
    authorize: () => true,
    plan: () => undefined,
    execute: async () => undefined,
    respond: (_done, { call }) => ({
      status: 200,
      // A key that is new in the set signs only after the next change of it: readers have long fetched it by then.
      headers: { 'cache-control': 'public, max-age=300' },
      mediaType: negotiate(call.message.headers.accept, offers) ?? offers[0],
      body,
    }),
  }
}
