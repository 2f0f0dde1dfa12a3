/** A second factor: codes of an app and recovery codes, each good once, and no way round them. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import '../matchers.ts'
import { Browser, mailedToken, password, startIdentity, User } from './identity.test-support.ts'
import { codeOf, wrongCode } from './totp-app.ts'

const app = await startIdentity({
  sessions: { rememberSeconds: 60 },
  tokens: { refresh: true },
  passwordReset: true,
  secondFactor: true,
  apiKeys: true,
})
afterAll(() => app.stop())

let count = 0
let email = ''
let id = ''
let browser: Browser
beforeEach(async () => {
  await app.db.sql('DELETE FROM auth_throttles')
  email = `tom${++count}@club.example`
  id = (await app.db.insert(User, { email, name: 'Tom', password })).id
  browser = new Browser(app)
  await browser.signIn(email, password)
})

/** Codes are good once: a test that needs several forgets the last one. */
const forgetCode = () => app.db.sql('UPDATE auth_totps SET last_step = 0 WHERE account_id = $1', [id])
const age = (seconds: number) =>
  app.db.sql(
    'UPDATE auth_sessions SET authenticated_at = authenticated_at - make_interval(secs => $1) WHERE account_id = $2',
    [seconds, id],
  )

async function enrol(by = browser) {
  const begun = await by.request('POST /auth/second-factor')
  expect(begun.status, begun.text).toBe(201)
  const { secret } = begun.body.data
  const confirmed = await by.request('POST /auth/second-factor/confirm', { body: { code: codeOf(secret) } })
  expect(confirmed.status, confirmed.text).toBe(200)
  await forgetCode()
  return { secret, recoveryCodes: confirmed.body.data.recoveryCodes as string[] }
}

const firstStep = async (by: Browser) => {
  const answer = await by.request('POST /auth/sign-in', { body: { email, password } })
  expect(answer.status, answer.text).toBe(200)
  return answer.body.data.secondFactor.token as string
}
const secondStep = (by: Browser, token: string, code: string) =>
  by.request('POST /auth/sign-in/second-factor', { body: { token, code } })
const kinds = async () =>
  (
    await app.db.sql<{ kind: string }>(
      'SELECT kind FROM auth_events WHERE account = $1 ORDER BY created_at, id',
      [id],
    )
  ).map(({ kind }) => kind)

describe('setting up', () => {
  test('shows the secret once and keeps it encrypted', async () => {
    const begun = (await browser.request('POST /auth/second-factor')).body.data
    expect(begun.secret).toMatch(/^[A-Z2-7]{32}$/)
    const uri = new URL(begun.uri)
    expect([uri.protocol, uri.host, decodeURIComponent(uri.pathname)]).toEqual([
      'otpauth:',
      'totp',
      `/club:${email}`,
    ])
    expect(uri.searchParams.get('secret')).toBe(begun.secret)
    expect(uri.searchParams.get('issuer')).toBe('club')
    const rows = await app.db.sql<{ row: string; secret: string }>(
      'SELECT secret, t::text AS row FROM auth_totps t WHERE account_id = $1',
      [id],
    )
    expect(rows).toHaveLength(1)
    expect(rows[0]?.secret).toMatch(/^[\w-]{8}\.[\w-]+$/)
    expect(JSON.stringify(rows)).not.toContain(begun.secret)
    const state = await browser.request('GET /auth/second-factor')
    expect(state.body.data).toEqual({ isOn: false, isRequired: false, since: null, recoveryCodesLeft: 0 })
    expect(JSON.stringify(app.observations)).not.toContain(begun.secret)
  })

  test('counts only once a first code confirms it', async () => {
    await browser.request('POST /auth/second-factor')
    expect((await new Browser(app).signIn(email, password)).body.data.session).not.toBeNull()
    const { secret } = (await browser.request('POST /auth/second-factor')).body.data
    const wrong = await browser.request('POST /auth/second-factor/confirm', {
      body: { code: wrongCode(secret) },
    })
    expect(wrong).toBeRefused(422, 'code_wrong')
    expect((await browser.request('GET /auth/second-factor')).body.data.isOn).toBe(false)
    const right = await browser.request('POST /auth/second-factor/confirm', {
      body: { code: codeOf(secret) },
    })
    expect(right.body.data.recoveryCodes).toHaveLength(10)
    expect((await browser.request('GET /auth/second-factor')).body.data).toEqual({
      isOn: true,
      isRequired: false,
      since: expect.any(String),
      recoveryCodesLeft: 10,
    })
  })

  test('ends every other session', async () => {
    const other = new Browser(app)
    await other.signIn(email, password)
    expect((await other.request('GET /me')).status).toBe(200)
    await enrol()
    expect(await other.request('GET /me')).toBeRefused(401)
    expect((await browser.request('GET /me')).status).toBe(200)
  })

  test('is not done again while it is on, by whoever is signed in', async () => {
    const { secret } = await enrol()
    expect(await browser.request('POST /auth/second-factor')).toBeRefused(409, 'second_factor_on')
    const again = await browser.request('POST /auth/second-factor/confirm', {
      body: { code: codeOf(secret) },
    })
    expect(again).toBeRefused(409, 'second_factor_on')
  })

  test('asks for a session, and a fresh sign-in', async () => {
    expect(await app.request('POST /auth/second-factor')).toBeRefused(401)
    expect(await app.request('POST /auth/second-factor', { as: { id } })).toBeRefused(403, 'session_required')
    await age(901)
    expect(await browser.request('POST /auth/second-factor')).toBeRefused(403, 'sign_in_not_fresh')
    expect(await app.db.sql('SELECT 1 FROM auth_totps WHERE account_id = $1', [id])).toEqual([])
  })
})

