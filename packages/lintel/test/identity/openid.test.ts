/** Signing in by OpenID Connect, against a real provider: whose account it is, and every way to get another's. */
import { application, entity, identity, operation, signedIn, t } from 'lintel'
import { type TestApplication, testApplication } from 'lintel/testing'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import '../matchers.ts'
import { Browser, mailedToken, password } from './identity.test-support.ts'
import { clientSecret, OpenIdServer } from './openid-server.ts'
import { codeOf } from './totp-app.ts'

const site = 'https://club.test'
const callback = (name: string) => `${site}/auth/providers/${name}/callback`
const acme = await OpenIdServer.start({ redirectUris: [callback('acme')] })
const other = await OpenIdServer.start({ redirectUris: [callback('other')] })

const Member = entity('member', {
  email: t.email().unique().personal(),
  name: t.string().optional(),
  password: t.password().optional(),
  role: t.enum('member', 'admin').default('member'),
})

type Options = Parameters<typeof identity<typeof Member>>[1]

function start(options: Options = {}): Promise<TestApplication> {
  const client = { clientId: 'club', clientSecret: () => clientSecret }
  const accounts = identity(Member, {
    role: 'role',
    sessions: true,
    signUp: true,
    passwordReset: true,
    secondFactor: true,
    apiKeys: true,
    providers: {
      acme: { issuer: acme.issuer, ...client, claims: { name: 'name' } },
      other: { issuer: () => other.issuer, ...client },
    },
    ...options,
  })
  const me = operation('GET /me', {
    summary: 'Who I am',
    allow: signedIn,
    output: { id: t.uuid() },
    run: ({ principal }) => ({ id: principal.id }),
  })
  return testApplication(application('club', { parts: [{ accounts, me }] }), {
    environment: { PUBLIC_URL: site },
  })
}

const app = await start()
const closed = await start({
  providers: {
    acme: { issuer: acme.issuer, clientId: 'club', clientSecret, createAccounts: false },
    none: { issuer: () => null, clientId: () => null, clientSecret: () => null },
    away: { issuer: 'http://127.0.0.1:9', clientId: 'club', clientSecret },
  },
})
afterAll(() => Promise.all([app.stop(), closed.stop(), acme.stop(), other.stop()]))

let count = 0
let email = ''
let subject = ''
let browser: Browser
beforeEach(async () => {
  await app.db.sql('DELETE FROM auth_throttles')
  subject = `subject-${++count}`
  email = `uma${count}@club.example`
  acme.people.set(subject, { email, email_verified: true, name: 'Uma' })
  browser = new Browser(app)
})

const begin = async (by: Browser, { provider = 'acme', flow = 'sign-in', returnTo = '/home?tab=1' } = {}) => {
  const answer = await by.request(`POST /auth/providers/${provider}/${flow}`, { body: { returnTo } })
  expect(answer.status, answer.text).toBe(200)
  return answer.body.data.url as string
}
/** The browser follows the provider back to us. */
const land = (by: Browser, address: string) => {
  expect(address.startsWith(site)).toBe(true)
  return by.request(`GET ${address.slice(site.length)}`, { headers: { accept: 'text/html,*/*;q=0.8' } })
}
const signIn = async (by: Browser, who = subject) => land(by, await acme.visit(await begin(by), who))
const link = async (by: Browser, who = subject) =>
  land(by, await acme.visit(await begin(by, { flow: 'link' }), who))
const idOf = async (by: Browser) => (await by.request('GET /me')).body?.data?.id as string | undefined
const linked = (on = app) =>
  on.db.sql<{ account_id: string; subject: string }>(
    'SELECT account_id, subject FROM auth_linked_identities WHERE subject = $1',
    [subject],
  )
const membersOf = (address: string) => app.db.find(Member, { where: { email: address } })
/** An account whose address was verified by mail. */
const signUpByMail = async (address: string) => {
  await app.request('POST /auth/sign-up', { body: { email: address, password } })
  const token = await mailedToken(app, 'verify_email', address)
  expect((await app.request('POST /auth/verify-email', { body: { token } })).status).toBe(204)
  return (await membersOf(address))[0]?.id ?? ''
}
const withPassword = async (address: string) => (await app.db.insert(Member, { email: address, password })).id
const toBeSentBack = (answer: { status: number; headers: Headers }, fragment: string) => {
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe(`/home?tab=1${fragment}`)
}

