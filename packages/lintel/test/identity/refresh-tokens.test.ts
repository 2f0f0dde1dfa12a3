/** Refresh tokens: one use each, and an end for the whole family when a token comes twice. */
import { testApplication } from 'lintel/testing'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { RefreshTokens } from '../../src/access/identity/refresh-tokens.ts'
import { withClient } from '../../src/database/client.ts'
import '../matchers.ts'
import { Browser, identityApplication, mailedToken, password, User } from './identity.test-support.ts'

const tokens = { refresh: true, accessTtlSeconds: 120 }
const club = identityApplication({
  tokens,
  sessions: true,
  passwordReset: true,
  throttle: { account: { attempts: 1000 }, address: { attempts: 1000 } },
})
const app = await testApplication(club)
const lenient = await testApplication(identityApplication({ tokens: { ...tokens, refreshGraceSeconds: 60 } }))
afterAll(() => Promise.all([app.stop(), lenient.stop()]))

let email: string
let id: string
let count = 0
beforeEach(async () => {
  email = `ada${count++}@example.com`
  const row = { email, name: 'Ada', password }
  id = (await app.db.insert(User, row)).id
  await lenient.db.insert(User, row)
})

type App = typeof app
const issue = async (of: App = app, more: object = {}) => {
  const answer = await of.request('POST /auth/token', { body: { email, password, ...more } })
  expect(answer.status, answer.text).toBe(200)
  return answer.body.data
}
const refresh = (refreshToken: string, of: App = app) =>
  of.request('POST /auth/token/refresh', { body: { refreshToken } })
const revoke = (refreshToken: string) => app.request('POST /auth/token/revoke', { body: { refreshToken } })
const me = (accessToken: string, of: App = app) =>
  of.request('GET /me', { headers: { authorization: `Bearer ${accessToken}` } })
const sql = (text: string, of: App = app) =>
  withClient(of.connectionString, async (client) => (await client.query(text)).rows)
const families = async (of: App = app) => {
  const [account] = await of.db.find(User, { where: { email } })
  return sql(`SELECT * FROM auth_refresh_families WHERE account_id = '${account?.id}'`, of)
}
const events = async () =>
  (await sql(`SELECT kind, detail FROM auth_events WHERE account = '${id}' ORDER BY id`)).map(
    ({ kind }) => kind,
  )

