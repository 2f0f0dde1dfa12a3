/** One service that calls another with a token that it signs: two real applications, over HTTP. */
import { randomUUID } from 'node:crypto'
import {
  anyone,
  application,
  entity,
  identity,
  operation,
  owner,
  type PublicKey,
  principalId,
  resource,
  role,
  service,
  signedIn,
  t,
} from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import { forge, hs256, issuerKey, now, signedBy } from '../forged-token.ts'
import { IdentityProvider } from '../identity-provider.ts'
import '../matchers.ts'

/** The service that calls: it has no people, only keys. */
const reports = await testApplication(
  application('reports', {
    parts: [
      {
        token: operation('POST /token/{audience}', {
          summary: 'A token for another service',
          allow: anyone,
          query: { scopes: t.text().optional() },
          output: { token: t.text() },
          run: async ({ params, query, auth }) => ({
            token: await auth.issueServiceToken({
              audience: params.audience,
              ...(query.scopes === null ? {} : { scopes: query.scopes.split(' ') }),
            }),
          }),
        }),
      },
    ],
  }),
)
const idp = await IdentityProvider.start()
const batch = issuerKey('batch')

const User = entity('user', { name: t.string(), role: t.enum('member', 'reporting').default('member') })
const Order = entity('order', { customer: t.ref(() => User), total: t.integer() })
const Note = entity('note', { author: t.ref(() => User), text: t.text() })
const parts = {
  accounts: identity(User, { role: 'role' }),
  orders: resource(Order, { read: [owner('customer'), role('reporting')] }),
  notes: resource(Note, {
    create: { who: signedIn, set: { author: principalId } },
    read: owner('author'),
    update: { who: [owner('author'), role('editor')], fields: ['text'] },
  }),
  who: operation('GET /who', {
    summary: 'Who calls',
    allow: anyone,
    output: {
      kind: t.text(),
      service: t.text().optional(),
      roles: t.json(),
      scopes: t.json(),
      signedIn: t.boolean(),
    },
    run: ({ principal: { kind, service: name, roles, scopes, isSignedIn } }) => ({
      kind,
      service: name ?? null,
      roles: [...roles],
      scopes: scopes ? [...scopes] : 'unlimited',
      signedIn: isSignedIn,
    }),
  }),
  own: operation('GET /own', {
    summary: 'Of a person',
    allow: role('reporting'),
    output: { id: t.text() },
    run: ({ principal }) => ({ id: principal.id }),
  }),
  reports: service('reports', {
    jwksUri: `${reports.url}/.well-known/jwks.json`,
    roles: ['reporting'],
    scopes: ['orders:read', 'orders:export'],
  }),
  batch: service('batch', { keys: [batch.jwk as PublicKey], roles: ['batch'] }),
  crm: service('crm', {
    issuer: () => idp.issuer,
    subject: 'client-crm',
    audience: 'shop-api',
    roles: ['crm'],
  }),
}
const shop = await testApplication(application('shop', { parts: [parts] }))
afterAll(async () => {
  await Promise.all([shop.stop(), reports.stop()])
  await idp.stop()
})
const ada = await shop.db.insert(User, { name: 'Ada' })
await shop.db.insert(Order, { customer: ada.id, total: 7 })
const note = await shop.db.insert(Note, { author: ada.id, text: 'mine' })

const tokenFor = async (audience: string, query = ''): Promise<string> =>
  (await reports.request(`POST /token/${audience}${query}`)).body.data.token
const ask = (token: string, route = 'GET /who', body?: object) =>
  shop.request(route, { headers: { authorization: `Bearer ${token}` }, ...(body ? { body } : {}) })
const own = () => ({ iss: 'batch', sub: 'batch', aud: 'shop', iat: now(), exp: now() + 60 })

describe('a service', () => {
  test('is known by its keys, with the roles and scopes that it has here', async () => {
    expect((await ask(await tokenFor('shop'))).body.data).toEqual({
      kind: 'service',
      service: 'reports',
      roles: ['reporting'],
      scopes: ['orders:read', 'orders:export'],
      signedIn: false,
    })
  })

  test('reads what its role may read', async () => {
    const answer = await ask(await tokenFor('shop'), 'GET /orders')
    expect(answer.body.data).toMatchObject([{ total: 7 }])
  })

  test('may ask for less than it has, and gets no more than it has', async () => {
    const scopes = async (asked: string) =>
      (await ask(await tokenFor('shop', `?scopes=${encodeURIComponent(asked)}`))).body.data.scopes
    expect(await scopes('orders:read')).toEqual(['orders:read'])
    expect(await scopes('orders:read admin *')).toEqual(['orders:read'])
    expect(await scopes('admin')).toEqual([])
  })

  test('gets no scope that is not declared', async () => {
    expect(
      (await ask(signedBy(batch, { ...own(), scope: 'admin', roles: ['reporting'] }))).body.data,
    ).toMatchObject({
      roles: ['batch'],
      scopes: [],
    })
    // Without a word of scopes its roles alone say what it may do.
    expect((await ask(signedBy(batch, own()))).body.data.scopes).toBe('unlimited')
  })

  test('is nobody: it owns nothing, and what is for people refuses it with 403', async () => {
    const token = await tokenFor('shop')
    expect(await ask(token, 'GET /own')).toBeRefused(403, 'forbidden')
    expect(await ask(token, 'POST /notes', { text: 'x' })).toBeRefused(403, 'forbidden')
    expect(await ask(token, 'GET /notes')).toBeRefused(403, 'forbidden')
    expect((await ask(signedBy(batch, own()), 'GET /orders')).status).toBe(403)
    expect(await shop.db.count(Note)).toBe(1)
  })

  test('is named in the log', async () => {
    await ask(await tokenFor('shop'))
    const requests = shop.observations.filter((each) => each.event === 'request')
    expect(requests.at(-1)).toMatchObject({ principal: 'service:reports' })
  })

  test('of a provider is told by its subject', async () => {
    const [key] = idp.keys as [ReturnType<typeof issuerKey>]
    const claims = { ...own(), iss: idp.issuer, aud: 'shop-api' }
    expect((await ask(signedBy(key, { ...claims, sub: 'client-crm' }))).body.data).toMatchObject({
      service: 'crm',
      roles: ['crm'],
    })
    expect(await ask(signedBy(key, { ...claims, sub: 'client-other' }))).toBeRefused(401, 'token_invalid')
  })
})