describe('signing in', () => {
  test('asks the provider with PKCE, state and nonce, bound to this browser', async () => {
    const answer = await browser.request('POST /auth/providers/acme/sign-in', { body: {} })
    const url = new URL(answer.body.data.url)
    expect(url.origin).toBe(acme.issuer)
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'club',
      response_type: 'code',
      redirect_uri: callback('acme'),
      scope: 'openid email profile',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    })
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-club-session-browser=[\w-]{43}; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/,
      ),
    ])
    const stored = JSON.stringify(await app.db.sql('SELECT c::text FROM auth_challenges c'))
    expect(stored).not.toContain(url.searchParams.get('state'))
    expect(stored).not.toContain(browser.cookies.get('__Host-club-session-browser'))
  })

  test('opens an account for whoever has none, and finds it again', async () => {
    const answer = await signIn(browser)
    toBeSentBack(answer, '')
    const [member] = await membersOf(email)
    expect(member).toMatchObject({ name: 'Uma', password: null })
    expect(await idOf(browser)).toBe(member?.id)
    expect((await browser.request('GET /auth/session')).body.data.session.methods).toEqual(['fed'])
    // Whatever its address is there by now: the subject says who it is.
    acme.people.set(subject, { email: `new${email}`, email_verified: false })
    const again = new Browser(app)
    await signIn(again)
    expect(await idOf(again)).toBe(member?.id)
    expect(await membersOf(`new${email}`)).toEqual([])
  })

  test('links an account whose address both sides have verified', async () => {
    const id = await signUpByMail(email)
    toBeSentBack(await signIn(browser), '')
    expect(await idOf(browser)).toBe(id)
    expect(await linked()).toEqual([{ account_id: id, subject }])
  })

  test('is refused where the provider has not verified the address', async () => {
    const id = await signUpByMail(email)
    for (const verified of [false, undefined]) {
      acme.people.set(subject, { email, ...(verified === undefined ? {} : { email_verified: verified }) })
      toBeSentBack(await signIn(browser), '#error=provider_email_unverified')
      expect(await idOf(browser)).toBeUndefined()
    }
    expect(await linked()).toEqual([])
    expect((await new Browser(app).signIn(email, password)).body.data.user.id).toBe(id)
  })

  test('opens no account for an address that nobody has verified', async () => {
    acme.people.set(subject, { email, email_verified: false })
    toBeSentBack(await signIn(browser), '#error=provider_email_unverified')
    acme.people.set(subject, {})
    toBeSentBack(await signIn(browser), '#error=provider_email_unverified')
    expect(await membersOf(email)).toEqual([])
  })

  test('asks for the second factor of an account that has one', async () => {
    const id = await signUpByMail(email)
    const own = new Browser(app)
    await own.signIn(email, password)
    const { secret } = (await own.request('POST /auth/second-factor')).body.data
    await own.request('POST /auth/second-factor/confirm', { body: { code: codeOf(secret, -1) } })
    const answer = await signIn(browser)
    const location = answer.headers.get('location') ?? ''
    expect(location).toMatch(/^\/home\?tab=1#second_factor=[\w-]{43}$/)
    expect(await idOf(browser)).toBeUndefined()
    const body = { token: location.split('=').at(-1), code: codeOf(secret) }
    const done = await browser.request('POST /auth/sign-in/second-factor', { body })
    expect(done.body.data).toMatchObject({ user: { id }, session: { methods: ['fed', 'otp', 'mfa'] } })
  })

  test('opens no account where the specification says so', async () => {
    const here = new Browser(closed)
    const address = await acme.visit(await begin(here))
    toBeSentBack(await land(here, address), '#error=provider_account_unknown')
    expect(await closed.db.count(Member)).toBe(0)
  })

  test('is refused at the provider', async () => {
    const state = new URL(await begin(browser)).searchParams.get('state')
    const answer = await land(
      browser,
      `${callback('acme')}?error=access_denied&state=${state}&iss=${encodeURIComponent(acme.issuer)}`,
    )
    toBeSentBack(answer, '#error=provider_refused')
    expect(await idOf(browser)).toBeUndefined()
  })

  test('knows no provider that the settings leave out', async () => {
    const answer = await closed.request('POST /auth/providers/none/sign-in', { body: {} })
    expect(answer.status).toBe(404)
    expect(answer.body.error.code).toBe('provider_unknown')
  })

  test('does not start with half a provider', async () => {
    const half = { issuer: acme.issuer, clientId: () => null }
    await expect(start({ providers: { half } })).rejects.toThrow(
      'The provider "half" has an issuer and no clientId',
    )
  })

  test('says that a provider is away', async () => {
    const answer = await closed.request('POST /auth/providers/away/sign-in', { body: {} })
    expect(answer).toBeRefused(503, 'provider_unavailable')
    expect(answer.headers.get('retry-after')).toBe('5')
    expect(await app.request('POST /auth/providers/nobody/sign-in', { body: {} })).toBeRefused(
      404,
      'not_found',
    )
    expect(await app.request('POST /auth/providers/__proto__/sign-in', { body: {} })).toBeRefused(404)
  })
})