describe('tokens for a password', () => {
  test('are an access token that is good, and one for the next', async () => {
    const given = await issue()
    expect(given).toEqual({
      accessToken: expect.any(String),
      tokenType: 'Bearer',
      expiresInSeconds: 120,
      refreshToken: expect.stringMatching(/^[\w-]{64}$/),
      refreshExpiresAt: expect.any(String),
    })
    expect(Date.parse(given.refreshExpiresAt)).toBeGreaterThan(Date.now() + 13 * 86_400_000)
    expect((await me(given.accessToken)).body.data).toEqual({ id, roles: ['member'], session: null })
    expect(await events()).toEqual(['signed_in'])
  })

  test('are given for nothing else', async () => {
    const answer = await app.request('POST /auth/token', { body: { email, password: 'wrong horse battery' } })
    expect(answer).toBeRefused(401, 'credentials_wrong')
    const unknown = await app.request('POST /auth/token', { body: { email: 'nobody@example.com', password } })
    expect(unknown).toBeRefused(401, 'credentials_wrong')
    expect(unknown.body.error.message).toBe(answer.body.error.message)
    expect(await families()).toEqual([])
  })

  test('set no cookie, and no answer with them is kept by anybody', async () => {
    const answer = await app.request('POST /auth/token', { body: { email, password } })
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test('are good for what they are asked for, also after a refresh', async () => {
    const scopeOf = (token: string) =>
      JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).scope
    const given = await issue(app, { scope: 'notes:read notes:write' })
    expect(scopeOf(given.accessToken)).toBe('notes:read notes:write')
    const next = (await refresh(given.refreshToken)).body.data
    expect(scopeOf(next.accessToken)).toBe('notes:read notes:write')
    const wrong = await app.request('POST /auth/token', { body: { email, password, scope: 'a  b"' } })
    expect(wrong).toBeRefused(422, 'invalid')
  })

  test('leave nothing in the database that would be one', async () => {
    const given = await issue()
    const [row] = await families()
    const stored = JSON.stringify(row)
    expect(stored).not.toContain(given.refreshToken)
    expect(stored).not.toContain(given.refreshToken.slice(0, 20))
    expect(stored).not.toContain(given.refreshToken.slice(24))
    expect(JSON.stringify(app.observations)).not.toContain(given.refreshToken)
  })
})

describe('a refresh', () => {
  test('gives the next of both, and the former is good no more', async () => {
    const first = await issue()
    const second = (await refresh(first.refreshToken)).body.data
    expect(second.refreshToken).not.toBe(first.refreshToken)
    expect((await me(second.accessToken)).status).toBe(200)
    const third = (await refresh(second.refreshToken)).body.data
    expect((await me(third.accessToken)).status).toBe(200)
    expect(await families()).toHaveLength(1)
  })

  test('reads the role anew', async () => {
    const { refreshToken } = await issue()
    await app.db.update(User, id, { role: 'admin' })
    const { accessToken } = (await refresh(refreshToken)).body.data
    expect((await me(accessToken)).body.data.roles).toEqual(['admin'])
  })

  test('puts the idle end off, never the absolute one', async () => {
    const { refreshToken } = await issue()
    const [before] = await families()
    await sql(
      `UPDATE auth_refresh_families SET last_used_at = now() - interval '13 days' WHERE id = '${before.id}'`,
    )
    const second = (await refresh(refreshToken)).body.data
    expect(Date.parse(second.refreshExpiresAt)).toBeGreaterThan(Date.now() + 13 * 86_400_000)
    const [after] = await families()
    expect(after.expires_at).toEqual(before.expires_at)
  })

  test.each([
    ['idle for too long', "last_used_at = now() - interval '14 days'"],
    ['at its absolute end', 'expires_at = now()'],
  ])('of one that is %s is refused, and its family is gone', async (_what, change) => {
    const { refreshToken } = await issue()
    await sql(`UPDATE auth_refresh_families SET ${change} WHERE account_id = '${id}'`)
    expect(await refresh(refreshToken)).toBeRefused(401, 'refresh_token_invalid')
    expect(await families()).toEqual([])
  })

  test('of somebody who is gone is refused', async () => {
    const { refreshToken } = await issue()
    await app.db.delete(User, id)
    expect(await refresh(refreshToken)).toBeRefused(401, 'refresh_token_invalid')
  })
})

describe('a second use', () => {
  test('ends the family, whoever comes second', async () => {
    const first = await issue()
    const thief = (await refresh(first.refreshToken)).body.data
    expect(await refresh(first.refreshToken)).toBeRefused(401, 'refresh_token_invalid')
    expect(await refresh(thief.refreshToken)).toBeRefused(401, 'refresh_token_invalid')
    expect(await families()).toEqual([])
    expect(await events()).toEqual(['signed_in', 'refresh_token_reused'])
  })

  test('of any former token ends it, not of the last one alone', async () => {
    const first = await issue()
    let newest = first
    for (let times = 0; times < 4; times++) newest = (await refresh(newest.refreshToken)).body.data
    expect(await refresh(first.refreshToken)).toBeRefused(401, 'refresh_token_invalid')
    expect(await refresh(newest.refreshToken)).toBeRefused(401, 'refresh_token_invalid')
    expect(await families()).toEqual([])
  })

  test('at the same time is one, too: never do two come of one', async () => {
    const { refreshToken } = await issue()
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(refreshToken)))
    const good = answers.filter(({ status }) => status === 200)
    expect(good).toHaveLength(1)
    expect(await families()).toEqual([])
    expect(await refresh(good[0]?.body.data.refreshToken)).toBeRefused(401, 'refresh_token_invalid')
  })

  test('ends no other family, of the same person or of another', async () => {
    const [first, other] = [await issue(), await issue()]
    await refresh(first.refreshToken)
    await refresh(first.refreshToken)
    expect((await refresh(other.refreshToken)).status).toBe(200)
    expect(await families()).toHaveLength(1)
  })
})

