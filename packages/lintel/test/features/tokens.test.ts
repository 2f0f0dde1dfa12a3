/** Access tokens: what we signed, for this application, until it ends. */
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { anyone, application, entity, identity, operation, owner, resource, signedIn, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { newSigningKey, publicHalf, signingKeyOf } from '../../src/access/signing-key.ts'
import { encode, es256, forge, hs256, keyObject, now, rs256 } from '../forged-token.ts'
import '../matchers.ts'
import { sendBytes } from '../raw-http.ts'

const User = entity('user', { name: t.string(), role: t.enum('member', 'admin').default('member') })
const Item = entity('item', { name: t.string() })
const secret = 'a secret for this test, long enough to sign with'
const formerSecret = 'the secret of last year which signs no more'
const parts = {
  accounts: identity(User, { role: 'role' }),
  users: resource(User, { read: owner('id'), update: { who: owner('id'), fields: ['name'] } }),
  items: resource(Item, { read: anyone }),
  me: operation('GET /me', {
    summary: 'Me',
    allow: signedIn,
    output: { id: t.text(), roles: t.json(), scopes: t.json() },
    run: ({ principal }) => ({
      id: principal.id,
      roles: [...principal.roles],
      scopes: principal.scopes ? [...principal.scopes] : 'unlimited',
    }),
  }),
  issue: operation('POST /issue/{user}', {
    summary: 'Sign in as',
    allow: anyone,
    params: { user: t.ref(() => User) },
    output: { token: t.text() },
    async run({ params, db, auth }) {
      const user = await db.dangerouslyWithoutPolicies().get(User, params.user)
      return { token: await auth.issueToken(user ?? { id: params.user }) }
    },
  }),
}
const start = (name: string, environment: Record<string, string>) =>
  testApplication(application(name, { parts: [parts] }), { environment })
const app = await start('tokens', { TOKEN_SECRET: secret, TOKEN_SECRETS_PREVIOUS: formerSecret })
const other = await start('others', { TOKEN_SECRET: secret })
afterAll(() => Promise.all([app.stop(), other.stop()]))
const ada = await app.db.insert(User, { name: 'Ada', role: 'admin' })

const key = signingKeyOf(secret, 'tokens')
const publicKey = publicHalf(key)
const ours = es256(keyObject(key))
const header = { alg: 'ES256', typ: 'at+jwt', kid: key.kid }
const good = () => ({
  sub: ada.id,
  iss: 'tokens',
  aud: 'tokens',
  iat: now(),
  exp: now() + 60,
  jti: randomUUID(),
  roles: [] as unknown,
})
const sign = (claims: object | string = good(), extra: object = {}, signer = ours) =>
  forge({ ...header, ...extra }, claims, signer)
const me = (authorization: string) => app.request('GET /me', { headers: { authorization } })

describe('a token that was issued', () => {
  test('says who calls, and with what role', async () => {
    const { token } = (await app.request(`POST /issue/${ada.id}`)).body.data
    expect((await me(`Bearer ${token}`)).body.data).toMatchObject({ id: ada.id, roles: ['admin'] })
    expect((await me(`bearer   ${token}`)).status).toBe(200)
  })

  test('is of the form of RFC 9068, and no two are the same', async () => {
    const issue = async () => (await app.request(`POST /issue/${ada.id}`)).body.data.token as string
    const [first = '', second = ''] = await Promise.all([issue(), issue()])
    const [head, claims] = first.split('.').map((part) => Buffer.from(part, 'base64url').toString())
    expect(JSON.parse(head ?? '')).toEqual(header)
    const read = JSON.parse(claims ?? '')
    expect(read).toMatchObject({ iss: 'tokens', aud: 'tokens', sub: ada.id, roles: ['admin'] })
    expect(read.exp - read.iat).toBe(3600)
    expect(read.jti).toMatch(/^[0-9a-f-]{36}$/)
    expect(second).not.toBe(first)
  })

  test('made by hand is no different', async () => {
    expect((await me(`Bearer ${sign()}`)).body.data).toMatchObject({ id: ada.id, roles: [] })
    const roles = async (given: unknown) =>
      (await me(`Bearer ${sign({ ...good(), roles: given })}`)).body.data.roles
    expect(await roles(['a', 5, null, { toString: 'admin' }])).toEqual(['a'])
    expect(await roles('admin')).toEqual([])
    expect(await roles({ length: 1, 0: 'admin' })).toEqual([])
  })

  test('is limited by the scopes that it names', async () => {
    const scopes = async (claims: object) =>
      (await me(`Bearer ${sign({ ...good(), ...claims })}`)).body.data?.scopes
    expect(await scopes({})).toBe('unlimited')
    expect(await scopes({ scope: 'me  orders:write' })).toEqual(['me', 'orders:write'])
    expect((await me(`Bearer ${sign({ ...good(), scope: '' })}`)).status).toBe(403)
    expect((await me(`Bearer ${sign({ ...good(), scope: 'orders:read' })}`)).status).toBe(403)
    expect((await me(`Bearer ${sign({ ...good(), scope: ['a'] })}`)).status).toBe(401)
    const limited = await app.request('GET /me', { as: { id: ada.id, scopes: ['me'] } })
    expect(limited.body.data.scopes).toEqual(['me'])
  })
})

describe('no token, and nothing is changed by it:', () => {
  beforeEach(async () => {
    expect((await app.db.get(User, ada.id))?.name).toBe('Ada')
  })
  const changed = (part: number, edit: (text: string) => string) =>
    sign()
      .split('.')
      .map((text, index) => (index === part ? edit(text) : text))
      .join('.')
  const none = (alg: unknown) => `${encode({ ...header, alg } as object)}.${encode(good())}.`
  const unsigned = (alg: unknown) => `${none(alg)}AA`
  const pem = keyObject(key).export({ format: 'pem', type: 'pkcs8' }).toString()
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const stranger = newSigningKey()
  /** The other of two texts that a lenient reader takes for the same bytes. */
  const withSpareBits = (text: string) => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    return text.slice(0, -1) + alphabet[alphabet.indexOf(text.at(-1) ?? '') ^ 1]
  }

  test.each<[string, () => string]>([
    // Without a signature
    ...['none', 'None', 'NONE', 'nOnE', '', null, undefined, 0, [], ['none'], 'none '].flatMap(
      (alg): [string, () => string][] => [
        [`alg ${JSON.stringify(alg)} and no signature`, () => none(alg)],
        [`alg ${JSON.stringify(alg)} and some signature`, () => unsigned(alg)],
      ],
    ),
    ['in two parts', () => sign().split('.').slice(0, 2).join('.')],
    ['without a signature', () => changed(2, () => '')],
    ['with half a signature', () => changed(2, (text) => text.slice(0, 10))],
    [
      'with a changed signature',
      () => changed(2, (text) => `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`),
    ],
    ['with a signature of zeros', () => changed(2, () => Buffer.alloc(64).toString('base64url'))],
    ['with a signature in DER', () => sign(good(), {}, (text) => rs256(keyObject(key))(text))],
    [
      'with other claims under the same signature',
      () => changed(1, () => encode({ ...good(), sub: randomUUID() })),
    ],
    ['with another header under the same signature', () => changed(0, () => encode({ ...header, x: 1 }))],
    // Another key, or another way to sign
    ['of another key under our kid', () => sign(good(), {}, es256(keyObject(stranger)))],
    [
      'of another key under its own kid',
      () => sign(good(), { kid: stranger.kid }, es256(keyObject(stranger))),
    ],
    ['of HS256 with the secret', () => sign(good(), { alg: 'HS256' }, hs256(secret))],
    ...[
      JSON.stringify(publicKey),
      publicKey.x,
      Buffer.from(publicKey.x, 'base64url'),
      Buffer.concat([
        Buffer.from([4]),
        Buffer.from(publicKey.x, 'base64url'),
        Buffer.from(publicKey.y, 'base64url'),
      ]),
      pem,
      '',
    ].map((as, index): [string, () => string] => [
      `of HS256 with the public key as the secret, form ${index + 1}`,
      () => sign(good(), { alg: 'HS256' }, hs256(as)),
    ]),
    ['of RS256', () => sign(good(), { alg: 'RS256' }, rs256(rsa))],
    ['of ES256K', () => sign(good(), { alg: 'ES256K' })],
    ['of ES384 with our key', () => sign(good(), { alg: 'ES384' })],
    // A header that names the key
    ...[
      undefined,
      null,
      '',
      0,
      [key.kid],
      { toString: key.kid },
      '../../../../dev/null',
      '/proc/self/environ',
      `${key.kid}' OR '1'='1`,
      "x' UNION SELECT 'AA'--",
      '| sleep 10',
      '__proto__',
      'constructor',
      `${key.kid}\u0000`,
      key.kid.toLowerCase(),
    ].map((kid): [string, () => string] => [
      `with the kid ${JSON.stringify(kid)}`,
      // Signed with an empty secret too, for whoever would read the key from an empty file.
      () => sign(good(), { kid }),
    ]),
    [
      'with the kid of an empty file, and its HMAC',
      () => sign(good(), { alg: 'HS256', kid: '/dev/null' }, hs256('')),
    ],
    [
      'with its own key in the header',
      () => sign(good(), { kid: undefined, jwk: publicHalf(stranger) }, es256(keyObject(stranger))),
    ],
    [
      'with its own key under our kid in the header',
      () => sign(good(), { jwk: { ...publicHalf(stranger), kid: key.kid } }, es256(keyObject(stranger))),
    ],
    [
      'with a jku',
      () => sign(good(), { kid: stranger.kid, jku: 'http://127.0.0.1:1/keys' }, es256(keyObject(stranger))),
    ],
    [
      'with an x5u',
      () => sign(good(), { kid: stranger.kid, x5u: 'http://127.0.0.1:1/cert' }, es256(keyObject(stranger))),
    ],
    ['with an x5c', () => sign(good(), { kid: stranger.kid, x5c: ['AAAA'] }, es256(keyObject(stranger)))],
    // Another kind
    ['of the type JWT', () => sign(good(), { typ: 'JWT' })],
    ['of the type of a refresh token', () => sign(good(), { typ: 'rt+jwt' })],
    ['of the type of a logout token', () => sign(good(), { typ: 'logout+jwt' })],
    ['of the type of a proof', () => sign(good(), { typ: 'dpop+jwt' })],
    ['without a type', () => sign(good(), { typ: undefined })],
    ['of a type that is no text', () => sign(good(), { typ: ['at+jwt'] })],
    ['an ID token', () => sign({ ...good(), nonce: 'n', at_hash: 'h' }, { typ: 'JWT' })],
    ['an opaque token', () => encode(Buffer.alloc(32).toString('hex'))],
    ['an encrypted token', () => ['AA', 'AA', 'AA', 'AA', 'AA'].join('.')],
    ['with a critical extension', () => sign(good(), { crit: ['x'], x: 1 })],
    ['with a critical extension that is absent', () => sign(good(), { crit: ['x'] })],
    ['with an empty crit', () => sign(good(), { crit: [] })],
    ['with a crit that is no list', () => sign(good(), { crit: 'exp' })],
    ['with an unencoded payload', () => sign(good(), { crit: ['b64'], b64: false })],
    // Another time
    ['not yet valid', () => sign({ ...good(), nbf: now() + 600 })],
    ['made in the future', () => sign({ ...good(), iat: now() + 600, exp: now() + 1200 })],
    ['without an end', () => sign({ ...good(), exp: undefined })],
    ['of an end that is no number', () => sign({ ...good(), exp: '9999999999' })],
    ['without a beginning', () => sign({ ...good(), iat: undefined })],
    // Somebody else's
    ['of another issuer', () => sign({ ...good(), iss: 'others' })],
    ['of an issuer that is no text', () => sign({ ...good(), iss: ['tokens'] })],
    ['without an issuer', () => sign({ ...good(), iss: undefined })],
    ['for another audience', () => sign({ ...good(), aud: 'others' })],
    ['for an audience that begins alike', () => sign({ ...good(), aud: 'tokens-admin' })],
    ['for no audience', () => sign({ ...good(), aud: [] })],
    ['without an audience', () => sign({ ...good(), aud: undefined })],
    [
      'of another application with the same secret',
      () =>
        forge(
          { ...header, kid: signingKeyOf(secret, 'others').kid },
          { ...good(), iss: 'others', aud: 'others' },
          es256(keyObject(signingKeyOf(secret, 'others'))),
        ),
    ],
    [
      'of another application that calls itself us',
      () =>
        forge(
          { ...header, kid: signingKeyOf(secret, 'others').kid },
          good(),
          es256(keyObject(signingKeyOf(secret, 'others'))),
        ),
    ],
    // Nobody's
    ['without a subject', () => sign({ ...good(), sub: undefined })],
    ['of an empty subject', () => sign({ ...good(), sub: '' })],
    ['of a subject that is no id', () => sign({ ...good(), sub: "x' OR 1=1" })],
    ['of a subject that is no text', () => sign({ ...good(), sub: 5 })],
    ['of two subjects', () => sign({ ...good(), sub: [ada.id] })],
    ['of us as a service', () => sign({ ...good(), sub: 'tokens' })],
    // Claims that would be something else
    ['of claims in their prototype', () => sign(`{"__proto__":${JSON.stringify(good())}}`)],
    [
      'of a subject in its prototype',
      () =>
        sign(JSON.stringify({ ...good(), sub: undefined }).replace('{', `{"__proto__":{"sub":"${ada.id}"},`)),
    ],
    ['of claims that are no JSON', () => changed(1, () => 'AAAA')],
    ['of claims that are a list', () => sign('[]')],
    ['of claims that are null', () => sign('null')],
    ['of a header that is a list', () => forge('[]', good(), ours)],
    // Another spelling
    ['with padding', () => changed(2, (text) => `${text}==`)],
    ['with another alphabet', () => changed(2, () => Buffer.alloc(64, 0xff).toString('base64'))],
    ['with spare bits in the signature', () => changed(2, withSpareBits)],
    ['with a line break', () => changed(2, (text) => `${text.slice(0, 20)}%0a${text.slice(20)}`)],
    ['with a dot more', () => `${sign()}.`],
    ['with a dot before', () => `.${sign()}`],
    ['endless', () => 'x'.repeat(6200)],
    ['well signed and too large', () => sign({ ...good(), extra: 'x'.repeat(5000) })],
    ['nonsense', () => 'nonsense'],
  ])('%s', async (_what, token) => {
    const text = token()
    const authorization = `Bearer ${text}`
    const answer = await me(authorization)
    expect(answer).toBeRefused(401, 'token_invalid')
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer error="invalid_token"/)
    const change = { headers: { authorization }, body: { name: 'Eve' } }
    expect(await app.request(`PATCH /users/${ada.id}`, change)).toBeRefused(401, 'token_invalid')
    expect((await app.db.get(User, ada.id))?.name).toBe('Ada')
  })

  test('and no address that it names is asked', async () => {
    const asked: string[] = []
    const server = createServer(({ url = '' }, response) => {
      asked.push(url)
      response.end(JSON.stringify({ keys: [publicHalf(stranger)] }))
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const token = (kid: string) =>
      sign(good(), { kid, jku: `${address}/jku`, x5u: `${address}/x5u` }, es256(keyObject(stranger)))
    try {
      for (const kid of [stranger.kid, `${address}/kid`, key.kid]) {
        expect(await me(`Bearer ${token(kid)}`)).toBeRefused(401, 'token_invalid')
      }
      expect(asked).toEqual([])
    } finally {
      server.close()
    }
  })

  test('with roles in a prototype has none', async () => {
    const claims = JSON.stringify({ ...good(), roles: undefined }).replace(
      '{',
      '{"__proto__":{"roles":["admin"]},',
    )
    expect((await me(`Bearer ${sign(claims)}`)).body.data.roles).toEqual([])
  })

  test('over, and says so', async () => {
    expect(await me(`Bearer ${sign({ ...good(), exp: now() - 1 })}`)).toBeRefused(401, 'token_expired')
  })

  test('remembered beyond its end', async () => {
    const token = sign({ ...good(), exp: now() + 1 })
    expect((await me(`Bearer ${token}`)).status).toBe(200)
    await expect
      .poll(async () => (await me(`Bearer ${token}`)).status, { timeout: 3000, interval: 200 })
      .toBe(401)
  })

  test('taken by another application', async () => {
    expect(await other.request('GET /me', { headers: { authorization: `Bearer ${sign()}` } })).toBeRefused(
      401,
      'token_invalid',
    )
  })

  test('explained to who sends it; the log knows the reason, and neither claims nor token', async () => {
    const token = sign({ ...good(), aud: 'elsewhere', email: 'ada@example.com' })
    await me(`Bearer ${token}`)
    const [refused] = app.observations.filter(({ event }) => event === 'refused').slice(-1)
    expect(refused).toMatchObject({
      code: 'token_invalid',
      reason: { message: 'unexpected "aud" claim value' },
    })
    expect(JSON.stringify(app.observations)).not.toContain('ada@example.com')
    expect(JSON.stringify(app.observations)).not.toContain(token)
  })
})

describe('credentials of another kind are refused', () => {
  test.each([
    'Basic YWRhOnB3',
    'Bearer',
    'Bearer ',
    'Token abc',
    'abc',
    'Bearer a b',
    'Bearer\tabc',
    ',',
    `Bearer ${'x'.repeat(9000)}`,
  ])('%j', async (authorization) => {
    const answer = await me(authorization)
    expect(answer.status).toBe(401)
    expect(answer.body.error.code).toMatch(/^(unauthenticated|token_invalid)$/)
  })

  test('also where nobody needs to be anybody', async () => {
    expect((await app.request('GET /items')).status).toBe(200)
    expect(await app.request('GET /items', { headers: { authorization: 'Bearer nonsense' } })).toBeRefused(
      401,
      'token_invalid',
    )
  })

  test('in an address are not looked at', async () => {
    expect(await app.request(`GET /me?access_token=${sign()}`)).toBeRefused(401, 'unauthenticated')
  })

  test.each([
    ['the same', () => [sign(), sign()]],
    ['a good one and a bad one', () => [sign(), 'nonsense']],
    ['a bad one and a good one', () => ['nonsense', sign()]],
  ])('twice: %s', async (_what, tokens) => {
    const lines = tokens().map(
      (token, index) => `${index === 0 ? 'Authorization' : 'aUTHORIZATION'}: Bearer ${token}`,
    )
    const answer = await sendBytes(
      app.url,
      ['GET /me HTTP/1.1', 'Host: localhost', ...lines, 'Connection: close', '', ''].join('\r\n'),
    )
    expect(answer).toBeRefused(401, 'unauthenticated')
  })
})

describe('the public keys', () => {
  const read = () => app.request('GET /.well-known/jwks.json')

  test('are there for everybody, to be kept for a while', async () => {
    const answer = await read()
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300')
    expect(answer.headers.get('content-type')).toMatch(/^application\/jwk-set\+json/)
    const json = await app.request('GET /.well-known/jwks.json', { headers: { accept: 'application/json' } })
    expect(json.headers.get('content-type')).toMatch(/^application\/json/)
    expect(json.text).toBe(answer.text)
  })

  test('are those of the secret and of the former ones, the one that signs first', async () => {
    const kids = (await read()).body.keys.map(({ kid }: { kid: string }) => kid)
    expect(kids).toEqual([key.kid, signingKeyOf(formerSecret, 'tokens').kid])
  })

  test('have nothing private, and nothing of the secrets', async () => {
    const { text, body } = await read()
    for (const each of body.keys) {
      expect(Object.keys(each).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
    }
    for (const hidden of [key.d, signingKeyOf(formerSecret, 'tokens').d, secret])
      expect(text).not.toContain(hidden)
  })
})

describe('a former secret', () => {
  const former = signingKeyOf(formerSecret, 'tokens')
  const token = () => forge({ ...header, kid: former.kid }, good(), es256(keyObject(former)))

  test('verifies tokens while they live, and signs none', async () => {
    expect((await me(`Bearer ${token()}`)).status).toBe(200)
    const issued = (await app.request(`POST /issue/${ada.id}`)).body.data.token as string
    expect(JSON.parse(Buffer.from(issued.split('.')[0] ?? '', 'base64url').toString()).kid).toBe(key.kid)
  })

  test('that is taken out of the list ends them', async () => {
    const without = await start('tokens', { TOKEN_SECRET: secret })
    try {
      const headers = { authorization: `Bearer ${token()}` }
      expect(await without.request('GET /me', { headers })).toBeRefused(401, 'token_invalid')
      expect(
        (await without.request('GET /me', { headers: { authorization: `Bearer ${sign()}` } })).status,
      ).toBe(200)
    } finally {
      await without.stop()
    }
  })
})

describe('TOKEN_KEYS', () => {
  const [signing, next] = [newSigningKey(), newSigningKey()]
  const by = (one: typeof signing) => forge({ ...header, kid: one.kid }, good(), es256(keyObject(one)))

  test('sign with the first, verify with all, and leave the key of the secret good', async () => {
    const keyed = await start('tokens', {
      TOKEN_SECRET: secret,
      TOKEN_KEYS: JSON.stringify({ keys: [signing, next] }),
    })
    try {
      const status = async (token: string) =>
        (await keyed.request('GET /me', { headers: { authorization: `Bearer ${token}` } })).status
      expect(await Promise.all([by(signing), by(next), sign(), by(newSigningKey())].map(status))).toEqual([
        200, 200, 200, 401,
      ])
      const issued = await keyed.tokenFor({ id: ada.id })
      expect(JSON.parse(Buffer.from(issued.split('.')[0] ?? '', 'base64url').toString()).kid).toBe(
        signing.kid,
      )
      const { keys } = (await keyed.request('GET /.well-known/jwks.json')).body
      expect(keys.map(({ kid }: { kid: string }) => kid)).toEqual([signing.kid, next.kid, key.kid])
    } finally {
      await keyed.stop()
    }
  })
})

test.each<[string, Record<string, string>]>([
  ['TOKEN_SECRET', { TOKEN_SECRET: 'short' }],
  ['TOKEN_SECRETS_PREVIOUS', { TOKEN_SECRETS_PREVIOUS: `${formerSecret},short` }],
  ['TOKEN_KEYS', { TOKEN_KEYS: '{"keys":[]}' }],
  ['TOKEN_KEYS', { TOKEN_KEYS: JSON.stringify({ keys: [publicKey] }) }],
])('a %s that is none does not start', async (setting, environment) => {
  await expect(start('short', environment)).rejects.toThrow(new RegExp(setting))
})
