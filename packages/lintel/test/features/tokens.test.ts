/** Access tokens: what we signed, for this application, until it ends. */
import { createHmac } from 'node:crypto'
import { anyone, application, entity, identity, operation, resource, signedIn, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import '../matchers.ts'

const User = entity('user', { name: t.string(), role: t.enum('member', 'admin').default('member') })
const Item = entity('item', { name: t.string() })
const secret = 'a secret for this test, long enough to sign with'
const parts = {
  accounts: identity(User, { role: 'role' }),
  items: resource(Item, { read: anyone }),
  me: operation('GET /me', {
    summary: 'Me',
    allow: signedIn,
    output: { id: t.text(), roles: t.json() },
    run: ({ principal }) => ({ id: principal.id, roles: [...principal.roles] }),
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
const app = await testApplication(application('tokens', { parts: [parts] }), {
  environment: { TOKEN_SECRET: secret },
})
const other = await testApplication(application('others', { parts: [parts] }), {
  environment: { TOKEN_SECRET: secret },
})
afterAll(() => Promise.all([app.stop(), other.stop()]))
const ada = await app.db.insert(User, { name: 'Ada', role: 'admin' })

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
const now = () => Math.floor(Date.now() / 1000)
const good = () => ({
  sub: ada.id,
  iss: 'tokens',
  aud: 'tokens',
  iat: now(),
  exp: now() + 60,
  roles: [] as unknown,
})
const sign = (claims: object, header: object = { alg: 'HS256', typ: 'at+jwt' }, key = secret) => {
  const content = `${encode(header)}.${encode(claims)}`
  const hash = 'alg' in header && header.alg === 'HS512' ? 'sha512' : 'sha256'
  return `${content}.${createHmac(hash, key).update(content).digest('base64url')}`
}
const me = (authorization: string) => app.request('GET /me', { headers: { authorization } })

test('a token that was issued says who calls, and with what role', async () => {
  const { token } = (await app.request(`POST /issue/${ada.id}`)).body.data
  expect((await me(`Bearer ${token}`)).body.data).toEqual({ id: ada.id, roles: ['admin'] })
  expect((await me(`bearer   ${token}`)).status).toBe(200)
})

test('one that we made by hand is no different', async () => {
  expect((await me(`Bearer ${sign(good())}`)).body.data).toEqual({ id: ada.id, roles: [] })
  expect(
    (await me(`Bearer ${sign({ ...good(), roles: ['a', 5, null, { toString: 'admin' }] })}`)).body.data.roles,
  ).toEqual(['a'])
  expect((await me(`Bearer ${sign({ ...good(), roles: 'admin' })}`)).body.data.roles).toEqual([])
})

describe('no token is', () => {
  const changed = (part: number, edit: (text: string) => string) =>
    sign(good())
      .split('.')
      .map((text, index) => (index === part ? edit(text) : text))
      .join('.')
  test.each<[string, () => string]>([
    ['unsigned', () => `${encode({ alg: 'none', typ: 'at+jwt' })}.${encode(good())}.`],
    ['signed by another key', () => sign(good(), undefined, `${secret}!`)],
    ['signed in another way', () => sign(good(), { alg: 'HS512', typ: 'at+jwt' })],
    ['of another type', () => sign(good(), { alg: 'HS256', typ: 'JWT' })],
    ['without a type', () => sign(good(), { alg: 'HS256' })],
    ['with a critical extension', () => sign(good(), { alg: 'HS256', typ: 'at+jwt', crit: ['x'], x: 1 })],
    ['of another issuer', () => sign({ ...good(), iss: 'others' })],
    ['for another audience', () => sign({ ...good(), aud: 'others' })],
    ['without an end', () => sign({ ...good(), exp: undefined })],
    ['without a beginning', () => sign({ ...good(), iat: undefined })],
    ['without a subject', () => sign({ ...good(), sub: undefined })],
    ['of a subject that is no id', () => sign({ ...good(), sub: "x' OR 1=1" })],
    ['of a subject that is no text', () => sign({ ...good(), sub: 5 })],
    ['not yet valid', () => sign({ ...good(), nbf: now() + 600 })],
    [
      'with other claims under the same signature',
      () => changed(1, () => encode({ ...good(), sub: '0195f3a0-1111-7000-8000-000000000001' })),
    ],
    [
      'with a changed signature',
      () => changed(2, (text) => (text.startsWith('A') ? `B${text.slice(1)}` : `A${text.slice(1)}`)),
    ],
    ['with half a signature', () => changed(2, (text) => text.slice(0, 10))],
    ['in two parts', () => sign(good()).split('.').slice(0, 2).join('.')],
    ['of claims that are no JSON', () => changed(1, () => 'AAAA')],
    ['endless', () => 'x'.repeat(5000)],
    ['nonsense', () => 'nonsense'],
  ])('%s', async (_what, token) => {
    const answer = await me(`Bearer ${token()}`)
    expect(answer).toBeRefused(401, 'token_invalid')
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer error="invalid_token"/)
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
    expect(
      await other.request('GET /me', { headers: { authorization: `Bearer ${sign(good())}` } }),
    ).toBeRefused(401, 'token_invalid')
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
    expect(await app.request(`GET /me?access_token=${sign(good())}`)).toBeRefused(401, 'unauthenticated')
  })
})

test('a secret that is too short does not start', async () => {
  await expect(
    testApplication(application('short', { parts: [parts] }), { environment: { TOKEN_SECRET: 'short' } }),
  ).rejects.toThrow(/TOKEN_SECRET/)
})
