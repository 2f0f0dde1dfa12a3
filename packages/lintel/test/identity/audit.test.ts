/** What happened to accounts is kept for whoever looks into it: who, when, from where, and never a secret. */
import { application, entity, grant, identity, operation, resource, role, signedIn, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import '../matchers.ts'
import { Browser, mailedToken, password, startIdentity, User } from './identity.test-support.ts'

const app = await startIdentity({
  sessions: true,
  signUp: { fields: ['name'] },
  passwordReset: true,
  audit: { keepDays: 7 },
})
afterAll(() => app.stop())

interface Event {
  readonly kind: string
  readonly account: string | null
  readonly address: string | null
  readonly request_id: string | null
  readonly detail: string | null
}
const events = (account: string) =>
  app.db.sql<Event>(
    'SELECT kind, account, address, request_id, detail FROM auth_events WHERE account = $1 ORDER BY created_at, id',
    [account],
  )

describe('events', () => {
  test('of a life of an account', async () => {
    const email = 'nina@club.example'
    const next = 'quite another one'
    await app.request('POST /auth/sign-up', { body: { email, name: 'Nina', password } })
    const verification = await mailedToken(app, 'verify_email', email)
    await app.request('POST /auth/verify-email', { body: { token: verification } })
    const { id } = (await app.db.get(User, { email })) ?? { id: '' }
    const browser = new Browser(app)
    await browser.request('POST /auth/sign-in', { body: { email, password: 'wrong' } })
    const answer = await browser.signIn(email, password)
    await browser.request('PUT /auth/password', { body: { current: 'wrong', password: next } })
    await browser.request('PUT /auth/password', { body: { current: password, password: next } })
    await browser.request('POST /promote', { bare: true })
    await browser.request('POST /auth/sign-out')
    await app.request('POST /auth/password-reset', { body: { email } })
    const reset = await mailedToken(app, 'password_reset', email)
    await app.request('POST /auth/password-reset/confirm', {
      body: { token: reset, password: 'a third one, maybe' },
    })

    const found = await events(id)
    const kinds = [
      'email_verified',
      'sign_in_failed',
      'signed_in',
      'password_change_failed',
      'password_changed',
      'request_forgery_refused',
      'signed_out',
      'password_reset_requested',
      'password_reset',
    ]
    expect(found.map(({ kind }) => kind)).toEqual(kinds)
    expect(found.every(({ address }) => address?.includes('127.0.0.1'))).toBe(true)
    expect(found[2]?.request_id).toBe(answer.headers.get('x-request-id'))

    // The log hears of the same, without addresses of any kind.
    const told = app.observations.filter((each) => each.event === 'identity' && each.account === id)
    expect(told.map((each) => each.event === 'identity' && each.kind)).toEqual(kinds)
    expect(JSON.stringify(told)).not.toMatch(/127\.0\.0\.1|club\.example/)
    const everything = JSON.stringify(await app.db.sql('SELECT e::text FROM auth_events e'))
    for (const secret of [email, password, next, verification, reset, browser.csrfToken ?? 'none'])
      expect(everything).not.toContain(secret)
  })

  test('of addresses without an account name none', async () => {
    await app.request('POST /auth/sign-in', { body: { email: 'nobody@club.example', password: 'wrong' } })
    const [event] = await app.db.sql<Event>(
      `SELECT kind, account, address FROM auth_events WHERE account IS NULL ORDER BY created_at DESC LIMIT 1`,
    )
    expect(event).toMatchObject({ kind: 'sign_in_failed', account: null })
  })

  test('outlive their account', async () => {
    const email = 'gone@club.example'
    const { id } = await app.db.insert(User, { email, name: 'Gone', password })
    await new Browser(app).signIn(email, password)
    await app.db.delete(User, id)
    expect((await events(id)).map(({ kind }) => kind)).toEqual(['signed_in'])
  })
})

describe('a change of rights is kept', () => {
  const Person = entity('person', {
    name: t.string(),
    email: t.email().unique(),
    password: t.password(),
    role: t.text().default('member'),
  })
  const parts = {
    accounts: identity(Person, { role: 'role', sessions: true }),
    persons: resource(Person, { read: signedIn, update: { who: role('admin'), fields: ['name', 'role'] } }),
    promote: operation('POST /promote/{person}', {
      summary: 'Promote',
      allow: role('admin'),
      params: { person: t.ref(() => Person) },
      input: { fail: t.boolean() },
      errors: { changed_my_mind: 409 },
      grants: [grant(Person, 'update')],
      async run({ params, db, input, fail }) {
        await db.transaction(async (tx) => {
          await tx.update(Person, params.person, { role: 'admin' })
          if (input.fail) throw fail('changed_my_mind')
        })
      },
    }),
  }

  test('whichever door it comes by, with who made it', async () => {
    const club = await testApplication(application('rights', { parts: [parts] }))
    try {
      const rights = () =>
        club.db.sql<Event>(
          `SELECT account, detail FROM auth_events WHERE kind = 'rights_changed' ORDER BY created_at`,
        )
      const { id } = await club.db.insert(Person, { name: 'Nina', email: 'n@club.example', password })
      const admin = (
        await club.db.insert(Person, { name: 'Ada', email: 'a@club.example', password, role: 'admin' })
      ).id
      const as = { id: admin, roles: ['admin'] }
      expect(await rights()).toEqual([])
      await club.request(`POST /promote/${id}`, { as, body: { fail: true } })
      expect(await rights()).toEqual([])
      await club.request(`PATCH /people/${id}`, { as, body: { name: 'Nino', role: 'member' } })
      await club.request(`PATCH /persons/${id}`, { as, body: { name: 'Nino', role: 'member' } })
      expect(await rights()).toEqual([])
      await club.request(`PATCH /persons/${id}`, { as, body: { role: 'editor' } })
      await club.request(`POST /promote/${id}`, { as, body: { fail: false } })
      await club.db.updateMany(Person, { role: 'admin' }, { role: 'member' })
      expect(await rights()).toEqual([
        { account: id, detail: `member to editor by ${admin}` },
        { account: id, detail: `editor to admin by ${admin}` },
        { account: expect.any(String), detail: 'admin to member' },
        { account: expect.any(String), detail: 'admin to member' },
      ])
    } finally {
      await club.stop()
    }
  })
})