describe('within a declared grace', () => {
  test('a second use gives the same successor again, for a client that did not get the answer', async () => {
    const { refreshToken } = await issue(lenient)
    const [one, other] = [await refresh(refreshToken, lenient), await refresh(refreshToken, lenient)]
    expect(other.body.data.refreshToken).toBe(one.body.data.refreshToken)
    expect((await me(other.body.data.accessToken, lenient)).status).toBe(200)
    expect((await refresh(other.body.data.refreshToken, lenient)).status).toBe(200)
  })

  test('uses at the same time all get it', async () => {
    const { refreshToken } = await issue(lenient)
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(refreshToken, lenient)))
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200))
    expect(new Set(answers.map(({ body }) => body.data.refreshToken)).size).toBe(1)
  })

  test('a second use after the successor was used ends the family', async () => {
    const { refreshToken } = await issue(lenient)
    const second = (await refresh(refreshToken, lenient)).body.data
    await refresh(second.refreshToken, lenient)
    expect(await refresh(refreshToken, lenient)).toBeRefused(401, 'refresh_token_invalid')
    expect(await families(lenient)).toEqual([])
  })

  test('and no longer', async () => {
    const { refreshToken } = await issue(lenient)
    const second = (await refresh(refreshToken, lenient)).body.data
    await sql("UPDATE auth_refresh_families SET previous_until = now() - interval '1 second'", lenient)
    expect(await refresh(refreshToken, lenient)).toBeRefused(401, 'refresh_token_invalid')
    expect(await refresh(second.refreshToken, lenient)).toBeRefused(401, 'refresh_token_invalid')
  })

  test('nothing in the database gives the successor without the former token', async () => {
    const { refreshToken } = await issue(lenient)
    const { refreshToken: next } = (await refresh(refreshToken, lenient)).body.data
    const stored = JSON.stringify(await families(lenient))
    for (const part of [next, next.slice(24), refreshToken.slice(24)]) expect(stored).not.toContain(part)
  })
})

describe('a refresh token ends', () => {
  test('when it is revoked, with its family; the answer is the same for one that is none', async () => {
    const first = await issue()
    const second = (await refresh(first.refreshToken)).body.data
    const answer = await revoke(second.refreshToken)
    const unknown = await revoke('A'.repeat(64))
    expect([answer.status, unknown.status]).toEqual([204, 204])
    expect([answer.text, unknown.text]).toEqual(['', ''])
    expect(await refresh(second.refreshToken)).toBeRefused(401, 'refresh_token_invalid')
    expect(await events()).toEqual(['signed_in', 'signed_out'])
  })

  test('when a former one is revoked', async () => {
    const first = await issue()
    const second = (await refresh(first.refreshToken)).body.data
    await revoke(first.refreshToken)
    expect(await refresh(second.refreshToken)).toBeRefused(401, 'refresh_token_invalid')
  })

  test('with everything else, on signing out everywhere', async () => {
    const [first, second] = [await issue(), await issue()]
    const headers = { authorization: `Bearer ${first.accessToken}` }
    expect((await app.request('POST /auth/sign-out-everywhere', { headers })).status).toBe(204)
    expect(await refresh(first.refreshToken)).toBeRefused(401, 'refresh_token_invalid')
    expect(await refresh(second.refreshToken)).toBeRefused(401, 'refresh_token_invalid')
  })

  test('with the password', async () => {
    const { refreshToken } = await issue()
    const browser = new Browser(app)
    await browser.signIn(email, password)
    const body = { current: password, password: 'a horse of another colour' }
    expect((await browser.request('PUT /auth/password', { body })).status).toBe(200)
    expect(await refresh(refreshToken)).toBeRefused(401, 'refresh_token_invalid')
  })

  test('with a password that was forgotten', async () => {
    const { refreshToken } = await issue()
    await app.request('POST /auth/password-reset', { body: { email } })
    const token = await mailedToken(app, 'password_reset', email)
    const body = { token, password: 'a horse of another colour' }
    expect((await app.request('POST /auth/password-reset/confirm', { body })).status).toBe(204)
    expect(await refresh(refreshToken)).toBeRefused(401, 'refresh_token_invalid')
  })

  test('also where there are no sessions, by the routes that are there for it', async () => {
    const { accessToken, refreshToken } = await issue(lenient)
    const headers = { authorization: `Bearer ${accessToken}` }
    const body = { current: password, password: 'a horse of another colour' }
    expect((await lenient.request('PUT /auth/password', { headers, body })).status).toBe(200)
    expect(await refresh(refreshToken, lenient)).toBeRefused(401, 'refresh_token_invalid')
    expect((await lenient.request('POST /auth/sign-in', { body: { email, password } })).status).toBe(404)
  })
})

