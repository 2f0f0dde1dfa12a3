/** Tokens of an outside identity provider, asked over HTTP on a real one. */
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { application, entity, identity, operation, owner, resource, role, signedIn, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { forge, hs256, issuerKey, now, rs256, signedBy } from '../forged-token.ts'
import { IdentityProvider } from '../identity-provider.ts'
import '../matchers.ts'

const provider = await IdentityProvider.start()
const second = await IdentityProvider.start()
const untyped = await IdentityProvider.start()

const Person = entity('person', {
  externalId: t.string().unique().optional(),
  secondId: t.string().unique().optional(),
  untypedId: t.string().unique().optional(),
  email: t.email().unique().optional(),
  name: t.string(),
  role: t.enum('member', 'admin').default('member'),
})
const parts = {
  accounts: identity(Person, {
    role: 'role',
    trust: [
      { issuer: provider.issuer, audience: 'orders-api', subject: 'externalId', keysCooldownSeconds: 0 },
      {
        issuer: () => second.issuer,
        audience: () => 'orders-api',
        jwksUri: () => `${second.issuer}/keys`,
        subject: 'secondId',
        roles: { claim: 'realm_access.roles', map: { 'orders-admins': 'admin', 'orders-staff': 'member' } },
        provision: (claims) => ({
          name: String(claims.name),
          email: typeof claims.email === 'string' ? claims.email : null,
          role: 'admin' as const,
        }),
      },
      {
        issuer: untyped.issuer,
        audience: 'orders-api',
        subject: 'untypedId',
        typ: 'JWT',
        algorithms: ['RS256'],
      },
    ],
  }),
  people: resource(Person, {
    read: [owner('id'), role('admin')],
    update: { who: owner('id'), fields: ['name'] },
  }),
  me: operation('GET /me', {
    summary: 'Me',
    allow: signedIn,
    output: { id: t.text(), roles: t.json(), scopes: t.json() },
    run: ({ principal: { id, roles, scopes } }) => ({
      id,
      roles: [...roles],
      scopes: scopes ? [...scopes] : 'unlimited',
    }),
  }),
}
const app = await testApplication(application('orders', { parts: [parts] }))
afterAll(async () => {
  await app.stop()
  await Promise.all([provider.stop(), second.stop(), untyped.stop()])
})
const ada = await app.db.insert(Person, {
  name: 'Ada',
  externalId: 'auth0|ada',
  untypedId: 'auth0|ada',
  role: 'admin',
})

await app.db.insert(Person, { name: 'Grace', secondId: 'second|grace' })

const good = (of = provider) => ({
  iss: of.issuer,
  aud: 'orders-api',
  sub: 'auth0|ada',
  iat: now(),
  exp: now() + 60,
})
const [first] = provider.keys as [ReturnType<typeof issuerKey>]
const me = (token: string, route = 'GET /me') =>
  app.request(route, { headers: { authorization: `Bearer ${token}` } })

beforeEach(() => {
  for (const each of [provider, second, untyped]) each.asked.length = 0
})
afterEach(() => {
  for (const each of [provider, second, untyped]) {
    each.fault = undefined
    each.discovery = {}
  }
})

describe('a provider that does not answer, before its keys were ever fetched', () => {
  test('is no reason to refuse: 503, and when to try again', async () => {
    provider.fault = (response) => response.destroy()
    const answer = await me(signedBy(first, good()))
    expect(answer).toBeRefused(503, 'issuer_unavailable')
    expect(answer.headers.get('retry-after')).toBe('5')
    expect(app.observations).toContainEqual(
      expect.objectContaining({ event: 'fault', where: `keys of ${provider.issuer}` }),
    )
  })

  test.each<[string, () => void]>([
    [
      'answers 500',
      () => {
        provider.fault = (response) => response.writeHead(500).end('{}')
      },
    ],
    [
      'sends elsewhere',
      () => {
        provider.fault = (response) => response.writeHead(302, { location: `${second.issuer}/keys` }).end()
      },
    ],
    [
      'answers no JSON',
      () => {
        provider.fault = (response) => response.end('<html>')
      },
    ],
    [
      'answers too much',
      () => {
        provider.fault = (response) => response.end(`{"issuer":"${'x'.repeat(2_000_000)}"}`)
      },
    ],
    [
      'is another issuer',
      () => {
        provider.discovery = { issuer: 'https://evil.example.com' }
      },
    ],
    [
      'has its keys at a plain address',
      () => {
        provider.discovery = { jwks_uri: 'http://evil.example.com/keys' }
      },
    ],
    [
      'has its keys nowhere',
      () => {
        provider.discovery = { jwks_uri: 5 }
      },
    ],
    [
      'publishes a secret',
      () => {
        provider.discovery = { jwks_uri: `${provider.issuer}/secret` }
      },
    ],
  ])('is the same when it %s', async (_what, arrange) => {
    arrange()
    expect(await me(signedBy(first, good()))).toBeRefused(503, 'issuer_unavailable')
    expect(second.asked).toEqual([])
  })

  test('is asked again as soon as it answers', async () => {
    expect((await me(signedBy(first, good()))).status).toBe(200)
  })
})

describe('a token of a trusted provider', () => {
  test('names the account that has its subject, with the role of the row', async () => {
    expect((await me(signedBy(first, good()))).body.data).toEqual({
      id: ada.id,
      roles: ['admin'],
      scopes: 'unlimited',
    })
    expect((await me(signedBy(first, { ...good(), aud: ['account', 'orders-api'] }))).status).toBe(200)
  })

  test('is limited by its scopes, in either form', async () => {
    const scopes = async (claims: object) =>
      (await me(signedBy(first, { ...good(), ...claims }))).body.data.scopes
    expect(await scopes({ scope: 'openid orders:read' })).toEqual(['openid', 'orders:read'])
    expect(await scopes({ scp: ['orders:read'] })).toEqual(['orders:read'])
    expect(await scopes({ scp: 'orders:read' })).toEqual(['orders:read'])
  })

  test('may be a little early or late, as clocks are', async () => {
    expect((await me(signedBy(first, { ...good(), nbf: now() + 3 }))).status).toBe(200)
    expect((await me(signedBy(first, { ...good(), exp: now() - 3 }))).status).toBe(200)
    expect(await me(signedBy(first, { ...good(), exp: now() - 30 }))).toBeRefused(401, 'token_expired')
  })

  test('of somebody unknown is refused, and makes nobody', async () => {
    const before = await app.db.count(Person)
    expect(await me(signedBy(first, { ...good(), sub: 'auth0|eve' }))).toBeRefused(401, 'token_invalid')
    expect(await app.db.count(Person)).toBe(before)
  })

  test('does not ask the provider again while its keys are known', async () => {
    await me(signedBy(first, good()))
    provider.asked.length = 0
    expect((await me(signedBy(first, { ...good(), jti: randomUUID() }))).status).toBe(200)
    expect(provider.asked).toEqual([])
  })
})

describe('refused, and nothing is changed by it:', () => {
  const stranger = issuerKey('stranger')
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  test.each<[string, () => string]>([
    ['of another audience', () => signedBy(first, { ...good(), aud: 'billing-api' })],
    ['of no audience', () => signedBy(first, { ...good(), aud: undefined })],
    ['for a client: an ID token', () => signedBy(first, { ...good(), nonce: 'n' }, { typ: 'JWT' })],
    ['without a type', () => signedBy(first, good(), { typ: undefined })],
    ['of an issuer with a slash more', () => signedBy(first, { ...good(), iss: `${provider.issuer}/` })],
    ['of an issuer in capitals', () => signedBy(first, { ...good(), iss: provider.issuer.toUpperCase() })],
    [
      'of another trusted issuer, signed by this one',
      () => signedBy(first, { ...good(), iss: second.issuer }),
    ],
    [
      'of us, signed by the provider',
      () => signedBy(first, { ...good(), iss: 'orders', aud: 'orders', sub: ada.id }),
    ],
    [
      'of an issuer that nobody trusts',
      () => signedBy(stranger, { ...good(), iss: 'https://evil.example.com' }),
    ],
    ['of another key', () => signedBy(stranger, good())],
    ['of another key under a known kid', () => signedBy({ ...stranger, kid: 'first' }, good())],
    ['of another key that it brings along', () => signedBy(stranger, good(), { jwk: stranger.jwk })],
    [
      'of another key at an address',
      () => signedBy(stranger, good(), { jku: `${second.issuer}/keys`, kid: 'first' }),
    ],
    [
      'of the public key as a secret',
      () => forge({ alg: 'HS256', typ: 'at+jwt', kid: 'first' }, good(), hs256(JSON.stringify(first.jwk))),
    ],
    [
      'of an algorithm that its key has not',
      () => forge({ alg: 'RS256', typ: 'at+jwt', kid: 'first' }, good(), rs256(rsa.privateKey)),
    ],
    ['unsigned', () => forge({ alg: 'none', typ: 'at+jwt', kid: 'first' }, good(), () => Buffer.alloc(0))],
    ['without a subject', () => signedBy(first, { ...good(), sub: undefined })],
    ['of an empty subject', () => signedBy(first, { ...good(), sub: '' })],
    ['of a subject that no column could hold', () => signedBy(first, { ...good(), sub: 'auth0|ada\u0000' })],
    ['of a subject with other capitals', () => signedBy(first, { ...good(), sub: 'AUTH0|ada' })],
    ['of a subject that is SQL', () => signedBy(first, { ...good(), sub: "' OR '1'='1" })],
    [
      'of a subject that another provider gave somebody',
      () => signedBy(first, { ...good(), sub: 'second|grace' }),
    ],
    ['of the id of a row as the subject', () => signedBy(first, { ...good(), sub: ada.id })],
    ['without an end', () => signedBy(first, { ...good(), exp: undefined })],
    ['of tomorrow', () => signedBy(first, { ...good(), iat: now() + 86_400, exp: now() + 90_000 })],
    ['not yet valid', () => signedBy(first, { ...good(), nbf: now() + 600 })],
    ['of scopes that are no text', () => signedBy(first, { ...good(), scope: { all: true } })],
  ])('%s', async (_what, token) => {
    const given = token()
    expect(await me(given)).toBeRefused(401, 'token_invalid')
    const headers = { authorization: `Bearer ${given}` }
    expect((await app.request(`PATCH /persons/${ada.id}`, { headers, body: { name: 'Eve' } })).status).toBe(
      401,
    )
    expect((await app.db.get(Person, ada.id))?.name).toBe('Ada')
    expect(second.asked.filter((path) => path !== '/keys')).toEqual([])
  })
})

describe('new keys of the provider', () => {
  test('are fetched when a token names one, and former ones end with it', async () => {
    const next = issuerKey('next')
    provider.keys = [next]
    expect((await me(signedBy(next, good()))).status).toBe(200)
    expect(provider.asked).toContain('/keys')
    expect(await me(signedBy(first, { ...good(), jti: randomUUID() }))).toBeRefused(401, 'token_invalid')
    provider.keys = [first]
    expect((await me(signedBy(first, good()))).status).toBe(200)
  })

  test('are not fetched by every token that names one', async () => {
    // This provider has the default cooldown.
    for (let index = 0; index < 5; index++) await me(signedBy(issuerKey(`kid ${index}`), good(second)))
    expect(second.asked.length).toBeLessThan(2)
  })

  test('that are not fetched leave the known ones good', async () => {
    provider.fault = (response) => response.destroy()
    expect(await me(signedBy(issuerKey('newer'), good()))).toBeRefused(401, 'token_invalid')
    expect(provider.asked.length).toBeGreaterThan(0)
    expect((await me(signedBy(first, { ...good(), jti: randomUUID() }))).status).toBe(200)
  })
})

describe('a provider whose claims give roles, and whose people are let in', () => {
  const [key] = second.keys as [ReturnType<typeof issuerKey>]
  const claims = () => ({
    ...good(second),
    sub: randomUUID(),
    name: 'Grace',
    email: `${randomUUID()}@example.com`,
  })

  test('makes a row at first sight, once', async () => {
    const grace = claims()
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => me(signedBy(key, { ...grace, jti: randomUUID() }))),
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    expect(new Set(answers.map(({ body }) => body.data.id)).size).toBe(1)
    expect(await app.db.find(Person, { where: { secondId: grace.sub } })).toMatchObject([
      { name: 'Grace', email: grace.email },
    ])
  })

  test('gives only the roles that are mapped, whatever the row says', async () => {
    const roles = async (given: object) =>
      (await me(signedBy(key, { ...claims(), ...given }))).body.data.roles
    expect(await roles({ realm_access: { roles: ['orders-admins', 'root', 'admin'] } })).toEqual(['admin'])
    expect(await roles({ 'realm_access.roles': ['orders-staff', 'orders-staff'] })).toEqual(['member'])
    expect(await roles({ realm_access: { roles: ['constructor', '__proto__', 'toString'] } })).toEqual([])
    expect(await roles({ realm_access: [] })).toEqual([])
    expect(await roles({})).toEqual([])
  })

  test('never takes over an account by its address', async () => {
    const victim = await app.db.insert(Person, { name: 'Vic', email: 'vic@example.com' })
    const token = signedBy(key, { ...claims(), email: 'vic@example.com' })
    expect(await me(token)).toBeRefused(401, 'token_invalid')
    expect(await app.db.get(Person, victim.id)).toMatchObject({ name: 'Vic', secondId: null })
  })
})

