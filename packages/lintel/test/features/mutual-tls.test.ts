/** Services that call with a client certificate, over real TLS. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { anyone, application, entity, operation, resource, role, service, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import { Authority, type Certificate } from '../certificates.ts'
import '../matchers.ts'

const ours = new Authority('ours')
const theirs = new Authority('theirs')
const own = ours.issue({ commonName: 'shop', dns: ['localhost'] })

const directory = await mkdtemp(join(tmpdir(), 'lintel-tls-'))
const file = async (name: string, text: string) => {
  await writeFile(join(directory, name), text)
  return join(directory, name)
}
const files = {
  TLS_CERT: await file('cert.pem', own.cert),
  TLS_KEY: await file('key.pem', own.key),
  TLS_CA: await file('ca.pem', ours.certificate.cert),
}

const Sale = entity('sale', { total: t.integer() })
const parts = {
  sales: resource(Sale, { read: role('reporting'), create: role('reporting') }),
  who: operation('GET /who', {
    summary: 'Who calls',
    allow: anyone,
    output: {
      kind: t.text(),
      service: t.text().optional(),
      roles: t.json(),
      scopes: t.json(),
      known: t.boolean(),
    },
    run: ({ principal: { kind, service: name, roles, scopes, isSignedIn } }) => ({
      kind,
      service: name ?? null,
      roles: [...roles],
      scopes: scopes ? [...scopes] : 'unlimited',
      known: isSignedIn,
    }),
  }),
  reports: service('reports', {
    certificate: 'reports.internal',
    roles: ['reporting'],
    scopes: ['sales:read'],
  }),
}
const shop = application('shop', { parts: [parts] })
const app = await testApplication(shop, { environment: files })
afterAll(async () => {
  await app.stop()
  await rm(directory, { recursive: true })
})

interface Asked {
  readonly method?: string
  readonly path?: string
  readonly headers?: Record<string, string>
  readonly body?: object
}

/** Asks with a client certificate, or without one; each time over a connection of its own. */
function ask(client?: Certificate, { method = 'GET', path = '/who', headers = {}, body }: Asked = {}) {
  return new Promise<{ status: number; headers: Headers; text: string; body: never }>((resolve, reject) => {
    const url = new URL(path, app.url.replace('127.0.0.1', 'localhost'))
    const options = { method, headers: { 'content-type': 'application/json', ...headers }, agent: false }
    const sent = request(url, { ...options, ca: ours.certificate.cert, ...client }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => {
        const received = new Headers({ 'x-request-id': String(response.headers['x-request-id']) })
        resolve({
          status: response.statusCode ?? 0,
          headers: received,
          text,
          body: JSON.parse(text) as never,
        })
      })
    })
    sent.on('error', reject)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}
const who = async (client?: Certificate) => ((await ask(client)).body as { data: object }).data

const anonymous = { kind: 'user', service: null, roles: [], scopes: 'unlimited', known: false }
const reports = () => ours.issue({ commonName: 'anything', dns: ['reports.internal'] })

test('a service is known by the name in its certificate, with what it has here', async () => {
  expect(app.url).toMatch(/^https:/)
  const found = {
    kind: 'service',
    service: 'reports',
    roles: ['reporting'],
    scopes: ['sales:read'],
    known: false,
  }
  expect(await who(reports())).toEqual(found)
  expect(await who(ours.issue({ commonName: 'x', dns: ['other.internal', 'reports.internal'] }))).toEqual(
    found,
  )
  expect((await ask(reports(), { path: '/sales' })).status).toBe(200)
})

test('whoever has none is anonymous, and may call what is open', async () => {
  expect(await who()).toEqual(anonymous)
  expect(await ask(undefined, { path: '/sales' })).toBeRefused(401, 'unauthenticated')
})

describe('nobody is known by', () => {
  const day = 86_400_000
  test.each<[string, () => Certificate]>([
    ['another name', () => ours.issue({ commonName: 'reports.internal', dns: ['other.internal'] })],
    ['the name as the common one', () => ours.issue({ commonName: 'reports.internal' })],
    ['a wildcard', () => ours.issue({ commonName: 'x', dns: ['*.internal'] })],
    ['a longer name', () => ours.issue({ commonName: 'x', dns: ['reports.internal.example.com'] })],
    ['a name with another inside', () => ours.issue({ commonName: 'x', dns: ['x, DNS:reports.internal'] })],
    [
      'a name that ends at a zero',
      () => ours.issue({ commonName: 'x', dns: ['reports.internal\0.example.com'] }),
    ],
    [
      'a certificate of another authority',
      () => theirs.issue({ commonName: 'x', dns: ['reports.internal'] }),
    ],
    [
      'another authority of the same name',
      () => new Authority('ours').issue({ commonName: 'x', dns: ['reports.internal'] }),
    ],
    [
      'a certificate that is over',
      () =>
        ours.issue({ commonName: 'x', dns: ['reports.internal'], validUntil: new Date(Date.now() - day) }),
    ],
    [
      'a certificate of tomorrow',
      () => ours.issue({ commonName: 'x', dns: ['reports.internal'], validFrom: new Date(Date.now() + day) }),
    ],
  ])('%s', async (_what, make) => {
    const client = make()
    expect(await who(client)).toEqual(anonymous)
    expect((await ask(client, { method: 'POST', path: '/sales', body: { total: 1 } })).status).toBe(401)
    expect(await app.db.count(Sale)).toBe(0)
  })

  test('a header that says so', async () => {
    const headers = { 'x-client-cert': encodeURIComponent(reports().cert), 'x-ssl-client-verify': 'SUCCESS' }
    expect(((await ask(undefined, { headers })).body as { data: object }).data).toEqual(anonymous)
  })
})

describe('files that cannot be used do not start, and name the setting:', () => {
  test.each<[string, Partial<typeof files>]>([
    ['TLS_KEY', { TLS_KEY: '' }],
    ['TLS_CERT', { TLS_CERT: '' }],
    ['TLS_CERT', { TLS_CERT: '/nowhere/cert.pem' }],
    ['TLS_CERT', { TLS_CERT: files.TLS_KEY }],
    ['TLS_KEY', { TLS_KEY: files.TLS_CERT }],
    ['TLS_CA', { TLS_CA: '/nowhere/ca.pem' }],
  ])('%s (%j)', async (setting, environment) => {
    await expect(testApplication(shop, { environment: { ...files, ...environment } })).rejects.toThrow(
      new RegExp(`${setting} `),
    )
  })
})

test.each([
  ['*.internal', /no DNS name/],
  ['Reports.internal', /no DNS name/],
])('a specification with the name %s is refused', (certificate, message) => {
  expect(() => application('shop', { parts: [{ a: service('a', { certificate }) }] })).toThrow(message)
})

test('two services of one certificate are refused', () => {
  const [one, other] = [
    service('a', { certificate: 'x.internal' }),
    service('b', { certificate: 'x.internal' }),
  ]
  expect(() => application('shop', { parts: [{ one, other }] })).toThrow(
    /has the certificate of x.internal, too/,
  )
})
