/** API keys: made by whoever is signed in, good for programs, and for nothing beyond. */
import { crc32 } from 'node:zlib'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { newApiKey } from '../../src/access/identity/api-key-text.ts'
import { withClient } from '../../src/database/client.ts'
import '../matchers.ts'
import { Browser, Note, password, startIdentity, User } from './identity.test-support.ts'

const app = await startIdentity({
  sessions: true,
  apiKeys: { maxDays: 30, perAccount: 6, rememberSeconds: 60 },
})
const careful = await startIdentity({ sessions: true, apiKeys: { prefix: 'tea', rememberSeconds: 0 } })
afterAll(() => Promise.all([app.stop(), careful.stop()]))

let count = 0
let email = ''
let id = ''
let browser: Browser
beforeEach(async () => {
  email = `kim${++count}@club.example`
  id = (await app.db.insert(User, { email, name: 'Kim', password })).id
  browser = new Browser(app)
  await browser.signIn(email, password)
})

const bearer = (key: string) => ({ headers: { authorization: `Bearer ${key}` } })
const make = async (body: object = {}, by = browser) => {
  const answer = await by.request('POST /auth/api-keys', {
    body: { name: 'Reports', scopes: ['*'], ...body },
  })
  expect(answer.status, answer.text).toBe(201)
  return answer.body.data
}
const keysOf = (account: string) =>
  app.db.sql<{ last_used_at: string | null; row: string }>(
    'SELECT last_used_at, k::text AS row FROM auth_api_keys k WHERE account_id = $1',
    [account],
  )