describe('a provider that does not type its tokens', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const jwkOf = (of: typeof publicKey, kid: string) => ({
    kid,
    private: privateKey,
    jwk: { ...of.export({ format: 'jwk' }), kid, kty: 'RSA' },
  })
  untyped.keys = [jwkOf(publicKey, 'rsa'), jwkOf(weak.publicKey, 'weak'), issuerKey('ec')]
  const [, , ec] = untyped.keys as [unknown, unknown, ReturnType<typeof issuerKey>]
  const token = (claims: object = {}, header: object = {}, by = privateKey) =>
    forge({ alg: 'RS256', typ: 'JWT', kid: 'rsa', ...header }, { ...good(untyped), ...claims }, rs256(by))

  test.each([
    ['JWT', token()],
    ['nothing', token({}, { typ: undefined })],
    ['at+jwt', token({}, { typ: 'at+jwt' })],
    ['application/at+jwt', token({}, { typ: 'application/at+jwt' })],
  ])('is taken when it says %s', async (_typ, given) => {
    expect((await me(given)).status).toBe(200)
  })

  test.each<[string, () => string]>([
    ['an ID token', () => token({ nonce: 'n' })],
    ['an ID token of a code flow', () => token({ at_hash: 'h' })],
    ["Keycloak's ID token", () => token({ typ: 'ID' })],
    ["Keycloak's refresh token", () => token({ typ: 'Refresh' })],
    ["Cognito's ID token", () => token({ token_use: 'id' })],
    ['a logout token', () => token({}, { typ: 'logout+jwt' })],
    ['signed by a key of 1024 bits', () => token({}, { kid: 'weak' }, weak.privateKey)],
    ['signed with an algorithm that is not named', () => signedBy(ec, good(untyped))],
  ])('is refused when it is %s', async (_what, given) => {
    expect(await me(given())).toBeRefused(401, 'token_invalid')
  })
})

