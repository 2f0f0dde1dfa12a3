/** Sessions: signing in and out by a cookie, and how long that holds. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import '../matchers.ts'
import { Browser, password, startIdentity, User } from './identity.test-support.ts'

const app = await startIdentity({ sessions: { rememberSeconds: 60 } })
const forgetful = await startIdentity(
  { sessions: { rememberSeconds: 0, idleSeconds: 3600 } },
  {},
  'forgetful',
)
afterAll(() => Promise.all([app.stop(), forgetful.stop()]))

let count = 0
let email = ''
let id = ''
beforeEach(async () => {
  email = `nina${++count}@club.example`
  id = (await app.db.insert(User, { email, name: 'Nina', password })).id
})

describe('signing in', () => {
  test('gives a session in a cookie that no script reads', async () => {
    const browser = new Browser(app)
    const answer = await browser.signIn(email, password)
    expect(answer.body.data).toEqual({
      user: { id, email, role: 'member' },
      session: {
        id: expect.any(String),
        createdAt: expect.any(String),
        lastUsedAt: expect.any(String),
        expiresAt: expect.any(String),
        authenticatedAt: expect.any(String),
        methods: ['pwd'],
        current: true,
        address: expect.any(String),
        userAgent: 'node',
      },
      csrfToken: expect.stringMatching(/^[\w-]{43}$/),
    })
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^club-session=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/),
    ])
    expect(answer.headers.get('cache-control')).toBe('no-store')

    const me = await browser.request('GET /me')
    expect(me.body.data).toEqual({ id, roles: ['member'], session: answer.body.data.session.id })
  })

  test('stores hashes of its tokens alone', async () => {
    const browser = new Browser(app)
    await browser.signIn(email, password)
    const rows = await app.db.sql<{ row: string }>('SELECT s::text AS row FROM auth_sessions s')
    const stored = rows.map(({ row }) => row).join('\n')
    expect(stored).toContain(id)
    expect(stored).not.toContain(browser.cookies.get('club-session'))
  })

  test('finds an account whatever the case of its address', async () => {
    expect((await new Browser(app).signIn(email.toUpperCase(), password)).body.data.user.email).toBe(email)
  })
})

describe('signing out', () => {
  test('ends the session at once, for whoever has its cookie', async () => {
    const browser = new Browser(app)
    await browser.signIn(email, password)
    const cookie = browser.cookieHeader
    expect((await browser.request('GET /me')).status).toBe(200)
    const answer = await browser.request('POST /auth/sign-out')
    expect(answer.status).toBe(204)
    expect(browser.cookies.size).toBe(0)
    expect(await app.request('GET /me', { headers: { cookie } })).toBeRefused(401, 'unauthenticated')
  })

  test('everywhere ends every session', async () => {
    const [one, other] = [new Browser(app), new Browser(app)]
    await one.signIn(email, password)
    await other.signIn(email, password)
    expect((await other.request('GET /me')).status).toBe(200)
    expect((await one.request('POST /auth/sign-out-everywhere')).status).toBe(204)
    expect(await other.request('GET /me')).toBeRefused(401)
    expect(await app.db.sql('SELECT 1 FROM auth_sessions WHERE account_id = $1', [id])).toEqual([])
  })
})

describe('sessions', () => {
  test('are shown to their owner, who may end them', async () => {
    const [laptop, phone] = [new Browser(app), new Browser(app)]
    await phone.request('POST /auth/sign-in', {
      body: { email, password },
      headers: { 'user-agent': 'Phone' },
    })
    await laptop.signIn(email, password)
    const { data } = (await laptop.request('GET /auth/sessions')).body
    expect(data).toMatchObject([{ current: true }, { current: false, userAgent: 'Phone' }])
    expect(JSON.stringify(data)).not.toContain('token')

    const answer = await laptop.request(`DELETE /auth/sessions/${data[1].id}`)
    expect(answer.status).toBe(204)
    expect(await phone.request('GET /me')).toBeRefused(401)
    expect((await laptop.request('GET /me')).status).toBe(200)
  })

  test('of others are nobody’s to end', async () => {
    const [mine, theirs] = [new Browser(app), new Browser(app)]
    await app.db.insert(User, { email: `x${email}`, name: 'Xenia', password })
    await mine.signIn(email, password)
    const { session } = (await theirs.signIn(`x${email}`, password)).body.data
    expect(await mine.request(`DELETE /auth/sessions/${session.id}`)).toBeRefused(404, 'session_not_found')
    expect(await mine.request('DELETE /auth/sessions/none')).toBeRefused(404, 'not_found')
    expect((await theirs.request('GET /me')).status).toBe(200)
  })

  test('say who is signed in', async () => {
    const browser = new Browser(app)
    expect(await browser.request('GET /auth/session')).toBeRefused(401, 'unauthenticated')
    const { data } = (await browser.signIn(email, password)).body
    const again = (await browser.request('GET /auth/session')).body.data
    expect(again).toMatchObject({
      user: data.user,
      csrfToken: data.csrfToken,
      session: { id: data.session.id },
    })
  })

  test('are beside access tokens, which count before them', async () => {
    const browser = new Browser(app)
    await browser.signIn(email, password)
    const other = (await app.db.insert(User, { email: `y${email}`, name: 'Y', password })).id
    const headers = { authorization: `Bearer ${await app.tokenFor({ id: other })}` }
    expect((await browser.request('GET /me', { headers })).body.data).toMatchObject({
      id: other,
      session: null,
    })
    expect(await browser.request('GET /me', { headers: { authorization: 'Bearer no' } })).toBeRefused(401)
    // A token is sent on purpose, so it needs no other proof.
    expect((await browser.request('POST /promote', { headers, bare: true })).status).toBe(204)
    expect((await browser.request('GET /auth/session', { headers })).body.data).toMatchObject({
      user: { id: other },
      session: null,
      csrfToken: null,
    })
  })
})

describe('a session ends', () => {
  const started = async () => {
    const { id: account } = await forgetful.db.insert(User, { email, name: 'Nina', password })
    const browser = new Browser(forgetful)
    await browser.signIn(email, password)
    expect((await browser.request('GET /me')).status).toBe(200)
    return { account, browser }
  }
  const back = (column: string, account: string, seconds: number) =>
    forgetful.db.sql(
      `UPDATE auth_sessions SET ${column} = ${column} - make_interval(secs => $1) WHERE account_id = $2`,
      [seconds, account],
    )

  test('when it was not used for long', async () => {
    const { account, browser } = await started()
    await back('last_used_at', account, 3590)
    expect((await browser.request('GET /me')).status).toBe(200)
    // Being used, it begins anew.
    await back('last_used_at', account, 3590)
    expect((await browser.request('GET /me')).status).toBe(200)
    await back('last_used_at', account, 3601)
    expect(await browser.request('GET /me')).toBeRefused(401)
    expect(await browser.request('GET /auth/sessions')).toBeRefused(401)
  })

  test('at the latest, however much it is used', async () => {
    const { account, browser } = await started()
    await back('expires_at', account, 7_776_000)
    expect(await browser.request('GET /me')).toBeRefused(401)
  })

  test('with its account', async () => {
    const { account, browser } = await started()
    await forgetful.db.delete(User, account)
    expect(await browser.request('GET /me')).toBeRefused(401)
  })
})

describe('a change of rights', () => {
  test('holds for sessions, under a new token', async () => {
    const { id: account } = await forgetful.db.insert(User, { email, name: 'Nina', password })
    const browser = new Browser(forgetful)
    await browser.signIn(email, password)
    const before = browser.cookieHeader
    expect((await browser.request('POST /promote')).status).toBe(204)
    expect((await browser.request('GET /me')).body.data.roles).toEqual(['admin'])
    expect(browser.cookieHeader).not.toBe(before)
    // Requests that were under way go on for a moment.
    const late = await forgetful.request('GET /me', { headers: { cookie: before } })
    expect(late.body.data.roles).toEqual(['admin'])
    expect(late.headers.getSetCookie()).toEqual([])
    await forgetful.db.sql(
      'UPDATE auth_sessions SET previous_until = clock_timestamp() WHERE account_id = $1',
      [account],
    )
    expect(await forgetful.request('GET /me', { headers: { cookie: before } })).toBeRefused(401)
    expect((await browser.request('GET /me')).status).toBe(200)
  })
})

test('a test signs in with one call', async () => {
  const headers = await app.signIn({ email, password })
  expect((await app.request('POST /promote', { headers })).status).toBe(204)
  expect((await app.request('GET /me', { headers: { cookie: headers.cookie } })).body.data.roles).toEqual([
    'admin',
  ])
  await expect(app.signIn({ email, password: 'wrong' })).rejects.toThrow(/credentials_wrong/)
})

test('over HTTPS the cookie has every protection that browsers offer', async () => {
  const secure = await startIdentity(
    { sessions: true },
    { environment: { PUBLIC_URL: 'https://club.example' } },
  )
  try {
    await secure.db.insert(User, { email, name: 'Nina', password })
    const answer = await new Browser(secure).signIn(email, password)
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-club-session=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/,
      ),
    ])
  } finally {
    await secure.stop()
  }
})