describe('a key', () => {
  test('is shown once, and stored as a hash', async () => {
    const made = await make({ scopes: ['notes:read', 'notes:read'] })
    expect(made).toEqual({
      id: expect.any(String),
      name: 'Reports',
      start: expect.stringMatching(/^club_[0-9A-Za-z]{12}$/),
      scopes: ['notes:read'],
      createdAt: expect.any(String),
      lastUsedAt: null,
      expiresAt: expect.any(String),
      key: expect.stringMatching(/^club_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}$/),
    })
    expect(made.key.startsWith(`${made.start}_`)).toBe(true)
    const days = (Date.parse(made.expiresAt) - Date.parse(made.createdAt)) / 86_400_000
    expect(Math.round(days)).toBe(30)

    const { key, ...shown } = made
    const list = await browser.request('GET /auth/api-keys')
    expect(list.body.data).toEqual([shown])
    expect(list.text).not.toContain(key.slice(18))
    const stored = JSON.stringify(await keysOf(id))
    expect(stored).toContain(made.start.slice(5))
    expect(stored).not.toContain(key.slice(18, 61))
  })

  test('acts for its holder, with the holder’s rights and its own scopes', async () => {
    const { key } = await make()
    expect((await app.request('GET /me', bearer(key))).body.data).toEqual({
      id,
      roles: ['member'],
      session: null,
    })
    const note = await app.request('POST /notes', { ...bearer(key), body: { author: id, text: 'By a key' } })
    expect(note.status).toBe(201)
    const other = await app.db.insert(User, { email: `x${email}`, name: 'X', password })
    const foreign = await app.request('POST /notes', {
      ...bearer(key),
      body: { author: other.id, text: 'For another' },
    })
    expect(foreign).toBeRefused(403)
    expect(await app.db.count(Note, { author: other.id })).toBe(0)
    expect((await app.request(`GET /users/${other.id}`, bearer(key))).status).toBe(404)
  })

  test('has the rights that its holder has now', async () => {
    const { id: account } = await careful.db.insert(User, { email, name: 'Kim', password, role: 'admin' })
    const own = new Browser(careful)
    await own.signIn(email, password)
    const { key } = await make({}, own)
    expect((await careful.request('GET /me', bearer(key))).body.data.roles).toEqual(['admin'])
    await careful.db.update(User, account, { role: 'member' })
    expect((await careful.request('GET /me', bearer(key))).body.data.roles).toEqual(['member'])
    await careful.db.delete(User, account)
    expect(await careful.request('GET /me', bearer(key))).toBeRefused(401, 'api_key_invalid')
  })

  test('says when it was used last, to the minute', async () => {
    const { key } = await make()
    const used = async () => (await keysOf(id))[0]?.last_used_at
    const { id: account } = await careful.db.insert(User, { email, name: 'Kim', password })
    const own = new Browser(careful)
    await own.signIn(email, password)
    const { key: fresh } = await make({}, own)
    const lastUsed = async () =>
      (await own.request('GET /auth/api-keys')).body.data[0].lastUsedAt as string | null
    expect(await lastUsed()).toBeNull()
    await careful.request('GET /me', bearer(fresh))
    const first = await lastUsed()
    expect(first).not.toBeNull()
    await careful.request('GET /me', bearer(fresh))
    expect(await lastUsed()).toBe(first)
    await careful.db.sql(
      `UPDATE auth_api_keys SET last_used_at = last_used_at - interval '61 seconds' WHERE account_id = $1`,
      [account],
    )
    const before = await lastUsed()
    await careful.request('GET /me', bearer(fresh))
    expect(Date.parse((await lastUsed()) ?? '')).toBeGreaterThan(Date.parse(before ?? ''))
    expect(await used()).toBeNull()
    await app.request('GET /me', bearer(key))
    expect(await used()).not.toBeNull()
  })

  test('counts before a session that comes along', async () => {
    const { key } = await make()
    const other = new Browser(app)
    await app.db.insert(User, { email: `y${email}`, name: 'Y', password })
    await other.signIn(`y${email}`, password)
    const answer = await other.request('GET /me', bearer(key))
    expect(answer.body.data).toMatchObject({ id, session: null })
  })

  test.each([
    [{ scopes: [] }, '/scopes'],
    [{ scopes: ['two words'] }, '/scopes/0'],
    [{ scopes: Array(51).fill('a') }, '/scopes'],
    [{ name: '' }, '/name'],
    [{ expiresInDays: 31 }, '/expiresInDays'],
    [{ expiresInDays: 0 }, '/expiresInDays'],
    [{ account: '0192f0c0-0000-7000-8000-000000000000' }, '/account'],
  ])('is not made of %j', async (body, pointer) => {
    const answer = await browser.request('POST /auth/api-keys', {
      body: { name: 'Reports', scopes: ['*'], ...body },
    })
    expect(answer).toBeRefused(422)
    expect(answer.body.error.details[0].pointer).toBe(pointer)
    expect(await keysOf(id)).toEqual([])
  })

  test('is one of a number that an account may have', async () => {
    for (let made = 0; made < 6; made++) await make()
    const answer = await browser.request('POST /auth/api-keys', { body: { name: 'One more', scopes: ['*'] } })
    expect(answer).toBeRefused(409, 'too_many_api_keys')
    await app.db.sql('UPDATE auth_api_keys SET expires_at = clock_timestamp() WHERE account_id = $1', [id])
    await make()
  })
})