describe('refused, with nothing ended:', () => {
  const changed = (token: string, at: number) =>
    token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)

  test('a refresh token as an access token', async () => {
    const { refreshToken } = await issue()
    expect(await me(refreshToken)).toBeRefused(401, 'token_invalid')
    expect((await refresh(refreshToken)).status).toBe(200)
  })

  test('an access token as a refresh token', async () => {
    const { accessToken, refreshToken } = await issue()
    expect(await refresh(accessToken)).toBeRefused(422, 'invalid')
    expect((await refresh(refreshToken)).status).toBe(200)
  })

  test('a guess', async () => {
    const { refreshToken } = await issue()
    for (const guess of ['A'.repeat(64), changed(refreshToken, 0), changed(refreshToken, 10)])
      expect(await refresh(guess)).toBeRefused(401, 'refresh_token_invalid')
    expect((await refresh(refreshToken)).status).toBe(200)
  })

  test.each([
    ['', 422],
    ['short', 422],
    ["' OR 1=1 --".padEnd(64, 'A'), 422],
    [`${'A'.repeat(63)}=`, 422],
    [{ $ne: null }, 422],
    [['A'.repeat(64)], 422],
  ])('%j', async (refreshToken, status) => {
    expect((await app.request('POST /auth/token/refresh', { body: { refreshToken } })).status).toBe(status)
  })

  test('a page of another origin', async () => {
    const { refreshToken } = await issue()
    const headers = { origin: 'https://evil.example.com', 'sec-fetch-site': 'cross-site' }
    const answer = await app.request('POST /auth/token/refresh', { body: { refreshToken }, headers })
    expect(answer).toBeRefused(403, 'cross_site_request')
    expect((await refresh(refreshToken)).status).toBe(200)
  })
})

test('families that are over are deleted when identity tidies up, others are not', async () => {
  const entity = club.declarations.identities[0]?.added.entities.refreshFamily
  const limits = club.model.identity?.flows?.refresh
  if (!entity || !limits) throw new Error('There are no refresh tokens.')
  await Promise.all([issue(), issue()])
  await issue()
  const [first, second] = await families()
  await sql(
    `UPDATE auth_refresh_families SET expires_at = now() - interval '1 minute' WHERE id = '${first.id}'`,
  )
  await sql(
    `UPDATE auth_refresh_families SET last_used_at = now() - interval '15 days' WHERE id = '${second.id}'`,
  )
  await new RefreshTokens({ db: app.db, entity, limits }).prune()
  expect(await families()).toHaveLength(1)
})

describe('a specification that cannot be meant is refused:', () => {
  test.each<[object, RegExp]>([
    [{ tokens: { refresh: true, refreshGraceSeconds: 3600 } }, /refreshGraceSeconds .* is 3600/],
    [{ tokens: { refresh: true, refreshIdleSeconds: 0 } }, /refreshIdleSeconds .* is 0/],
    [{ tokens: { accessTtlSeconds: 1_000_000 } }, /accessTtlSeconds .* is 1000000/],
  ])('%j', (options, message) => {
    expect(() => identityApplication(options)).toThrow(message)
  })
})
