/** A second factor that a role needs: whoever lacks it may set one up, and nothing else, by every door. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import '../matchers.ts'
import { enrollingFlows } from '../../src/spec/identity/enrolling-flows.ts'
import { Authenticator } from './authenticator.ts'
import { Browser, identityApplication, password, startIdentity, User } from './identity.test-support.ts'
import { codeOf } from './totp-app.ts'

const options = {
  sessions: { rememberSeconds: 60 },
  tokens: { refresh: true },
  secondFactor: { requiredFor: ['admin'] },
  passkeys: true,
  apiKeys: { rememberSeconds: 60 },
}
const site = 'https://club.test'
const app = await startIdentity(options, { environment: { PUBLIC_URL: site } })
afterAll(() => app.stop())

let count = 0
let email = ''
let id = ''
let browser: Browser
beforeEach(async () => {
  await app.db.sql('DELETE FROM auth_throttles')
  email = `ada${++count}@club.example`
  id = (await app.db.insert(User, { email, name: 'Ada', password, role: 'admin' })).id
  browser = new Browser(app)
  await browser.signIn(email, password)
})

const become = (role: 'member' | 'admin') => app.db.update(User, id, { role })
const enrol = async () => {
  const { secret } = (await browser.request('POST /auth/second-factor')).body.data
  const confirmed = await browser.request('POST /auth/second-factor/confirm', {
    body: { code: codeOf(secret) },
  })
  expect(confirmed.status, confirmed.text).toBe(200)
  await app.db.sql('UPDATE auth_totps SET last_step = 0 WHERE account_id = $1', [id])
  return secret as string
}
const credentials = () => ({ email, password })
const missing = { code: 'second_factor_missing' }

describe('a session without the factor', () => {
  test.each([
    ['an operation', 'GET /me', undefined],
    ['a resource', 'GET /users', undefined],
    ['a change', 'POST /notes', { text: 'x' }],
    ['a list that is empty', 'GET /notes', undefined],
    ['keys', 'POST /auth/api-keys', { name: 'k', scopes: ['*'] }],
    ['other sessions', 'GET /auth/sessions', undefined],
    ['a new password', 'PUT /auth/password', { current: password, password: 'a wholly different horse' }],
    ['taking passkeys away', 'DELETE /auth/passkeys/01900000-0000-7000-8000-000000000000', undefined],
  ])('does not open %s', async (_what, route, body) => {
    const refused = await browser.request(route, { body })
    expect(refused.status, refused.text).toBe(403)
    expect(refused.body.error).toMatchObject(missing)
    expect(refused.body.error.message).toBe('Your role needs a second factor, and you have none.')
  })

  test('says who it is and what is missing, and ends', async () => {
    expect((await browser.request('GET /auth/session')).body.data.user).toMatchObject({ id, role: 'admin' })
    const state = (await browser.request('GET /auth/second-factor')).body.data
    expect(state).toMatchObject({ isOn: false, isRequired: true })
    expect((await browser.request('POST /auth/sign-out')).status).toBe(204)
    expect((await browser.request('GET /auth/session')).status).toBe(401)
  })

  test('sets one up, and is whole from then on', async () => {
    await enrol()
    expect((await browser.request('GET /me')).body.data).toMatchObject({ id, roles: ['admin'] })
    expect((await browser.request('GET /auth/second-factor')).body.data).toMatchObject({ isOn: true })
  })

  test('proves again who it is, where the sign-in is too old to set one up', async () => {
    await app.db.sql(
      `UPDATE auth_sessions SET authenticated_at = authenticated_at - interval '1 hour' WHERE account_id = $1`,
      [id],
    )
    expect((await browser.request('POST /auth/second-factor')).status).toBe(403)
    expect((await browser.request('POST /auth/step-up', { body: { password } })).status).toBe(200)
    await enrol()
    expect((await browser.request('GET /me')).status).toBe(200)
  })

  test('is as protected against pages of others', async () => {
    const forged = await browser.request('POST /auth/second-factor', { bare: true })
    expect(forged.body.error).toMatchObject({ code: 'csrf_token_invalid' })
  })
})

describe('a passkey', () => {
  test('is a factor where it was used', async () => {
    const device = new Authenticator(site)
    const asked = (await browser.request('POST /auth/passkeys/registration')).body.data
    const response = device.create(asked.options)
    const added = await browser.request('POST /auth/passkeys', { body: { name: 'phone', response } })
    expect(added.status, added.text).toBe(201)
    // This session began with a password alone.
    expect((await browser.request('GET /me')).body.error).toMatchObject(missing)

    const other = new Browser(app)
    const question = (await other.request('POST /auth/passkeys/challenge')).body.data
    const signedIn = await other.request('POST /auth/sign-in/passkey', {
      body: { response: device.get(question.options) },
    })
    expect(signedIn.status, signedIn.text).toBe(200)
    expect((await other.request('GET /me')).status).toBe(200)
  })
})

describe('a role that somebody is given', () => {
  test('counts for the session that is open', async () => {
    await become('member')
    expect((await browser.request('GET /me')).status).toBe(200)
    expect((await browser.request('GET /auth/second-factor')).body.data.isRequired).toBe(false)
    await browser.request('POST /promote')
    expect((await browser.request('GET /me')).body.error).toMatchObject(missing)
    await become('member')
    await app.db.sql('DELETE FROM auth_throttles')
    expect((await browser.request('GET /me')).status).toBe(200)
  })
})

describe('the factor that is taken away', () => {
  test('closes the session again, at once', async () => {
    const secret = await enrol()
    expect((await browser.request('GET /me')).status).toBe(200)
    const body = { password, code: codeOf(secret) }
    expect((await browser.request('POST /auth/second-factor/disable', { body })).status).toBe(204)
    expect((await browser.request('GET /me')).body.error).toMatchObject(missing)
  })
})

describe('tokens', () => {
  test('are not given without the factor, and with it for a code', async () => {
    const refused = await app.request('POST /auth/token', { body: credentials() })
    expect(refused.status).toBe(403)
    expect(refused.body.error).toMatchObject(missing)
    const secret = await enrol()
    expect((await app.request('POST /auth/token', { body: credentials() })).status).toBe(401)
    const body = { ...credentials(), code: codeOf(secret) }
    expect((await app.request('POST /auth/token', { body })).status).toBe(200)
  })

  test('are not renewed for a role that came later', async () => {
    await become('member')
    const first = (await app.request('POST /auth/token', { body: credentials() })).body.data
    await become('admin')
    const body = { refreshToken: first.refreshToken }
    const refused = await app.request('POST /auth/token/refresh', { body })
    expect(refused.status, refused.text).toBe(403)
    expect(refused.body.error).toMatchObject(missing)
    expect((await app.request('POST /auth/token/refresh', { body })).body.error.code).toBe(
      'refresh_token_invalid',
    )
  })
})

describe('an API key', () => {
  const makeKey = async () => {
    const made = await browser.request('POST /auth/api-keys', { body: { name: 'k', scopes: ['*'] } })
    expect(made.status, made.text).toBe(201)
    return { headers: { authorization: `Bearer ${made.body.data.key}` } }
  }

  test('ends where its holder’s role needs a factor that is not there, and goes on with one', async () => {
    await become('member')
    const key = await makeKey()
    expect((await app.request('GET /me', key)).status).toBe(200)
    await become('admin')
    const refused = await app.request('GET /me', key)
    expect(refused.status).toBe(403)
    expect(refused.body.error).toMatchObject(missing)
    const secret = await enrol()
    expect((await app.request('GET /me', key)).status).toBe(200)
    const body = { password, code: codeOf(secret) }
    await browser.request('POST /auth/second-factor/disable', { body })
    expect((await app.request('GET /me', key)).body.error).toMatchObject(missing)
  })
})

test('every route that stays open is there', () => {
  const acme = { issuer: 'https://acme.example', clientId: 'club', createAccounts: false }
  const { model } = identityApplication({ ...options, providers: { acme } })
  expect(Object.keys(model.operations)).toEqual(expect.arrayContaining([...enrollingFlows]))
})