describe('somebody who waits in an account with another’s address', () => {
  test('does not get that person’s account elsewhere, nor stays once they come', async () => {
    // Somebody opens an account with an address that is not theirs, and sets up ways in.
    const id = await withPassword(email)
    const attacker = new Browser(app)
    await attacker.signIn(email, password)
    acme.people.set('attacker', { email: 'attacker@elsewhere.example', email_verified: true })
    toBeSentBack(await link(attacker, 'attacker'), '#linked=acme')
    const { key } = (
      await attacker.request('POST /auth/api-keys', { body: { name: 'Later', scopes: ['*'] } })
    ).body.data

    // The owner comes: nothing is linked, and nobody is signed in.
    toBeSentBack(await signIn(browser), '#error=account_not_linked')
    expect(await idOf(browser)).toBeUndefined()
    expect(await linked()).toEqual([])

    // By mail the account becomes theirs, and theirs alone.
    await app.request('POST /auth/password-reset', { body: { email } })
    const token = await mailedToken(app, 'password_reset', email)
    const body = { token, password: 'quite another one' }
    expect((await app.request('POST /auth/password-reset/confirm', { body })).status).toBe(204)
    expect(await idOf(attacker)).toBeUndefined()
    expect(await app.request('GET /me', { headers: { authorization: `Bearer ${key}` } })).toBeRefused(401)
    await signIn(attacker, 'attacker')
    expect(await idOf(attacker)).not.toBe(id)
    toBeSentBack(await signIn(browser), '')
    expect(await idOf(browser)).toBe(id)
  })

  test('does not get it by changing the address of an account either', async () => {
    const mine = `mine${email}`
    const id = await signUpByMail(mine)
    await app.db.update(Member, id, { email })
    toBeSentBack(await signIn(browser), '#error=account_not_linked')
    expect(await linked()).toEqual([])
  })
})