describe('a key is refused', () => {
  let key = ''
  beforeEach(async () => {
    key = (await make()).key
    expect((await app.request('GET /me', bearer(key))).status).toBe(200)
  })

  test('at once when it is revoked, also where it was remembered', async () => {
    const [{ id: made }] = (await browser.request('GET /auth/api-keys')).body.data
    expect((await browser.request(`DELETE /auth/api-keys/${made}`)).status).toBe(204)
    expect(await app.request('GET /me', bearer(key))).toBeRefused(401, 'api_key_invalid')
    expect(await browser.request(`DELETE /auth/api-keys/${made}`)).toBeRefused(404, 'api_key_not_found')
    expect(await keysOf(id)).toEqual([])
  })

  test('when it is over', async () => {
    const { id: account } = await careful.db.insert(User, { email, name: 'Kim', password })
    const own = new Browser(careful)
    await own.signIn(email, password)
    const { key: short } = await make({}, own)
    expect((await careful.request('GET /me', bearer(short))).status).toBe(200)
    await careful.db.sql('UPDATE auth_api_keys SET expires_at = clock_timestamp() WHERE account_id = $1', [
      account,
    ])
    expect(await careful.request('GET /me', bearer(short))).toBeRefused(401, 'api_key_invalid')
  })

  test('when another account would revoke it, it goes on', async () => {
    const [{ id: made }] = (await browser.request('GET /auth/api-keys')).body.data
    await app.db.insert(User, { email: `z${email}`, name: 'Z', password })
    const other = new Browser(app)
    await other.signIn(`z${email}`, password)
    expect((await other.request('GET /auth/api-keys')).body.data).toEqual([])
    expect(await other.request(`DELETE /auth/api-keys/${made}`)).toBeRefused(404, 'api_key_not_found')
    expect((await app.request('GET /me', bearer(key))).status).toBe(200)
  })

  test.each<[string, (key: string) => string]>([
    ['cut', (text) => text.slice(0, -1)],
    ['longer', (text) => `${text}0`],
    ['with another character', (text) => text.slice(0, 30) + (text[30] === 'a' ? 'b' : 'a') + text.slice(31)],
    ['with another id', (text) => text.replace(/_[0-9A-Za-z]{12}_/, '_000000000000_')],
    ['with another checksum', (text) => text.slice(0, -6) + [...text.slice(-6)].reverse().join('')],
    ['without its secret', (text) => text.slice(0, 18)],
    ['as SQL', (text) => `${text.slice(0, 18)}' OR '1'='1`],
    ['of zeros', () => `club_${'0'.repeat(12)}_${'0'.repeat(49)}`],
    ['of nothing', () => 'club_'],
    ['very long', (text) => text + 'a'.repeat(8000)],
  ])('that comes %s', async (_how, change) => {
    const changed = change(key)
    expect(changed).not.toBe(key)
    expect(await app.request('GET /me', bearer(changed))).toBeRefused(401)
    expect(
      await app.request('POST /notes', { ...bearer(changed), body: { author: id, text: 'x' } }),
    ).toBeRefused(401)
    expect(await app.db.count(Note, { author: id })).toBe(0)
  })

  test('in a query, a cookie, a body or another header', async () => {
    for (const place of [`/me?api_key=${key}`, `/me?access_token=${key}`])
      expect((await app.request(`GET ${place}`)).status).toBeGreaterThanOrEqual(400)
    for (const headers of [
      { 'x-api-key': key },
      { cookie: `club-session=${key}` },
      { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
      { authorization: key },
    ])
      expect(await app.request('GET /me', { headers: headers as Record<string, string> })).toBeRefused(401)
    expect(await app.request('GET /me', { body: { authorization: key } }).catch(() => 'refused')).toBeTruthy()
  })

  test('with the prefix of another application', async () => {
    expect(await careful.request('GET /me', bearer(key))).toBeRefused(401)
    expect(await careful.request('GET /me', bearer(key.replace('club', 'tea')))).toBeRefused(
      401,
      'api_key_invalid',
    )
  })

  test('with a secret of another key', async () => {
    const { key: second } = await make({ name: 'Second' })
    const foreign = newApiKey('club').text
    // Each half is of a good key, and the checksum is right.
    const body = `${key.slice(0, 17)}_${second.slice(18, 61)}`
    const sum = base62(crc32(body))
    expect(second.endsWith(base62(crc32(second.slice(0, 61))))).toBe(true)
    expect(await app.request('GET /me', bearer(body + sum))).toBeRefused(401, 'api_key_invalid')
    expect(await app.request('GET /me', bearer(foreign))).toBeRefused(401, 'api_key_invalid')
  })
})

function base62(value: number): string {
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
  let text = ''
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62)) text = digits[rest % 62] + text
  return text.padStart(6, '0')
}

