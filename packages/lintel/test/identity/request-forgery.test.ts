/** A browser sends its cookie along whoever made it ask: what others made it ask changes nothing. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import '../matchers.ts'
import { sendBytes } from '../raw-http.ts'
import { Browser, Note, password, startIdentity, User } from './identity.test-support.ts'

const app = await startIdentity(
  { sessions: true, signUp: { fields: ['name'], verifyEmail: 'none' } },
  { environment: { CORS_ORIGINS: 'https://pages.example' } },
)
const neighbour = await startIdentity({ sessions: true }, {}, 'neighbour')
afterAll(() => Promise.all([app.stop(), neighbour.stop()]))

const email = 'nina@club.example'
const browser = new Browser(app)
let author = ''
let note = ''
beforeAll(async () => {
  author = (await app.db.insert(User, { email, name: 'Nina', password })).id
  note = (await app.db.insert(Note, { author, text: 'mine' })).id
  await browser.signIn(email, password)
})

const own = new URL(app.url).origin
const events = async (kind: string) =>
  (await app.db.sql<{ account: string }>('SELECT account FROM auth_events WHERE kind = $1', [kind])).length

describe('a change in a session', () => {
  test.each<[string, Record<string, string>, string]>([
    ['without the token', {}, 'csrf_token_invalid'],
    ['with an empty token', { 'x-csrf-token': '' }, 'csrf_token_invalid'],
    ['with a token of nobody', { 'x-csrf-token': 'A'.repeat(43) }, 'csrf_token_invalid'],
    ['with the token and more', { 'x-csrf-token': 'RIGHT1' }, 'csrf_token_invalid'],
    [
      'from a page of another origin',
      { origin: 'https://evil.example', 'x-csrf-token': 'RIGHT' },
      'cross_site_request',
    ],
    ['from a page without an origin', { origin: 'null', 'x-csrf-token': 'RIGHT' }, 'cross_site_request'],
    ['from another port', { origin: 'http://127.0.0.1:1', 'x-csrf-token': 'RIGHT' }, 'cross_site_request'],
    ['from another site', { 'sec-fetch-site': 'cross-site', 'x-csrf-token': 'RIGHT' }, 'cross_site_request'],
    ['from a neighbour', { 'sec-fetch-site': 'same-site', 'x-csrf-token': 'RIGHT' }, 'cross_site_request'],
    [
      'from a page that claims our host from elsewhere',
      { origin: own, 'sec-fetch-site': 'cross-site', 'x-csrf-token': 'RIGHT' },
      'cross_site_request',
    ],
  ])('%s is refused by every route', async (_what, headers, code) => {
    const sent = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.replace('RIGHT', browser.csrfToken ?? '')]),
    )
    const before = await events('request_forgery_refused')
    const refused = [
      await browser.request('POST /notes', { bare: true, headers: sent, body: { author, text: 'theirs' } }),
      await browser.request(`DELETE /notes/${note}`, { bare: true, headers: sent }),
      await browser.request('POST /promote', { bare: true, headers: sent }),
    ]
    for (const answer of refused) expect(answer).toBeRefused(403, code)
    expect(await browser.request('POST /auth/sign-out', { bare: true, headers: sent })).toBeRefused(403, code)
    // A bad page cannot read the answer, and nothing is different.
    expect(await app.db.find(Note)).toMatchObject([{ id: note, text: 'mine' }])
    expect(await app.db.get(User, author)).toMatchObject({ role: 'member' })
    expect((await browser.request('GET /me')).body.data).toMatchObject({ id: author, roles: ['member'] })
    expect(await events('request_forgery_refused')).toBeGreaterThanOrEqual(before + 3)
  })

  test('with the token of another session is refused', async () => {
    const other = new Browser(app)
    await other.signIn(email, password)
    const headers = { 'x-csrf-token': other.csrfToken ?? '' }
    expect(await browser.request('POST /promote', { bare: true, headers })).toBeRefused(
      403,
      'csrf_token_invalid',
    )
    expect(await app.db.get(User, author)).toMatchObject({ role: 'member' })
  })

  test.each([
    ['from a page of ours', { origin: own, 'sec-fetch-site': 'same-origin' }],
    [
      'from a page of an origin that is allowed',
      { origin: 'https://pages.example', 'sec-fetch-site': 'cross-site' },
    ],
    ['from a program that is no browser', {}],
  ])('%s is made', async (_what, headers) => {
    const body = { author, text: 'mine, too' }
    expect((await browser.request('POST /notes', { headers, body })).status).toBe(201)
    await app.db.deleteMany(Note, { text: 'mine, too' })
  })

  test('does not need the token to be read', async () => {
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    const answer = await browser.request('GET /notes', { bare: true, headers })
    expect(answer.body.data).toHaveLength(1)
    // But the page that asked is not allowed to see it.
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
  })
})

describe('pages of origins that are allowed', () => {
  test('may ask for a session, and read the answer', async () => {
    const headers = { origin: 'https://pages.example' }
    const answer = await browser.request('GET /auth/session', { headers })
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://pages.example')
    expect(answer.headers.get('access-control-allow-credentials')).toBe('true')
    const preflight = await app.request('OPTIONS /notes', {
      headers: { ...headers, 'access-control-request-method': 'POST' },
    })
    expect(preflight.headers.get('access-control-allow-headers')).toContain('x-csrf-token')
  })
})

describe('nobody is signed in by a page of another origin', () => {
  test.each([
    ['sign-in', { email, password }],
    ['sign-up', { email: 'planted@club.example', name: 'Planted', password }],
  ])('%s', async (flow, body) => {
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      const visitor = new Browser(app)
      expect(await visitor.request(`POST /auth/${flow}`, { body, headers })).toBeRefused(
        403,
        'cross_site_request',
      )
      expect(visitor.cookies.size).toBe(0)
    }
    expect(await app.db.count(User, { email: 'planted@club.example' })).toBe(0)
  })

  test('a form of HTML is no request', async () => {
    const form = `email=${email}&password=${password}`
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await app.request('POST /auth/sign-in', { body: form, headers })).status).toBe(415)
    const plain = { 'content-type': 'text/plain' }
    const text = JSON.stringify({ email, password })
    expect((await app.request('POST /auth/sign-in', { body: text, headers: plain })).status).toBe(415)
  })
})

describe('a cookie', () => {
  const withCookie = (cookie: string) => app.request('GET /me', { headers: { cookie } })

  test('of another application is nobody’s', async () => {
    await neighbour.db.insert(User, { email, name: 'Nina', password })
    const other = new Browser(neighbour)
    await other.signIn(email, password)
    const token = other.cookies.get('neighbour-session')
    expect(await withCookie(`neighbour-session=${token}`)).toBeRefused(401)
    expect(await withCookie(`club-session=${token}`)).toBeRefused(401)
  })

  test('that was planted is not taken over (session fixation)', async () => {
    const attacker = new Browser(app)
    await attacker.signIn(email, password)
    const planted = attacker.cookieHeader
    const victim = new Browser(app)
    victim.cookies.set('club-session', attacker.cookies.get('club-session') ?? '')
    await victim.signIn(email, password)
    expect(victim.cookieHeader).not.toBe(planted)
    expect(await withCookie(planted)).toBeRefused(401)
    expect((await victim.request('GET /me')).status).toBe(200)
  })

  test('that comes twice is none: one of them may be planted', async () => {
    const good = browser.cookieHeader
    expect((await withCookie(good)).status).toBe(200)
    expect(await withCookie(`${good}; club-session=${'A'.repeat(43)}`)).toBeRefused(401)
    expect(await withCookie(`club-session=${'A'.repeat(43)}; ${good}`)).toBeRefused(401)
    expect((await withCookie(`theme=dark; ${good}; x=y=z; =; ;`)).status).toBe(200)
  })

  test.each([
    ['of a guess', `club-session=${'A'.repeat(43)}`],
    ['that is empty', 'club-session='],
    ['that is SQL', "club-session=' OR 1=1 --"],
    ['under another name', `Club-Session=${'A'.repeat(43)}`],
    ['of a prototype', '__proto__=x; constructor=y; toString=z'],
    ['that is no cookie', ';;;=;'],
    ['of 12,000 characters', `club-session=${'A'.repeat(12_000)}`],
  ])('%s is nobody’s, and breaks nothing', async (_what, cookie) => {
    expect(await withCookie(cookie)).toBeRefused(401, 'unauthenticated')
    expect((await app.request('GET /notes', { headers: { cookie } })).status).toBe(401)
  })

  test('that is larger than every header may be is refused before anything is read', async () => {
    const lines = [
      'GET /me HTTP/1.1',
      'host: x',
      `cookie: club-session=${'A'.repeat(20_000)}`,
      'connection: close',
    ]
    expect((await sendBytes(app.url, `${lines.join('\r\n')}\r\n\r\n`)).status).toBe(431)
  })
})
