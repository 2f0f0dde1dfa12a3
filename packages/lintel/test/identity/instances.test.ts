/** Two instances on one database: what one of them knows, and when the other hears of it. */
import type { TestApplication } from 'lintel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Service, startService } from '../../src/service/service.ts'
import '../matchers.ts'
import { Browser, identityApplication, password, startIdentity, User } from './identity.test-support.ts'

const options = {
  sessions: { rememberSeconds: 1 },
  signUp: { fields: ['name'] },
  passwordReset: true,
  audit: { keepDays: 7 },
} as const
const email = 'nina@club.example'
let app: TestApplication
let second: Service

beforeAll(async () => {
  app = await startIdentity(options)
  second = await startService({
    application: identityApplication(options),
    project: { directory: process.cwd() },
    mode: 'test',
    environment: {
      TOKEN_SECRET: 'a secret for tests, long enough to sign with',
      PORT: '0',
      DATABASE_URL: app.connectionString,
    },
    schema: 'trust',
    seed: false,
    observe: () => () => undefined,
  })
  await app.db.insert(User, { email, name: 'Nina', password })
})
afterAll(async () => {
  await second.stop()
  await app.stop()
})

const elsewhere = (path: string, cookie: string) => fetch(`${second.url}${path}`, { headers: { cookie } })

test('a session of one is a session of the other, and ends there within the seconds that it is remembered', async () => {
  const browser = new Browser(app)
  await browser.signIn(email, password)
  const cookie = browser.cookieHeader
  expect((await elsewhere('/me', cookie)).status).toBe(200)
  await browser.request('POST /auth/sign-out')
  expect((await app.request('GET /me', { headers: { cookie } })).status).toBe(401)
  await expect.poll(async () => (await elsewhere('/me', cookie)).status, { timeout: 10_000 }).toBe(401)
})

test('guesses at one count at the other', async () => {
  const body = JSON.stringify({ email: 'both@club.example', password: 'wrong' })
  const guess = (url: string) =>
    fetch(`${url}/auth/sign-in`, { method: 'POST', body, headers: { 'content-type': 'application/json' } })
  const found: number[] = []
  for (const url of [app.url, second.url, app.url, second.url, app.url, second.url, app.url])
    found.push((await guess(url)).status)
  expect(found).toEqual([401, 401, 401, 401, 401, 429, 429])
})

test('in production the cookie is never plain, and mails never reach the log', async () => {
  const told: string[] = []
  const live = await startService({
    application: identityApplication({ ...options, deliver: () => undefined }),
    project: { directory: process.cwd() },
    mode: 'production',
    environment: {
      TOKEN_SECRET: 'a secret for tests, long enough to sign with',
      PORT: '0',
      HOST: '127.0.0.1',
      DRAIN_DELAY_MS: '0',
      DATABASE_URL: app.connectionString,
    },
    schema: 'trust',
    seed: false,
    observe: () => (observation) => void told.push(observation.event),
  })
  try {
    const post = (path: string, body: object) =>
      fetch(`${live.url}${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      })
    const answer = await post('/auth/sign-in', { email, password })
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-club-session=[\w-]{43}; Path=\/; .*HttpOnly; SameSite=Lax; Secure$/),
    ])
    expect((await post('/auth/password-reset', { email })).status).toBe(202)
    await live.identity?.settle()
    expect(told).toContain('identity')
    expect(told).not.toContain('mail')
  } finally {
    await live.stop()
  }
})

describe('what is over', () => {
  const count = async (table: string) =>
    (await app.db.sql<{ n: number }>(`SELECT count(*)::integer AS n FROM ${table}`))[0]?.n

  test('is deleted, and nothing else is', async () => {
    const tables = [
      'auth_sessions',
      'auth_sign_ups',
      'auth_single_use_tokens',
      'auth_throttles',
      'auth_events',
    ]
    await new Browser(app).signIn(email, password)
    await app.request('POST /auth/sign-up', { body: { email: 'new@club.example', name: 'N', password } })
    await app.request('POST /auth/password-reset', { body: { email } })
    for (const table of tables) await expect.poll(() => count(table)).toBeGreaterThan(0)
    await second.identity?.settle()
    const before = await Promise.all(tables.map(count))
    await second.identity?.prune()
    expect(await Promise.all(tables.map(count))).toEqual(before)

    await app.db.sql(`UPDATE auth_sessions SET last_used_at = now() - interval '15 days'`)
    await app.db.sql(`UPDATE auth_sign_ups SET expires_at = now() - interval '1 second'`)
    await app.db.sql(`UPDATE auth_single_use_tokens SET expires_at = now() - interval '1 second'`)
    await app.db.sql(
      `UPDATE auth_throttles SET last_failure_at = now() - interval '2 days', known_until = NULL`,
    )
    await app.db.sql(`UPDATE auth_events SET created_at = now() - interval '8 days'`)
    await second.identity?.prune()
    expect(await Promise.all(tables.map(count))).toEqual([0, 0, 0, 0, 0])
  })
})