describe('without tokens of its own', () => {
  test('an application needs no secret, publishes no keys, and takes none that it once signed', async () => {
    const outside = {
      accounts: identity(Person, {
        tokens: false,
        trust: [{ issuer: provider.issuer, audience: 'orders-api', subject: 'externalId' }],
      }),
      me: parts.me,
    }
    const without = await testApplication(application('orders', { parts: [outside] }), {
      environment: { TOKEN_SECRET: '' },
    })
    try {
      await without.db.insert(Person, { name: 'Ada', externalId: 'auth0|ada' })
      const ask = (token: string) =>
        without.request('GET /me', { headers: { authorization: `Bearer ${token}` } })
      expect((await ask(signedBy(first, good()))).status).toBe(200)
      expect((await ask(await app.tokenFor({ id: ada.id }))).status).toBe(401)
      expect((await without.request('GET /.well-known/jwks.json')).status).toBe(404)
      await expect(without.tokenFor({ id: ada.id })).rejects.toThrow(TypeError)
    } finally {
      await without.stop()
    }
  })
})

describe('a specification that cannot be meant is refused:', () => {
  const specified = (trust: object) => () =>
    application('orders', {
      parts: [
        {
          accounts: identity(Person, {
            trust: [
              { issuer: 'https://id.example.com', audience: 'api', subject: 'externalId', ...trust } as never,
            ],
          }),
        },
      ],
    })
  test.each<[string, object, RegExp]>([
    ['a subject that is no field', { subject: 'sub' }, /"sub", which does not exist/],
    ['a subject that is not unique', { subject: 'name' }, /"name", which is a not unique text/],
    ['keys at a plain address', { jwksUri: 'http://id.example.com/keys' }, /no https address/],
    ['signatures with a secret', { algorithms: ['HS256'] }, /sign with HS256/],
    ['no signature', { algorithms: ['none'] }, /sign with none/],
    ['no algorithm at all', { algorithms: [] }, /sign with nothing/],
    ['our own name', { issuer: 'orders' }, /this application itself/],
    ['no audience', { audience: '' }, /no audience/],
  ])('%s', (_what, trust, message) => {
    expect(specified(trust)).toThrow(message)
  })

  test('two providers of one name', () => {
    const one = { issuer: 'https://id.example.com', audience: 'api', subject: 'externalId' } as const
    const parts = { accounts: identity(Person, { trust: [one, { ...one, subject: 'secondId' }] }) }
    expect(() => application('orders', { parts: [parts] })).toThrow(/is trusted twice/)
  })

  test('two providers whose subjects would be mixed', () => {
    const one = { issuer: 'https://a.example.com', audience: 'api', subject: 'externalId' } as const
    const other = { ...one, issuer: 'https://b.example.com' }
    const parts = { accounts: identity(Person, { trust: [one, other] }) }
    expect(() => application('orders', { parts: [parts] })).toThrow(/keep their subjects in "externalId"/)
  })

  test('a role that nobody can have', () => {
    const roles = { claim: 'groups', map: { boss: 'owner' } }
    const one = { issuer: 'https://id.example.com', audience: 'api', subject: 'externalId', roles } as const
    const parts = { accounts: identity(Person, { role: 'role', trust: [one] }) }
    expect(() => application('orders', { parts: [parts] })).toThrow(/gives the role owner/)
  })

  test('a provider that turns out to be at a plain address', async () => {
    const one = { issuer: () => 'http://id.example.com', audience: 'api', subject: 'externalId' } as const
    const plain = application('orders', { parts: [{ accounts: identity(Person, { trust: [one] }) }] })
    await expect(testApplication(plain)).rejects.toThrow(/no https address/)
  })
})