test('what no key can be is refused without the database', async () => {
  const { key } = await make()
  let asked: Promise<{ status: number }> | undefined
  await withClient(app.connectionString, async (client) => {
    await client.query('BEGIN; LOCK TABLE auth_api_keys IN ACCESS EXCLUSIVE MODE')
    for (const wrong of [`${key.slice(0, -1)}_`, `${key.slice(0, -3)}aaa`, key.slice(0, 40)])
      expect(await app.request('GET /me', bearer(wrong))).toBeRefused(401, 'api_key_invalid')
    // One that could be a key is looked for, and waits.
    asked = app.request('GET /me', bearer(newApiKey('club').text))
    const waiting = `SELECT count(*)::integer AS count FROM pg_locks
      WHERE NOT granted AND relation = 'auth_api_keys'::regclass`
    await expect.poll(async () => (await client.query(waiting)).rows[0].count).toBe(1)
    await client.query('COMMIT')
  })
  expect((await asked)?.status).toBe(401)
})

describe('a key opens no route of identity', () => {
  let key = ''
  beforeEach(async () => {
    key = (await make()).key
  })

  test.each([
    ['POST /auth/api-keys', { name: 'More', scopes: ['*'] }],
    ['GET /auth/api-keys', undefined],
    ['PUT /auth/password', { current: password, password: 'another long one' }],
    ['POST /auth/step-up', { password }],
    ['GET /auth/sessions', undefined],
    ['POST /auth/sign-out-everywhere', undefined],
    ['POST /auth/sign-in', { email: 'kim@club.example', password }],
  ])('%s', async (route, body) => {
    expect(await app.request(route, { ...bearer(key), body })).toBeRefused(403, 'forbidden')
    expect(await keysOf(id)).toHaveLength(1)
    expect((await new Browser(app).signIn(email, password)).status).toBe(200)
    expect((await browser.request('GET /auth/session')).status).toBe(200)
  })
})

describe('making a key', () => {
  const body = { name: 'Reports', scopes: ['*'] }

  test('needs a session', async () => {
    expect(await app.request('POST /auth/api-keys', { body })).toBeRefused(401, 'unauthenticated')
    expect(await app.request('POST /auth/api-keys', { as: { id }, body })).toBeRefused(
      403,
      'session_required',
    )
    expect(await keysOf(id)).toEqual([])
  })

  test('needs a sign-in that is fresh, which the password makes again', async () => {
    await app.db.sql(
      `UPDATE auth_sessions SET authenticated_at = authenticated_at - interval '901 seconds' WHERE account_id = $1`,
      [id],
    )
    expect(await browser.request('POST /auth/api-keys', { body })).toBeRefused(403, 'sign_in_not_fresh')
    const wrong = await browser.request('POST /auth/step-up', { body: { password: 'wrong' } })
    expect(wrong).toBeRefused(422, 'password_wrong')
    expect(await browser.request('POST /auth/api-keys', { body })).toBeRefused(403, 'sign_in_not_fresh')
    const cookie = browser.cookieHeader
    const stepped = await browser.request('POST /auth/step-up', { body: { password } })
    expect(stepped.status, stepped.text).toBe(200)
    // Under a new token: whoever has the old cookie gains nothing.
    expect(browser.cookieHeader).not.toBe(cookie)
    expect(await app.request('GET /me', { headers: { cookie } })).toBeRefused(401)
    await make()
  })

  test('needs the token against forgery, as everything with a cookie', async () => {
    expect(await browser.request('POST /auth/api-keys', { body, bare: true })).toBeRefused(
      403,
      'csrf_token_invalid',
    )
    expect(await keysOf(id)).toEqual([])
  })

  test('is in the audit log, without the key', async () => {
    const { key, id: made } = await make()
    await browser.request(`DELETE /auth/api-keys/${made}`)
    const events = await app.db.sql<{ kind: string; row: string }>(
      `SELECT kind, e::text AS row FROM auth_events e WHERE account = $1 AND kind LIKE 'api_key%' ORDER BY created_at`,
      [id],
    )
    expect(events.map(({ kind }) => kind)).toEqual(['api_key_created', 'api_key_revoked'])
    expect(JSON.stringify(events)).not.toContain(key.slice(18, 40))
    expect(JSON.stringify(app.observations)).not.toContain(key.slice(18, 40))
  })
})