describe('refused, and nothing is read or changed:', () => {
  const stranger = issuerKey('batch')
  test.each<[string, () => string | Promise<string>]>([
    ['a token for another service', () => tokenFor('billing')],
    ['a token for the service that made it', () => tokenFor('reports')],
    ['a token of another key', () => signedBy(stranger, own())],
    [
      'a token of one service in the name of another',
      () => signedBy(batch, { ...own(), iss: 'reports', sub: 'reports' }),
    ],
    ['a token of a service that calls itself another', () => signedBy(batch, { ...own(), sub: 'reports' })],
    [
      'a token of a service in the name of this application',
      () => signedBy(batch, { ...own(), iss: 'shop', sub: ada.id }),
    ],
    ['a token of a service in the name of a person', () => signedBy(batch, { ...own(), sub: ada.id })],
    ['a token of an unknown service', () => signedBy(stranger, { ...own(), iss: 'unknown', sub: 'unknown' })],
    ['a token of another type', () => signedBy(batch, own(), { typ: 'JWT' })],
    ['a token without an end', () => signedBy(batch, { ...own(), exp: undefined })],
    [
      'a token with the public key as a secret',
      () => forge({ alg: 'HS256', typ: 'at+jwt', kid: 'batch' }, own(), hs256(JSON.stringify(batch.jwk))),
    ],
    ['a token that brings its key', () => signedBy(stranger, own(), { jwk: stranger.jwk })],
    ['a token with roles in its subject', () => signedBy(batch, { ...own(), sub: ['batch'] })],
  ])('%s', async (_what, make) => {
    const token = await make()
    expect(await ask(token)).toBeRefused(401, 'token_invalid')
    expect((await ask(token, 'GET /orders')).status).toBe(401)
    expect((await ask(token, `PATCH /notes/${note.id}`, { text: 'theirs' })).status).toBe(401)
    expect((await shop.db.get(Note, note.id))?.text).toBe('mine')
  })

  test('one that is over', async () => {
    expect(await ask(signedBy(batch, { ...own(), iat: now() - 60, exp: now() - 10 }))).toBeRefused(
      401,
      'token_expired',
    )
  })
})

test('a token for people is none for another service, with the same keys or without', async () => {
  const token = await shop.tokenFor({ id: ada.id })
  expect((await ask(token)).body.data).toMatchObject({ kind: 'user', service: null, signedIn: true })
  expect(
    (await reports.request('POST /token/shop', { headers: { authorization: `Bearer ${token}` } })).status,
  ).toBe(200)
})

describe('a specification that cannot be meant is refused:', () => {
  const specified =
    (...services: readonly unknown[]) =>
    () =>
      application('shop', { parts: [{ ...services }] })
  const keys = [batch.jwk as PublicKey]
  test.each<[string, () => unknown, RegExp]>([
    ['a service without keys', specified(service('a', {})), /The service a has no keys/],
    [
      'keys at a plain address',
      specified(service('a', { jwksUri: 'http://reports/keys' })),
      /no https address/,
    ],
    ['the application itself', specified(service('shop', { keys })), /this application itself/],
    ['two of one name', specified(service('a', { keys }), service('a', { keys })), /declared twice/],
    [
      'two with the same tokens',
      specified(service('a', { keys }), service('b', { issuer: 'a', subject: 'a', keys })),
      /have the same tokens/,
    ],
  ])('%s', (_what, make, message) => {
    expect(make).toThrow(message)
  })

  test.each<[string, readonly object[]]>([
    ['a private key', [{ ...batch.jwk, d: randomUUID() }]],
    ['a secret', [{ kty: 'oct', k: 'AAAA' }]],
    ['two keys with one kid', [batch.jwk, issuerKey('batch').jwk]],
  ])('%s among the public keys', async (_what, wrong) => {
    const made = application('shop', { parts: [{ a: service('a', { keys: wrong as PublicKey[] }) }] })
    await expect(testApplication(made)).rejects.toThrow(/key/)
  })
})
