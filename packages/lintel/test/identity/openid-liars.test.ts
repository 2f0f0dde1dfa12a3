/** Providers that lie: each ID token but the honest one signs nobody in. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { application, entity, identity, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { Browser } from './identity.test-support.ts'

const site = 'https://club.test'
const secret = 'the secret of the client, long enough'
const [own, foreign] = await Promise.all([
  generateKeyPair('RS256', { extractable: true }),
  generateKeyPair('RS256', { extractable: true }),
])
const jwk = { ...(await exportJWK(own.publicKey)), kid: 'own', alg: 'RS256', use: 'sig' }

/** What the token endpoint gives next. */
let idToken: (claims: JWTPayload) => Promise<string | undefined> | string | undefined
let nonce = ''
const asked: string[] = []

const server = createServer((request, response) => {
  const { issuer } = provider
  const answer = (body: object) => {
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    response.end(JSON.stringify(body))
  }
  if (request.url === '/keys') return answer({ keys: [jwk] })
  if (request.url !== '/token')
    return answer({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      response_types_supported: ['code'],
      id_token_signing_alg_values_supported: ['RS256'],
    })
  let body = ''
  request.on('data', (chunk) => {
    body += chunk
  })
  request.on('end', async () => {
    asked.push(body)
    const now = Math.floor(Date.now() / 1000)
    const person = { email: 'lea@club.example', email_verified: true }
    const claims = { iss: issuer, aud: 'club', sub: 'lea', iat: now, exp: now + 60, nonce, ...person }
    const token = await idToken(claims)
    answer({
      access_token: 'opaque',
      token_type: 'Bearer',
      ...(token === undefined ? {} : { id_token: token }),
    })
  })
  return undefined
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const provider = { issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }

const Member = entity('member', {
  email: t.email().unique().personal(),
  password: t.password().optional(),
})
const accounts = identity(Member, {
  sessions: true,
  providers: { liar: { issuer: () => provider.issuer, clientId: 'club', clientSecret: secret } },
})
const app = await testApplication(application('club', { parts: [{ accounts }] }), {
  environment: { PUBLIC_URL: site },
})
afterAll(async () => {
  await app.stop()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})
beforeEach(() => app.db.sql('DELETE FROM members'))

const signed = (claims: JWTPayload, key = own.privateKey) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'own' }).sign(key)

async function comeBack() {
  const browser = new Browser(app)
  const begun = await browser.request('POST /auth/providers/liar/sign-in', { body: { returnTo: '/home' } })
  const url = new URL(begun.body.data.url)
  nonce = url.searchParams.get('nonce') ?? ''
  const state = url.searchParams.get('state')
  const answer = await browser.request(`GET /auth/providers/liar/callback?code=any&state=${state}`)
  const session = await browser.request('GET /auth/session')
  return { location: answer.headers.get('location'), session: session.status }
}

test('an honest token signs in, for a code that goes with its verifier', async () => {
  idToken = (claims) => signed(claims)
  expect(await comeBack()).toEqual({ location: '/home', session: 200 })
  const sent = new URLSearchParams(asked.at(-1))
  expect(sent.get('redirect_uri')).toBe(`${site}/auth/providers/liar/callback`)
  expect(sent.get('code_verifier')).toMatch(/^[\w-]{43}$/)
})

test.each<[string, (claims: JWTPayload) => Promise<string | undefined> | string | undefined]>([
  ['of another nonce', (claims) => signed({ ...claims, nonce: 'A'.repeat(43) })],
  ['without a nonce', ({ nonce: _nonce, ...claims }) => signed(claims)],
  ['for another audience', (claims) => signed({ ...claims, aud: 'other' })],
  ['for many audiences, and not for us', (claims) => signed({ ...claims, aud: ['one', 'two'] })],
  ['of another issuer', (claims) => signed({ ...claims, iss: 'https://accounts.google.com' })],
  ['that is over', (claims) => signed({ ...claims, iat: 1_000_000, exp: 1_000_060 })],
  ['without a subject', ({ sub: _sub, ...claims }) => signed(claims)],
  ['without an end', ({ exp: _exp, ...claims }) => signed(claims)],
  ['of another key', (claims) => signed(claims, foreign.privateKey)],
  ['of alg none', (claims) => new UnsecuredJWT(claims).encode()],
  [
    'signed with our secret',
    (claims) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret)),
  ],
  ['that is missing', () => undefined],
  ['that is none', () => 'not.a.token'],
])('a token %s signs nobody in', async (_what, make) => {
  idToken = make
  expect(await comeBack()).toEqual({ location: '/home#error=provider_refused', session: 401 })
  expect(await app.db.count(Member)).toBe(0)
})
