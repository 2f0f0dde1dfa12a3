/** Nobody learns which addresses have an account: answers are alike, and so is the work behind them. */
import { application, entity, identity, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import '../matchers.ts'
import { eventually, mailsTo, password } from './identity.test-support.ts'

/** Every password that is hashed or verified: the costly part of the work, counted rather than timed. */
const work = vi.hoisted(() => ({ hashed: 0, verified: 0 }))
vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof import('@node-rs/argon2')>()
  return {
    ...real,
    hash: (...given: Parameters<typeof real.hash>) => {
      work.hashed++
      return real.hash(...given)
    },
    verify: (...given: Parameters<typeof real.verify>) => {
      work.verified++
      return real.verify(...given)
    },
  }
})

const User = entity('user', { email: t.email().unique(), name: t.string(), password: t.password() })
const parts = {
  accounts: identity(User, {
    signUp: { fields: ['name'] },
    sessions: true,
    passwordReset: true,
    throttle: { account: { attempts: 100 }, mail: { attempts: 100 } },
  }),
}
const app = await testApplication(application('quiet', { parts: [parts] }))
afterAll(() => app.stop())

const known = 'known@club.example'
const unknown = 'unknown@club.example'
await app.db.insert(User, { email: known, name: 'Known', password })
// The hash that unknown accounts are compared with is made once.
await app.request('POST /auth/sign-in', { body: { email: unknown, password } })

const statements = async () => {
  const [row] = await app.db.sql<{ calls: string }>(
    `SELECT count(*)::text AS calls FROM auth_events WHERE kind <> 'signed_in'`,
  )
  return Number(row?.calls)
}

/** Status, headers and body, without what every answer has of its own. */
const seen = ({ status, headers, text }: { status: number; headers: Headers; text: string }) => ({
  status,
  headers: [...headers].filter(([name]) => name !== 'date' && name !== 'x-request-id'),
  text: text.replaceAll(headers.get('x-request-id') ?? 'none', ''),
})

describe.each<[string, string, (email: string) => object]>([
  ['signing in', 'POST /auth/sign-in', (email) => ({ email, password: 'incorrect horse' })],
  ['signing up', 'POST /auth/sign-up', (email) => ({ email, name: 'N', password: 'quite another one' })],
  ['asking for a new password', 'POST /auth/password-reset', (email) => ({ email })],
])('%s', (_what, route, bodyOf) => {
  beforeEach(() => Object.assign(work, { hashed: 0, verified: 0 }))

  const tried = async (email: string) => {
    Object.assign(work, { hashed: 0, verified: 0 })
    const before = await statements()
    const answer = seen(await app.request(route, { body: bodyOf(email) }))
    const done = { ...work }
    await eventually(statements).toBe(before + 1)
    return { answer, done }
  }

  test('is answered alike for an account and for none, after the same work', async () => {
    const [one, other] = [await tried(known), await tried(unknown)]
    expect(other).toEqual(one)
    expect(await tried(known)).toEqual(one)
  })

  test('refuses a wrong request alike', async () => {
    const wrong = (email: string) => app.request(route, { body: { ...bodyOf(email), surplus: true } })
    expect(seen(await wrong(unknown))).toEqual(seen(await wrong(known)))
  })
})

test('signing in compares one password, whoever is asked for', async () => {
  for (const email of [known, unknown]) {
    Object.assign(work, { hashed: 0, verified: 0 })
    await app.request('POST /auth/sign-in', { body: { email, password: 'incorrect horse' } })
    expect(work).toEqual({ hashed: 0, verified: 1 })
  }
})

test('mails go to those who have an account, and to those who ask for one', async () => {
  const kinds = async (to: string) => (await mailsTo(app, to)).map(({ kind }) => kind)
  expect((await kinds(known)).toSorted()).toEqual([
    'account_exists',
    'account_exists',
    'password_reset',
    'password_reset',
  ])
  expect(await kinds(unknown)).toEqual(['verify_email'])
})