describe('linking', () => {
  let id = ''
  beforeEach(async () => {
    id = await withPassword(email)
    await browser.signIn(email, password)
  })

  test('is for whoever is signed in', async () => {
    acme.people.set(subject, { email: 'anything@elsewhere.example', email_verified: false })
    toBeSentBack(await link(browser), '#linked=acme')
    expect(await linked()).toEqual([{ account_id: id, subject }])
    const elsewhere = new Browser(app)
    toBeSentBack(await signIn(elsewhere), '')
    expect(await idOf(elsewhere)).toBe(id)
    const list = (await browser.request('GET /auth/linked-identities')).body.data
    expect(list).toMatchObject([{ provider: 'acme', email: 'anything@elsewhere.example' }])
    expect(JSON.stringify(list)).not.toContain(subject)
  })

  test('is refused without a fresh session', async () => {
    const body = {}
    expect(await app.request('POST /auth/providers/acme/link', { body })).toBeRefused(401)
    expect(await app.request('POST /auth/providers/acme/link', { body, as: { id } })).toBeRefused(
      403,
      'session_required',
    )
    await app.db.sql(
      `UPDATE auth_sessions SET authenticated_at = authenticated_at - interval '901 seconds' WHERE account_id = $1`,
      [id],
    )
    expect(await browser.request('POST /auth/providers/acme/link', { body })).toBeRefused(
      403,
      'sign_in_not_fresh',
    )
  })

  test('does not take an account elsewhere from another account here', async () => {
    await link(browser)
    const mine = `thief${email}`
    await withPassword(mine)
    const thief = new Browser(app)
    await thief.signIn(mine, password)
    toBeSentBack(await link(thief), '#error=identity_taken')
    expect(await linked()).toEqual([{ account_id: id, subject }])
  })

  test('does not give the thief’s account elsewhere to a victim who follows a link', async () => {
    const mine = `thief${email}`
    await withPassword(mine)
    const thief = new Browser(app)
    await thief.signIn(mine, password)
    // The thief begins, and has the victim's browser come back in their place.
    const address = await acme.visit(await begin(thief, { flow: 'link' }))
    expect(await land(browser, address)).toBeRefused(422, 'provider_answer_unknown')
    expect(await linked()).toEqual([])
  })

  test('is for the session that asked, not for whoever is signed in when the browser comes back', async () => {
    const address = await acme.visit(await begin(browser, { flow: 'link' }))
    const mine = `second${email}`
    await withPassword(mine)
    await browser.signIn(mine, password)
    toBeSentBack(await land(browser, address), '#error=session_required')
    expect(await linked()).toEqual([])
    const late = await acme.visit(await begin(browser, { flow: 'link' }))
    await browser.request('POST /auth/sign-out')
    toBeSentBack(await land(browser, late), '#error=session_required')
    expect(await linked()).toEqual([])
  })
})

describe('taking a link away', () => {
  test('never takes the last way in', async () => {
    await signIn(browser)
    const own = await idOf(browser)
    await browser.request('GET /auth/session')
    const [first] = (await browser.request('GET /auth/linked-identities')).body.data
    const remove = (id: string) => browser.request(`DELETE /auth/linked-identities/${id}`)
    expect(await remove(first.id)).toBeRefused(409, 'last_way_in')
    expect(await linked()).toHaveLength(1)
    other.people.set(subject, { email, email_verified: true })
    toBeSentBack(
      await land(
        browser,
        await other.visit(await begin(browser, { provider: 'other', flow: 'link' }), subject),
      ),
      '#linked=other',
    )
    const both = (await browser.request('GET /auth/linked-identities')).body.data
    expect(both).toHaveLength(2)
    // Both at once would leave nothing.
    const answers = await Promise.all(both.map(({ id }: { id: string }) => remove(id)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409])
    expect((await browser.request('GET /auth/linked-identities')).body.data).toHaveLength(1)
    expect(await idOf(browser)).toBe(own)
  })

  test('is for its owner', async () => {
    await signIn(browser)
    const [mine] = (await browser.request('GET /auth/linked-identities')).body.data
    const address = `x${email}`
    await withPassword(address)
    const stranger = new Browser(app)
    await stranger.signIn(address, password)
    expect((await stranger.request('GET /auth/linked-identities')).body.data).toEqual([])
    expect(await stranger.request(`DELETE /auth/linked-identities/${mine.id}`)).toBeRefused(
      404,
      'identity_not_found',
    )
    expect(await linked()).toHaveLength(1)
  })
})

