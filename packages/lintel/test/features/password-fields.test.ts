/** Passwords: received as text, kept as a hash, and told to nobody in either form. */
import { anyone, application, entity, grant, identity, operation, owner, resource, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import '../matchers.ts'
import { logObserver } from '../../src/telemetry/logger.ts'

const lines: string[] = []
const User = entity('user', {
  email: t.email().unique().personal(),
  name: t.string(),
  password: t.password(),
  posts: t.many(() => Post, 'author'),
})
const Post = entity('post', { author: t.ref(() => User), text: t.text() })
const parts = {
  users: identity(User),
  people: resource(User, {
    read: anyone,
    create: anyone,
    update: owner('id'),
    bulk: true,
    filter: ['name'],
    sort: ['name'],
    include: ['posts.author'],
  }),
  posts: resource(Post, { read: anyone, include: ['author'] }),
  signIn: operation('POST /sign-in', {
    summary: 'Sign in',
    allow: anyone,
    input: { email: t.email(), password: t.password({ min: 1 }) },
    output: { token: t.text(), user: t.json() },
    errors: { credentials_wrong: 401 },
    grants: [grant(User, 'read')],
    async run({ input, db, auth, fail, log }) {
      const user = await db.get(User, { email: input.email })
      log.info('sign-in', { user, input, deep: { list: [{ password: input.password, token: 'x' }] } })
      if (!user || !(await auth.verifyPassword(input.password, user.password)))
        throw fail('credentials_wrong')
      const { password: _hash, ...rest } = user
      return { token: await auth.issueToken(user), user: rest }
    },
  }),
  whole: operation('GET /whole', {
    summary: 'Give everything that there is',
    allow: anyone,
    output: User,
    grants: [grant(User, 'read')],
    run: async ({ db }) => (await db.find(User))[0] as never,
  }),
  broken: operation('POST /broken', {
    summary: 'Break with it in hand',
    allow: anyone,
    input: { password: t.password() },
    async run({ input, db }) {
      await db.dangerouslyWithoutPolicies().sql('SELECT $1::integer', [input.password])
    },
  }),
}
const specified = application('secrets', { parts: [parts] })
const observer = logObserver({
  level: 'debug',
  model: specified.model,
  destination: { write: (line: string) => void lines.push(line) },
})
const app = await testApplication(specified, { observe: observer })
afterAll(() => app.stop())

const secret = 'correct horse battery'
const said: string[] = []
const ask = async (...given: Parameters<typeof app.request>) => {
  const answer = await app.request(...given)
  said.push(answer.text, JSON.stringify([...answer.headers]))
  return answer
}
let ada: { id: string }
beforeAll(async () => {
  const created = await ask('POST /users', {
    body: { email: 'ada@example.com', name: 'Ada', password: secret },
  })
  expect(created.status, created.text).toBe(201)
  ada = { id: created.body.data.id }
  await app.db.insert(Post, { author: ada.id, text: 'x' })
})

describe('a password', () => {
  test('is stored as a hash, each with a salt of its own', async () => {
    await ask('POST /users/bulk', {
      body: { items: [{ email: 'b@example.com', name: 'B', password: secret }] },
    })
    const rows = await app.db.sql<{ password_hash: string }>('SELECT password_hash FROM users')
    expect(rows).toHaveLength(2)
    for (const { password_hash } of rows) expect(password_hash).toMatch(/^\$argon2id\$/)
    expect(new Set(rows.map(({ password_hash }) => password_hash)).size).toBe(2)
  })

  test('opens the account, and another does not', async () => {
    const body = { email: 'ada@example.com', password: secret }
    expect((await ask('POST /sign-in', { body })).status).toBe(200)
    expect(await ask('POST /sign-in', { body: { ...body, password: `${secret} ` } })).toBeRefused(
      401,
      'credentials_wrong',
    )
    expect(await ask('POST /sign-in', { body: { ...body, email: 'nobody@example.com' } })).toBeRefused(
      401,
      'credentials_wrong',
    )
    const [row] = await app.db.sql<{ password_hash: string }>(
      'SELECT password_hash FROM users WHERE email = $1',
      [body.email],
    )
    expect(await ask('POST /sign-in', { body: { ...body, password: row?.password_hash } })).toBeRefused(
      401,
      'credentials_wrong',
    )
  })

  test('is changed by PATCH and by PUT', async () => {
    const path = `/users/${ada.id}`
    const works = async (password: string) =>
      (await ask('POST /sign-in', { body: { email: 'ada@example.com', password } })).status
    expect((await ask(`PATCH ${path}`, { as: ada, body: { password: 'another one 1' } })).status).toBe(200)
    expect([await works(secret), await works('another one 1')]).toEqual([401, 200])
    expect(await ask(`PUT ${path}`, { as: ada, body: { email: 'ada@example.com', name: 'Ada' } })).toPointAt(
      '/password',
    )
    const whole = { email: 'ada@example.com', name: 'Ada', password: secret }
    expect((await ask(`PUT ${path}`, { as: ada, body: whole })).status).toBe(200)
    expect(await works(secret)).toBe(200)
  })

  test('is refused when it is too short, too long, or no text', async () => {
    for (const password of ['short', 'x'.repeat(257), '', null, 12345678, ['correct horse']]) {
      const answer = await ask('POST /users', { body: { email: 'c@example.com', name: 'C', password } })
      expect(answer, JSON.stringify(password)).toBeRefused(422, 'invalid')
      expect(answer).toPointAt('/password')
    }
  })

  test('is no field that can be shown, sorted, filtered or searched by', async () => {
    for (const query of [
      'fields=password',
      'sort=password',
      `password=${encodeURIComponent(secret)}`,
      'password[prefix]=$argon2',
      'password[null]=false',
      'include=password',
      'fields=passwordHash',
    ]) {
      const answer = await ask(`GET /users?${query}`)
      expect(answer, query).toBeRefused(400, 'query_invalid')
    }
  })

  test('is in no answer, whoever asks', async () => {
    const answers = [
      await ask('GET /users'),
      await ask(`GET /users/${ada.id}?include=posts.author`, { as: ada }),
      await ask('GET /posts?include=author'),
      await ask('GET /whole'),
      await ask(`PATCH /users/${ada.id}`, { as: ada, body: { name: 'Ada' } }),
      await ask('POST /users', { body: { email: 'ada@example.com', name: 'x', password: secret } }),
      await ask('POST /broken', { body: { password: secret } }),
      await ask('POST /users', {
        body: `{"email":"x","name":"x","password":"${secret}"`,
        headers: { 'content-type': 'application/json' },
      }),
      await ask('GET /users?after=x'),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 409, 422, 400, 400])
  })

  test('is in no log, no observation and no answer, as text or as hash', () => {
    const all = said.join('\n')
    expect(all).not.toMatch(/argon2/)
    expect(all).not.toMatch(/"password(_?hash)?":/i)
    expect(all).not.toContain(secret)
    expect(lines.length).toBeGreaterThan(20)
    expect(lines.join('\n')).toContain('[redacted]')
    expect(lines.join('\n')).not.toMatch(/argon2/)
    expect(lines.join('\n')).not.toContain(secret)
    expect(lines.join('\n')).not.toContain('another one 1')
  })
})
