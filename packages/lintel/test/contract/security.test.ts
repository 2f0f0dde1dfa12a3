/** Who may call: security schemes of each type, alternatives, combinations, and doors that are open. */
import {
  anyone,
  application,
  contract,
  entity,
  identity,
  implement,
  type Principal,
  Problem,
  policy,
  role,
  t,
} from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import type { Operations } from './documents/security.types.ts'

const User = entity('user', { name: t.string() })

/** A key such as `k1 robot reader`: an id, which may be `-` for nobody, and roles. `bad` is none. */
function keyed(key: string | undefined) {
  if (key === undefined) return null
  if (key === 'bad') throw new Problem('key_invalid', { status: 401, title: 'The key is wrong.' })
  if (key === 'away') throw new Problem('keys_away', { status: 503, title: 'Keys cannot be checked now.' })
  const [id = '-', ...roles] = key.split(' ')
  return { id: id === '-' ? null : id, roles }
}

const api = contract<Operations>('./documents/security.yml', {
  security: {
    basic(request) {
      const [scheme, credentials = ''] = (request.header('authorization') ?? '').split(' ')
      return scheme?.toLowerCase() === 'basic'
        ? keyed(Buffer.from(credentials, 'base64').toString().split(':')[0])
        : null
    },
    headerKey: (request) => keyed(request.header('X-Api-Key')),
    queryKey: (request) => keyed(request.query('api_key')),
    cookieKey: async (request) => keyed(request.cookie('session')),
    oauth: async (request) => keyed(request.header('x-grant')),
    certificate: (request) => keyed(request.header('x-client-certificate')),
  },
})
const run = ({ principal }: { readonly principal: Principal }) => ({
  status: 200 as const,
  body: { id: principal.isSignedIn ? principal.id : null, roles: [...principal.roles] },
})
const app = await testApplication(
  application('security', {
    parts: [
      [
        identity(User),
        policy(User, { read: anyone }),
        implement(api, 'byToken', { run }),
        implement(api, 'byBasic', { run }),
        implement(api, 'byHeader', { run }),
        implement(api, 'byQuery', { run }),
        implement(api, 'byCookie', { run }),
        implement(api, 'byEither', { run }),
        implement(api, 'byBoth', { run }),
        implement(api, 'byChoice', { run }),
        implement(api, 'open', { run }),
        implement(api, 'byScope', { run }),
        implement(api, 'byCertificate', { run }),
        implement(api, 'forStaff', { allow: role('staff'), run }),
      ],
    ],
  }),
)
afterAll(() => app.stop())
const ada = await app.db.insert(User, { name: 'Ada' })
const token = await app.tokenFor({ id: ada.id, roles: ['reader'] })
const bearer = { authorization: `Bearer ${token}` }
const badToken = { authorization: `Bearer ${token.slice(0, -4)}AAAA` }
const basic = (name: string) => ({
  authorization: `Basic ${Buffer.from(`${name}:open sesame`).toString('base64')}`,
})
const key = (text: string) => ({ 'x-api-key': text })

type Headers = Record<string, string>

async function call(path: string, headers: Headers = {}) {
  const { status, body, headers: sent } = await app.request(`GET ${path}`, { headers })
  return { status, code: body.code, id: body.id, roles: body.roles, challenge: sent.get('www-authenticate') }
}

describe('each type of scheme', () => {
  test.each<[string, string, Headers, string]>([
    ['http bearer is our access token', '/token', bearer, ada.id],
    ['http bearer has no case', '/token', { authorization: `bEARER ${token}` }, ada.id],
    ['http basic', '/basic', basic('ada'), 'ada'],
    ['an API key in a header', '/header', key('k1'), 'k1'],
    ['an API key in the query', '/query?api_key=k2', {}, 'k2'],
    ['an API key in a cookie', '/cookie', { cookie: 'a=b; session=k3' }, 'k3'],
    ['mutual TLS, as a proxy tells of it', '/certified', { 'x-client-certificate': 'k4' }, 'k4'],
  ])('%s lets in', async (_, path, headers, id) => {
    expect(await call(path, headers)).toMatchObject({ status: 200, id })
  })

  test.each<[string, string]>([
    ['/token', 'Bearer'],
    ['/basic', 'Basic realm="Doors of every kind", charset="UTF-8"'],
    ['/header', 'ApiKey'],
    ['/query', 'ApiKey'],
    ['/cookie', 'ApiKey'],
    ['/certified', 'Bearer'],
    ['/scoped', 'Bearer'],
    ['/either', 'Bearer, ApiKey'],
  ])('without credentials %s is 401 and asks for %s', async (path, challenge) => {
    expect(await call(path)).toMatchObject({ status: 401, code: 'unauthenticated', challenge })
  })

  test.each<[string, Headers, string]>([
    ['/token', badToken, 'token_invalid'],
    ['/token', { authorization: 'Bearer x' }, 'token_invalid'],
    ['/token', { authorization: `Token ${token}` }, 'unauthenticated'],
    ['/token', basic('ada'), 'unauthenticated'],
    ['/basic', basic('bad'), 'key_invalid'],
    ['/basic', bearer, 'unauthenticated'],
    ['/header', key('bad'), 'key_invalid'],
    ['/query?api_key=bad', {}, 'key_invalid'],
    ['/query?api_key=k&api_key=k', {}, 'unauthenticated'],
    ['/cookie', { cookie: 'session=bad' }, 'key_invalid'],
  ])('wrong credentials for %s are 401: %j', async (path, headers, code) => {
    expect(await call(path, headers)).toMatchObject({ status: 401, code })
  })
})