describe('coming back', () => {
  const refused = async (by: Browser, address: string) => {
    expect(await land(by, address)).toBeRefused(422, 'provider_answer_unknown')
    expect(await idOf(by)).toBeUndefined()
    expect(await membersOf(email)).toEqual([])
  }

  test('counts once', async () => {
    const address = await acme.visit(await begin(browser))
    toBeSentBack(await land(browser, address), '')
    const thief = new Browser(app)
    expect(await land(thief, address)).toBeRefused(422, 'provider_answer_unknown')
    thief.cookies.set(
      '__Host-club-session-browser',
      browser.cookies.get('__Host-club-session-browser') as string,
    )
    expect(await land(thief, address)).toBeRefused(422, 'provider_answer_unknown')
    expect(await idOf(thief)).toBeUndefined()
  })

  test('counts in the browser that left alone: nobody is signed in to an account of somebody else’s choice', async () => {
    const address = await acme.visit(await begin(new Browser(app)))
    await refused(browser, address)
    await begin(browser)
    await refused(browser, address)
  })

  test.each<[string, (address: URL) => void]>([
    ['another state', (address) => address.searchParams.set('state', 'A'.repeat(43))],
    ['no state', (address) => address.searchParams.delete('state')],
    ['an empty state', (address) => address.searchParams.set('state', '')],
  ])('with %s is refused', async (_what, change) => {
    const address = new URL(await acme.visit(await begin(browser)))
    change(address)
    await refused(browser, address.href)
  })

  test('too late is refused', async () => {
    const address = await acme.visit(await begin(browser))
    await app.db.sql('UPDATE auth_challenges SET expires_at = clock_timestamp()')
    await refused(browser, address)
  })

  test('with a code of another way is refused: it has another verifier', async () => {
    const stolen = new URL(await acme.visit(await begin(new Browser(app))))
    const address = new URL(await acme.visit(await begin(browser)))
    address.searchParams.set('code', stolen.searchParams.get('code') as string)
    toBeSentBack(await land(browser, address.href), '#error=provider_refused')
    expect(await idOf(browser)).toBeUndefined()
    expect(await membersOf(email)).toEqual([])
  })

  test('from another provider than the one that was asked is refused', async () => {
    other.people.set(subject, { email, email_verified: true })
    const left = await begin(browser)
    const honest = await acme.visit(left)
    // The answer of one at the callback of the other.
    await refused(browser, honest.replace('/acme/', '/other/'))
    const address = new URL(await acme.visit(await begin(browser)))
    address.searchParams.set('iss', other.issuer)
    toBeSentBack(await land(browser, address.href), '#error=provider_refused')
    expect(await idOf(browser)).toBeUndefined()
    expect(await membersOf(email)).toEqual([])
  })

  test('passes over what it does not know, and takes nothing twice', async () => {
    const address = await acme.visit(await begin(browser))
    const twice = `${address}&state=${'A'.repeat(43)}`
    expect(await land(browser, twice)).toBeRefused(400, 'query_invalid')
    toBeSentBack(await land(browser, `${address}&session_state=1&authuser=0&hd=club.example`), '')
  })
})

describe('the page to come back to', () => {
  test.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    '/home\r\nset-cookie: a=b',
    'home',
    '/home#access_token=x',
    '/%0a/x y',
    '/ü',
  ])('is not %j', async (returnTo) => {
    const answer = await browser.request('POST /auth/providers/acme/sign-in', { body: { returnTo } })
    expect(answer).toBeRefused(422, 'return_to_foreign')
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  test.each(['/', '/home', '/a/b?c=d&e=%2F%2Fevil.example', '/.//x'])('is %j', async (returnTo) => {
    const answer = await land(browser, await acme.visit(await begin(browser, { returnTo })))
    expect(answer.headers.get('location')).toBe(returnTo)
    expect(new URL(returnTo, site).origin).toBe(site)
  })

  test('is not asked for by a page of another origin', async () => {
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    const answer = await app.request('POST /auth/providers/acme/sign-in', { body: {}, headers })
    expect(answer).toBeRefused(403, 'cross_site_request')
  })
})

test('no log tells codes, states, subjects or secrets', async () => {
  const address = new URL(await acme.visit(await begin(browser)))
  await land(browser, address.href)
  const log = JSON.stringify(app.observations)
  for (const secret of [
    address.searchParams.get('code'),
    address.searchParams.get('state'),
    clientSecret,
    subject,
  ])
    expect(log).not.toContain(secret)
})