describe('signing in', () => {
  let secret = ''
  let recoveryCodes: readonly string[] = []
  let fresh: Browser
  beforeEach(async () => {
    ;({ secret, recoveryCodes } = await enrol())
    fresh = new Browser(app)
  })

  test('takes two steps: nobody is signed in after the first', async () => {
    const answer = await fresh.request('POST /auth/sign-in', { body: { email, password } })
    expect(answer.body.data).toEqual({
      user: null,
      session: null,
      csrfToken: null,
      secondFactor: { token: expect.stringMatching(/^[\w-]{43}$/), expiresAt: expect.any(String) },
    })
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(await fresh.request('GET /me')).toBeRefused(401)
    const { token } = answer.body.data.secondFactor
    // The token opens nothing else.
    for (const headers of [{ authorization: `Bearer ${token}` }, { cookie: `club-session=${token}` }])
      expect(await app.request('GET /me', { headers: headers as Record<string, string> })).toBeRefused(401)

    const done = await secondStep(fresh, token, codeOf(secret))
    expect(done.status, done.text).toBe(200)
    expect(done.body.data).toMatchObject({ user: { id, email }, session: { methods: ['pwd', 'otp', 'mfa'] } })
    expect((await fresh.request('GET /me')).body.data.id).toBe(id)
    const stored = await app.db.sql<{ row: string }>('SELECT c::text AS row FROM auth_challenges c')
    expect(JSON.stringify(stored)).not.toContain(token)
  })

  test('takes a code with a space, and of the step before and after', async () => {
    const now = codeOf(secret)
    const spaced = await secondStep(fresh, await firstStep(fresh), `${now.slice(0, 3)} ${now.slice(3)}`)
    expect(spaced.status).toBe(200)
    expect((await secondStep(fresh, await firstStep(fresh), codeOf(secret, 1))).status).toBe(200)
  })

  test.each([-3, 3, 20])('takes no code that is %i steps away', async (offset) => {
    expect(await secondStep(fresh, await firstStep(fresh), codeOf(secret, offset))).toBeRefused(
      422,
      'code_wrong',
    )
    expect(await fresh.request('GET /me')).toBeRefused(401)
  })

  test('takes a code once, and none of before it', async () => {
    const code = codeOf(secret)
    expect((await secondStep(fresh, await firstStep(fresh), code)).status).toBe(200)
    const thief = new Browser(app)
    const token = await firstStep(thief)
    expect(await secondStep(thief, token, code)).toBeRefused(422, 'code_wrong')
    expect(await secondStep(thief, token, codeOf(secret, -1))).toBeRefused(422, 'code_wrong')
    expect(await thief.request('GET /me')).toBeRefused(401)
  })

  test('takes a code once, of many at the same moment', async () => {
    const code = codeOf(secret)
    const tokens = await Promise.all([0, 1, 2, 3].map(() => firstStep(new Browser(app))))
    const answers = await Promise.all(tokens.map((token) => secondStep(new Browser(app), token, code)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  test('takes a challenge once', async () => {
    const token = await firstStep(fresh)
    expect((await secondStep(fresh, token, codeOf(secret))).status).toBe(200)
    await forgetCode()
    const thief = new Browser(app)
    expect(await secondStep(thief, token, codeOf(secret))).toBeRefused(422, 'single_use_token_invalid')
    expect(await thief.request('GET /me')).toBeRefused(401)
  })

  test('takes no challenge that is over, guessed, or of another account', async () => {
    const token = await firstStep(fresh)
    await app.db.sql('UPDATE auth_challenges SET expires_at = clock_timestamp() WHERE account_id = $1', [id])
    expect(await secondStep(fresh, token, codeOf(secret))).toBeRefused(422, 'single_use_token_invalid')
    expect(await secondStep(fresh, 'A'.repeat(43), codeOf(secret))).toBeRefused(
      422,
      'single_use_token_invalid',
    )
    expect(await secondStep(fresh, 'x', codeOf(secret))).toBeRefused(422, 'invalid')

    // Somebody with a factor of their own answers with it for this account.
    const mine = `own${email}`
    await app.db.insert(User, { email: mine, name: 'Own', password })
    const own = new Browser(app)
    await own.signIn(mine, password)
    const begun = (await own.request('POST /auth/second-factor')).body.data
    await own.request('POST /auth/second-factor/confirm', { body: { code: codeOf(begun.secret, -1) } })
    const victims = await firstStep(own)
    expect(await secondStep(own, victims, codeOf(begun.secret))).toBeRefused(422, 'code_wrong')
    expect((await own.request('GET /me')).body.data.id).not.toBe(id)
  })

  test('is refused to a challenge from before the password was changed', async () => {
    const token = await firstStep(fresh)
    const changed = await browser.request('PUT /auth/password', {
      body: { current: password, password: 'quite another one' },
    })
    expect(changed.status, changed.text).toBe(200)
    expect(await secondStep(fresh, token, codeOf(secret))).toBeRefused(422, 'single_use_token_invalid')
  })

  test('makes guessing codes slow, whatever challenge they come with', async () => {
    const wrong = wrongCode(secret)
    const statuses: number[] = []
    for (let guess = 0; guess < 6; guess++)
      statuses.push((await secondStep(fresh, await firstStep(fresh), wrong)).status)
    expect(statuses).toEqual([422, 422, 422, 422, 422, 429])
    const late = await secondStep(fresh, await firstStep(fresh), codeOf(secret))
    expect(late).toBeRefused(429, 'too_many_attempts')
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await fresh.request('GET /me')).toBeRefused(401)
    expect(await kinds()).toContain('locked_out')
    expect(JSON.stringify(await app.db.sql('SELECT * FROM auth_events'))).not.toContain(wrong)
  })

  test('is not guessed faster by many at once', async () => {
    const wrong = wrongCode(secret)
    const token = await firstStep(fresh)
    const answers = await Promise.all(Array.from({ length: 15 }, () => secondStep(fresh, token, wrong)))
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(5)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(10)
  })

  test('takes a recovery code once, however it is typed', async () => {
    const [code = '', second = ''] = recoveryCodes
    expect(code).toMatch(/^[0-9a-z]{4}(-[0-9a-z]{4}){5}$/)
    const done = await secondStep(fresh, await firstStep(fresh), code.toUpperCase().replaceAll('-', ' '))
    expect(done.status, done.text).toBe(200)
    expect(done.body.data.session.methods).toEqual(['pwd', 'mfa'])
    const thief = new Browser(app)
    expect(await secondStep(thief, await firstStep(thief), code)).toBeRefused(422, 'code_wrong')
    expect((await browser.request('GET /auth/second-factor')).body.data.recoveryCodesLeft).toBe(9)
    const tokens = await Promise.all([0, 1, 2].map(() => firstStep(new Browser(app))))
    const answers = await Promise.all(tokens.map((token) => secondStep(new Browser(app), token, second)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await kinds()).toContain('recovery_code_used')
    const stored = await app.db.sql<{ row: string }>('SELECT r::text AS row FROM auth_recovery_codes r')
    expect(JSON.stringify(stored)).not.toContain(recoveryCodes[3]?.replaceAll('-', ''))
    expect(JSON.stringify(stored)).not.toContain(recoveryCodes[3])
  })

  test('needs the code at the other door, too: tokens for a password', async () => {
    const ask = (body: object) => app.request('POST /auth/token', { body: { email, password, ...body } })
    expect(await ask({})).toBeRefused(401, 'second_factor_required')
    expect(await ask({ code: wrongCode(secret) })).toBeRefused(422, 'code_wrong')
    expect(await ask({ password: 'wrong', code: codeOf(secret) })).toBeRefused(401, 'credentials_wrong')
    expect(await app.db.sql('SELECT 1 FROM auth_refresh_families WHERE account_id = $1', [id])).toEqual([])
    const done = await ask({ code: codeOf(secret) })
    expect(done.status, done.text).toBe(200)
    expect(done.body.data.accessToken).toBeTypeOf('string')
  })

  test('tells nobody without the password that there is a second factor', async () => {
    const answer = await fresh.request('POST /auth/sign-in', { body: { email, password: 'wrong' } })
    expect(answer).toBeRefused(401, 'credentials_wrong')
    expect(answer.text).not.toContain('econd')
  })

  test('is not opened by a new password: a reset leaves the second factor on', async () => {
    await app.request('POST /auth/password-reset', { body: { email } })
    const token = await mailedToken(app, 'password_reset', email)
    const reset = await app.request('POST /auth/password-reset/confirm', {
      body: { token, password: 'quite another one' },
    })
    expect(reset.status).toBe(204)
    const answer = await fresh.request('POST /auth/sign-in', {
      body: { email, password: 'quite another one' },
    })
    expect(answer.body.data.session).toBeNull()
  })
})

describe('stepping up', () => {
  test('asks for password and code', async () => {
    const { secret } = await enrol()
    await age(901)
    const key = () => browser.request('POST /auth/api-keys', { body: { name: 'Reports', scopes: ['*'] } })
    const step = (body: object) => browser.request('POST /auth/step-up', { body })
    expect(await key()).toBeRefused(403, 'sign_in_not_fresh')
    expect(await step({ password })).toBeRefused(401, 'second_factor_required')
    expect(await step({ password, code: wrongCode(secret) })).toBeRefused(422, 'code_wrong')
    expect(await step({ password: 'wrong', code: codeOf(secret) })).toBeRefused(422, 'password_wrong')
    expect(await key()).toBeRefused(403, 'sign_in_not_fresh')
    const done = await step({ password, code: codeOf(secret) })
    expect(done.body.data.session.methods).toEqual(['pwd', 'otp', 'mfa'])
    expect((await key()).status).toBe(201)
  })
})

describe('switching off', () => {
  test('needs password and code', async () => {
    const { secret } = await enrol()
    const off = (body: object) => browser.request('POST /auth/second-factor/disable', { body })
    expect(await off({ password })).toBeRefused(422, 'invalid')
    expect(await off({ password: 'wrong', code: codeOf(secret) })).toBeRefused(422, 'password_wrong')
    expect(await off({ password, code: wrongCode(secret) })).toBeRefused(422, 'code_wrong')
    expect((await browser.request('GET /auth/second-factor')).body.data.isOn).toBe(true)
    expect((await off({ password, code: codeOf(secret) })).status).toBe(204)
    expect((await browser.request('GET /auth/second-factor')).body.data).toEqual({
      isOn: false,
      isRequired: false,
      since: null,
      recoveryCodesLeft: 0,
    })
    expect((await new Browser(app).signIn(email, password)).body.data.session).not.toBeNull()
    expect(await off({ password, code: codeOf(secret) })).toBeRefused(409, 'second_factor_off')
    expect(await kinds()).toEqual(expect.arrayContaining(['second_factor_on', 'second_factor_off']))
  })
})

test('new recovery codes make the old ones void', async () => {
  const { secret, recoveryCodes } = await enrol()
  const renew = await browser.request('POST /auth/second-factor/recovery-codes', {
    body: { code: codeOf(secret) },
  })
  expect(renew.body.data.recoveryCodes).toHaveLength(10)
  const fresh = new Browser(app)
  const [old = ''] = recoveryCodes
  expect(await secondStep(fresh, await firstStep(fresh), old)).toBeRefused(422, 'code_wrong')
  const [one] = renew.body.data.recoveryCodes
  expect((await secondStep(fresh, await firstStep(fresh), one)).status).toBe(200)
})