describe('alternatives', () => {
  test('let in by any of them', async () => {
    expect(await call('/either', bearer)).toMatchObject({ status: 200, id: ada.id })
    expect(await call('/either', key('k1'))).toMatchObject({ status: 200, id: 'k1' })
    expect(await call('/either', { ...bearer, ...key('k1') })).toMatchObject({ status: 200, id: ada.id })
  })

  test('let in by one, though the other is wrong', async () => {
    expect(await call('/either', { ...badToken, ...key('k1') })).toMatchObject({ status: 200, id: 'k1' })
    expect(await call('/either', { ...bearer, ...key('bad') })).toMatchObject({ status: 200, id: ada.id })
  })

  test('say of the first what is wrong with it', async () => {
    expect(await call('/either', { ...badToken, ...key('bad') })).toMatchObject({
      status: 401,
      code: 'token_invalid',
    })
    expect(await call('/either', key('bad'))).toMatchObject({ status: 401, code: 'key_invalid' })
  })
})

describe('a combination', () => {
  test('needs all of its schemes', async () => {
    expect((await call('/both', bearer)).status).toBe(401)
    expect((await call('/both', key('k1'))).status).toBe(401)
    expect(await call('/both', { ...bearer, ...key('bad') })).toMatchObject({
      status: 401,
      code: 'key_invalid',
    })
    expect(await call('/both', { ...badToken, ...key('k1') })).toMatchObject({
      status: 401,
      code: 'token_invalid',
    })
  })

  test('is one caller: the first who is somebody, with the roles of all', async () => {
    expect(await call('/both', { ...bearer, ...key('- partner') })).toMatchObject({
      id: ada.id,
      roles: ['partner', 'reader'],
    })
    expect(await call('/both', { ...bearer, ...key('k1') })).toMatchObject({ id: 'k1', roles: ['reader'] })
  })
})

describe('an optional scheme', () => {
  test('lets in whoever says nothing', async () => {
    expect(await call('/optional')).toMatchObject({ status: 200, id: null })
    expect(await call('/optional', bearer)).toMatchObject({ status: 200, id: ada.id })
  })

  test('does not pass over what is wrong', async () => {
    expect(await call('/optional', badToken)).toMatchObject({ status: 401, code: 'token_invalid' })
  })
})

describe('an open operation', () => {
  test.each<[string, Headers, string | null]>([
    ['nobody', {}, null],
    ['a token', bearer, ada.id],
    ['a password', basic('ada'), 'ada'],
    ['a key', key('k1'), 'k1'],
    ['a session', { cookie: 'session=k3' }, 'k3'],
  ])('learns of %s', async (_, headers, id) => {
    expect(await call('/open', headers)).toMatchObject({ status: 200, id })
  })

  test('does not pass over what is wrong', async () => {
    expect((await call('/open', badToken)).status).toBe(401)
  })
})

describe('scopes', () => {
  test('must be among the roles that the scheme gives', async () => {
    expect(await call('/scoped', { 'x-grant': 'g orders:read orders:write' })).toMatchObject({
      status: 200,
      id: 'g',
    })
    expect(await call('/scoped', { 'x-grant': 'g orders:read' })).toMatchObject({
      status: 403,
      code: 'forbidden',
    })
    expect(await call('/scoped', { 'x-grant': 'g' })).toMatchObject({ status: 403, code: 'forbidden' })
  })
})

test('a rule of ours stands beside the document', async () => {
  expect((await call('/staff')).status).toBe(401)
  expect((await call('/staff', bearer)).status).toBe(403)
  const staff = await app.tokenFor({ id: ada.id, roles: ['staff'] })
  expect(await call('/staff', { authorization: `Bearer ${staff}` })).toMatchObject({
    status: 200,
    id: ada.id,
  })
})

test('a scheme that cannot be asked is no refusal', async () => {
  expect(await call('/either', key('away'))).toMatchObject({ status: 503, code: 'keys_away' })
})
