/** New passwords: for whoever knows the old one, and for whoever reads the mail. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import '../matchers.ts'
import {
  Browser,
  eventually,
  mailedToken,
  mailsTo,
  password,
  startIdentity,
  User,
} from './identity.test-support.ts'

const app = await startIdentity({
  sessions: { rememberSeconds: 60 },
  passwordReset: true,
  signUp: { fields: ['name'] },
  throttle: { address: { attempts: 1000 }, account: { delaySeconds: 60 } },
})
afterAll(() => app.stop())

const next = 'quite another one'
let count = 0
let email = ''
let id = ''
beforeEach(async () => {
  email = `nina${++count}@club.example`
  id = (await app.db.insert(User, { email, name: 'Ninotschka', password })).id
})

const signIn = (typed: string) =>
  app.request('POST /auth/sign-in', { body: { email, password: typed } }).then(({ status }) => status)
const stored = async () => (await app.db.get(User, id))?.password
const request = (to: string) => app.request('POST /auth/password-reset', { body: { email: to } })
const confirm = (token: unknown, chosen = next) =>
  app.request('POST /auth/password-reset/confirm', { body: { token, password: chosen } })
const events = async (kind: string) =>
  app.db.sql('SELECT 1 FROM auth_events WHERE kind = $1 AND account = $2', [kind, id])

describe('a change', () => {
  const change = (browser: Browser, current: unknown, chosen: unknown = next) =>
    browser.request('PUT /auth/password', { body: { current, password: chosen } })

  test('ends every other session, and goes on in this one with a new cookie', async () => {
    const [laptop, phone] = [new Browser(app), new Browser(app)]
    await phone.signIn(email, password)
    await laptop.signIn(email, password)
    expect((await phone.request('GET /me')).status).toBe(200)
    const before = { cookie: laptop.cookieHeader, csrf: laptop.csrfToken }

    const answer = await change(laptop, password)
    expect(answer.status).toBe(200)
    expect(answer.body.data).toMatchObject({ user: { id, email }, session: { current: true } })
    expect(laptop.cookieHeader).not.toBe(before.cookie)
    expect(laptop.csrfToken).not.toBe(before.csrf)
    expect((await laptop.request('GET /me')).status).toBe(200)
    expect(await app.request('GET /me', { headers: { cookie: before.cookie } })).toBeRefused(401)
    expect(await phone.request('GET /me')).toBeRefused(401)
    expect([await signIn(password), await signIn(next)]).toEqual([401, 200])
    await eventually(() => mailsTo(app, email)).toMatchObject([{ kind: 'password_changed' }])
    expect(await events('password_changed')).toHaveLength(1)
  })

  test('needs the current password, however often it is guessed', async () => {
    const browser = new Browser(app)
    await browser.signIn(email, password)
    const before = await stored()
    for (const wrong of ['incorrect horse', `${password} `, password.toUpperCase(), next, 'x'])
      expect(await change(browser, wrong)).toBeRefused(422, 'password_wrong')
    const refused = await change(browser, password)
    expect(refused).toBeRefused(429, 'too_many_attempts')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    for (const wrong of [undefined, null, 5, ['x'], { $ne: 'x' }])
      expect(await change(browser, wrong)).toBeRefused(422, 'invalid')
    expect(await stored()).toBe(before)
    expect(await events('password_change_failed')).toHaveLength(5)
    expect((await browser.request('GET /me')).status).toBe(200)
  })

  test('needs a good one', async () => {
    const browser = new Browser(app)
    await browser.signIn(email, password)
    for (const bad of ['seven 7', 'iloveyou', 'ninotschka.1', 'x'.repeat(257)])
      expect(await change(browser, password, bad)).toPointAt('/password')
    expect(await signIn(password)).toBe(200)
  })

  test('needs somebody', async () => {
    const body = { current: password, password: next }
    expect(await app.request('PUT /auth/password', { body })).toBeRefused(401, 'unauthenticated')
    expect(await signIn(password)).toBe(200)
  })

  test('by an access token ends every session', async () => {
    const browser = new Browser(app)
    await browser.signIn(email, password)
    const body = { current: password, password: next }
    const answer = await app.request('PUT /auth/password', { as: { id }, body })
    expect(answer.body.data).toMatchObject({ session: null, csrfToken: null })
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(await browser.request('GET /me')).toBeRefused(401)
  })
})

describe('a reset', () => {
  test('sets a new password by the token in the mail, ends every session, and signs nobody in', async () => {
    const browser = new Browser(app)
    await browser.signIn(email, password)
    const asked = await request(email.toUpperCase())
    expect([asked.status, asked.text]).toEqual([202, ''])
    const token = await mailedToken(app, 'password_reset', email)
    expect(token).toMatch(/^[\w-]{43}$/)
    const rows = await app.db.sql<{ row: string }>('SELECT s::text AS row FROM auth_single_use_tokens s')
    expect(JSON.stringify(rows)).not.toContain(token)

    const done = await confirm(token)
    expect([done.status, done.headers.getSetCookie()]).toEqual([204, [expect.stringContaining('Max-Age=0')]])
    expect(await browser.request('GET /me')).toBeRefused(401)
    expect([await signIn(password), await signIn(next)]).toEqual([401, 200])
    await eventually(async () => (await mailsTo(app, email)).map(({ kind }) => kind)).toEqual([
      'password_reset',
      'password_changed',
    ])
  })

  test('is good for one use, of many at once', async () => {
    await request(email)
    const token = await mailedToken(app, 'password_reset', email)
    const chosen = [1, 2, 3, 4].map((each) => `${next} ${each}`)
    const answers = await Promise.all(chosen.map((each) => confirm(token, each)))
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 422, 422, 422])
    const winner = chosen[answers.findIndex(({ status }) => status === 204)] ?? ''
    expect(await signIn(winner)).toBe(200)
    const now = await stored()
    expect(await confirm(token, 'a replayed password')).toBeRefused(422, 'single_use_token_invalid')
    expect(await stored()).toBe(now)
  })

  test('uses up every token that was asked for', async () => {
    await request(email)
    const first = await mailedToken(app, 'password_reset', email)
    await request(email)
    await eventually(async () => (await mailsTo(app, email)).length).toBe(2)
    const second = await mailedToken(app, 'password_reset', email)
    expect((await confirm(second)).status).toBe(204)
    expect(await confirm(first, 'a forgotten token')).toBeRefused(422, 'single_use_token_invalid')
    expect(await signIn(next)).toBe(200)
  })

  test('ends', async () => {
    await request(email)
    const token = await mailedToken(app, 'password_reset', email)
    await app.db.sql(
      'UPDATE auth_single_use_tokens SET expires_at = clock_timestamp() WHERE account_id = $1',
      [id],
    )
    const before = await stored()
    expect(await confirm(token)).toBeRefused(422, 'single_use_token_invalid')
    expect(await stored()).toBe(before)
  })

  test('is not guessed, nor had by a token of another kind', async () => {
    const before = await stored()
    expect(await confirm('A'.repeat(43))).toBeRefused(422, 'single_use_token_invalid')
    await app.request('POST /auth/sign-up', { body: { email: `new${email}`, name: 'N', password: next } })
    const verification = await mailedToken(app, 'verify_email', `new${email}`)
    expect(await confirm(verification)).toBeRefused(422, 'single_use_token_invalid')
    const browser = new Browser(app)
    await browser.signIn(email, password)
    expect(await confirm(browser.cookies.get('club-session'))).toBeRefused(422, 'single_use_token_invalid')
    for (const wrong of ['', "' OR 1=1 --".padEnd(43), null, 5, { $ne: '' }])
      expect(await confirm(wrong)).toBeRefused(422, 'invalid')
    expect(await stored()).toBe(before)
    // And the other way round.
    await request(email)
    const token = await mailedToken(app, 'password_reset', email)
    expect(await app.request('POST /auth/verify-email', { body: { token } })).toBeRefused(422)
    expect(await app.request('GET /me', { headers: { cookie: `club-session=${token}` } })).toBeRefused(401)
  })

  test('leaves another try after a password that is refused', async () => {
    await request(email)
    const token = await mailedToken(app, 'password_reset', email)
    expect(await confirm(token, 'password1')).toPointAt('/password')
    expect((await confirm(token)).status).toBe(204)
  })

  test('goes to the address that is stored, whatever was typed', async () => {
    await request(email.toUpperCase())
    await eventually(async () => (await mailsTo(app, email)).length).toBe(1)
    expect(await mailsTo(app, email.toUpperCase())).toEqual([])
    expect(await request(`${email}, evil@evil.example`)).toBeRefused(422)
    expect(await request(`${email}\r\nbcc: evil@evil.example`)).toBeRefused(422)
  })

  test('sends few mails to one address, and answers as before', async () => {
    for (let each = 0; each < 6; each++) expect((await request(email)).status).toBe(202)
    await eventually(async () => (await mailsTo(app, email)).length).toBe(3)
    // What is silent needs something to wait for: a mail that is asked for later than all of them.
    const other = `later${email}`
    await app.db.insert(User, { email: other, name: 'Later', password })
    await request(other)
    await mailedToken(app, 'password_reset', other)
    expect(await mailsTo(app, email)).toHaveLength(3)
  })
})
