/** Passkeys, with a device that is software: setting up, signing in, and devices, pages and replays that lie. */
import { application, entity, identity, operation, signedIn, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import '../matchers.ts'
import { Authenticator, type Lies } from './authenticator.ts'
import { Browser, password } from './identity.test-support.ts'

const site = 'https://club.test'
const Member = entity('member', {
  email: t.email().unique().personal(),
  password: t.password().optional(),
})
const accounts = identity(Member, { sessions: true, passkeys: { perAccount: 2 }, secondFactor: true })
const me = operation('GET /me', {
  summary: 'Who I am',
  allow: signedIn,
  output: { id: t.uuid() },
  run: ({ principal }) => ({ id: principal.id }),
})
const app = await testApplication(application('club', { parts: [{ accounts, me }] }), {
  environment: { PUBLIC_URL: site },
})
afterAll(() => app.stop())

let count = 0
let email = ''
let id = ''
let browser: Browser
let device: Authenticator
beforeEach(async () => {
  await app.db.sql('DELETE FROM auth_throttles')
  email = `eva${++count}@club.example`
  id = (await app.db.insert(Member, { email, password })).id
  browser = new Browser(app)
  await browser.signIn(email, password)
  device = new Authenticator(site)
})

const optionsOf = async (by: Browser, route: string) => {
  const answer = await by.request(route)
  expect(answer.status, answer.text).toBe(200)
  return answer.body.data.options
}
const add = async (lies: Lies = {}, by = browser, on = device) => {
  const options = await optionsOf(by, 'POST /auth/passkeys/registration')
  return by.request('POST /auth/passkeys', { body: { name: 'Phone', response: on.create(options, lies) } })
}
const ask = (by: Browser) => optionsOf(by, 'POST /auth/passkeys/challenge')
const send = (by: Browser, response: object) =>
  by.request('POST /auth/sign-in/passkey', { body: { response } })
const signIn = async (by: Browser, lies: Lies = {}, on = device) => send(by, on.get(await ask(by), lies))
const idOf = async (by: Browser) => (await by.request('GET /me')).body?.data?.id as string | undefined
const stored = () =>
  app.db.sql<{ id: string; counter: string }>(
    'SELECT id, counter::text FROM auth_passkeys WHERE account_id = $1',
    [id],
  )

describe('a passkey', () => {
  test('is asked for so that the device verifies its holder and knows the account', async () => {
    const options = await optionsOf(browser, 'POST /auth/passkeys/registration')
    expect(options).toMatchObject({
      rp: { id: 'club.test', name: 'club' },
      user: { id: Buffer.from(id).toString('base64url'), name: email },
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [],
    })
    expect(await ask(browser)).toMatchObject({ rpId: 'club.test', userVerification: 'required' })
    const rows = JSON.stringify(await app.db.sql('SELECT c::text FROM auth_challenges c'))
    expect(rows).not.toContain(options.challenge)
  })

  test('signs its holder in, again and again', async () => {
    const added = await add()
    expect(added.status, added.text).toBe(201)
    expect(added.body.data).toMatchObject({ name: 'Phone', backedUp: false, lastUsedAt: null })
    for (const uses of [1, 2, 3]) {
      const fresh = new Browser(app)
      const answer = await signIn(fresh)
      expect(answer.status, answer.text).toBe(200)
      expect(answer.body.data).toMatchObject({
        user: { id, email },
        session: { methods: ['pop', 'user', 'mfa'] },
      })
      expect(await idOf(fresh)).toBe(id)
      expect((await stored())[0]?.counter).toBe(String(uses))
    }
    expect((await browser.request('GET /auth/passkeys')).body.data).toMatchObject([
      { lastUsedAt: expect.any(String) },
    ])
  })

  test('may be of a device that does not count', async () => {
    await add()
    for (let use = 0; use < 2; use++)
      expect((await signIn(new Browser(app), { counter: 0 })).status).toBe(200)
  })

  test('makes a sign-in fresh again', async () => {
    await add()
    await app.db.sql(
      `UPDATE auth_sessions SET authenticated_at = authenticated_at - interval '901 seconds' WHERE account_id = $1`,
      [id],
    )
    expect(await browser.request('POST /auth/passkeys/registration')).toBeRefused(403, 'sign_in_not_fresh')
    const response = device.get(await ask(browser))
    const answer = await browser.request('POST /auth/step-up/passkey', { body: { response } })
    expect(answer.status, answer.text).toBe(200)
    await optionsOf(browser, 'POST /auth/passkeys/registration')
  })

  test('of somebody else makes nobody’s sign-in fresh', async () => {
    await add()
    const address = `x${email}`
    await app.db.insert(Member, { email: address, password })
    const other = new Browser(app)
    await other.signIn(address, password)
    const response = device.get(await ask(other))
    expect(await other.request('POST /auth/step-up/passkey', { body: { response } })).toBeRefused(
      422,
      'passkey_refused',
    )
    expect(await idOf(other)).not.toBe(id)
  })

  test('is one of a number that an account may have, and of one account', async () => {
    expect((await add()).status).toBe(201)
    const again = await add()
    expect(again).toBeRefused(422, 'passkey_refused')
    const address = `y${email}`
    await app.db.insert(Member, { email: address, password })
    const other = new Browser(app)
    await other.signIn(address, password)
    expect(await add({}, other)).toBeRefused(422, 'passkey_refused')
    expect((await add({}, browser, new Authenticator(site))).status).toBe(201)
    expect(await browser.request('POST /auth/passkeys/registration')).toBeRefused(409, 'too_many_passkeys')
    expect(await stored()).toHaveLength(2)
  })
})

const site2 = 'https://evil.test'
const lies: [string, Lies][] = [
  ['of another origin', { origin: site2 }],
  ['of a subdomain', { origin: 'https://evil.club.test' }],
  ['of plain HTTP', { origin: 'http://club.test' }],
  ['of another RP', { rpId: 'evil.test' }],
  ['of a challenge that nobody asked', { challenge: Buffer.alloc(32, 7).toString('base64url') }],
  ['without user verification', { flags: 0x01 }],
  ['without a user', { flags: 0x04 }],
]

describe('adding a passkey is refused', () => {
  test.each([
    ...lies,
    ['that signs in', { type: 'webauthn.get' }] as [string, Lies],
  ])('%s', async (_what, lie) => {
    expect(await add(lie)).toBeRefused(422, 'passkey_refused')
    expect(await stored()).toEqual([])
  })

  test('twice for one challenge', async () => {
    const options = await optionsOf(browser, 'POST /auth/passkeys/registration')
    const body = (on: Authenticator) => ({ name: 'Phone', response: on.create(options) })
    expect((await browser.request('POST /auth/passkeys', { body: body(device) })).status).toBe(201)
    const second = new Authenticator(site)
    expect(await browser.request('POST /auth/passkeys', { body: body(second) })).toBeRefused(
      422,
      'passkey_refused',
    )
    expect(await stored()).toHaveLength(1)
  })

  test('for another account than the one that asked', async () => {
    const options = await optionsOf(browser, 'POST /auth/passkeys/registration')
    const address = `z${email}`
    const thief = (await app.db.insert(Member, { email: address, password })).id
    const other = new Browser(app)
    await other.signIn(address, password)
    const body = { name: 'Phone', response: device.create(options) }
    expect(await other.request('POST /auth/passkeys', { body })).toBeRefused(422, 'passkey_refused')
    expect(await app.db.sql('SELECT 1 FROM auth_passkeys WHERE account_id = $1', [thief])).toEqual([])
    expect(await stored()).toEqual([])
  })

  test('without a session, and without a fresh one', async () => {
    expect(await app.request('POST /auth/passkeys/registration')).toBeRefused(401)
    expect(await app.request('POST /auth/passkeys/registration', { as: { id } })).toBeRefused(
      403,
      'session_required',
    )
    const options = await optionsOf(browser, 'POST /auth/passkeys/registration')
    await app.db.sql(
      `UPDATE auth_sessions SET authenticated_at = authenticated_at - interval '901 seconds' WHERE account_id = $1`,
      [id],
    )
    const body = { name: 'Phone', response: device.create(options) }
    expect(await browser.request('POST /auth/passkeys', { body })).toBeRefused(403, 'sign_in_not_fresh')
    expect(await stored()).toEqual([])
  })

  test.each<[string, unknown]>([
    ['nothing', {}],
    ['another shape', { id: 1, response: { clientDataJSON: 7 } }],
    ['what is no JSON', { id: 'AA', response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' } }],
    ['prototype keys', { constructor: { id: 'AA' }, response: { constructor: {} } }],
  ])('for %s', async (_what, response) => {
    await optionsOf(browser, 'POST /auth/passkeys/registration')
    const answer = await browser.request('POST /auth/passkeys', { body: { name: 'Phone', response } })
    expect(answer).toBeRefused(422)
    expect(await stored()).toEqual([])
  })

  test('for an attestation that is cut', async () => {
    const options = await optionsOf(browser, 'POST /auth/passkeys/registration')
    const made = device.create(options)
    const response = {
      ...made,
      response: {
        ...made.response,
        attestationObject: (made.response as never as { attestationObject: string }).attestationObject.slice(
          0,
          60,
        ),
      },
    }
    expect(await browser.request('POST /auth/passkeys', { body: { name: 'Phone', response } })).toBeRefused(
      422,
      'passkey_refused',
    )
    expect(await stored()).toEqual([])
  })
})

describe('signing in is refused', () => {
  let fresh: Browser
  beforeEach(async () => {
    expect((await add()).status).toBe(201)
    fresh = new Browser(app)
  })
  const refused = async (answer: Parameters<typeof expect>[0], by = fresh) => {
    expect(answer).toBeRefused(422, 'passkey_refused')
    expect(await idOf(by)).toBeUndefined()
  }

  test.each([
    ...lies,
    ['that adds one', { type: 'webauthn.create' }] as [string, Lies],
  ])('%s', async (_what, lie) => {
    await refused(await signIn(fresh, lie))
    expect((await stored())[0]?.counter).toBe('0')
  })

  test('for an answer that comes again', async () => {
    const response = device.get(await ask(fresh))
    expect((await send(fresh, response)).status).toBe(200)
    const thief = new Browser(app)
    thief.cookies.set(
      '__Host-club-session-browser',
      fresh.cookies.get('__Host-club-session-browser') as string,
    )
    await refused(await send(thief, response), thief)
    await refused(await send(new Browser(app), response), new Browser(app))
  })

  test('for an answer that was wrong once: a challenge has one answer', async () => {
    const options = await ask(fresh)
    await refused(await send(fresh, device.get(options, { origin: site2 })))
    await refused(await send(fresh, device.get(options)))
  })

  test('in another browser than the one that asked', async () => {
    const response = device.get(await ask(fresh))
    const thief = new Browser(app)
    await refused(await send(thief, response), thief)
    await ask(thief)
    await refused(await send(thief, response), thief)
  })

  test('too late', async () => {
    const response = device.get(await ask(fresh))
    await app.db.sql('UPDATE auth_challenges SET expires_at = clock_timestamp()')
    await refused(await send(fresh, response))
  })

  test('with the challenge of adding one', async () => {
    const { challenge } = await optionsOf(browser, 'POST /auth/passkeys/registration')
    const options = await ask(fresh)
    await refused(await send(fresh, device.get({ ...options, challenge })))
  })

  test('for a copy of the device: its counter does not go up', async () => {
    const copy = new Authenticator(site, device)
    for (let use = 0; use < 3; use++) expect((await signIn(new Browser(app))).status).toBe(200)
    await refused(await signIn(fresh, {}, copy))
    await refused(await signIn(fresh, { counter: 3 }, copy))
    expect((await stored())[0]?.counter).toBe('3')
    const events = await app.db.sql('SELECT 1 FROM auth_events WHERE kind = $1 AND account = $2', [
      'passkey_refused',
      id,
    ])
    expect(events).toHaveLength(2)
    // Its holder still comes in.
    expect((await signIn(new Browser(app))).status).toBe(200)
  })

  test('for another key, under the same id', async () => {
    const forged = new Authenticator(site)
    Object.assign(forged, { credential: device.credential })
    await refused(await signIn(fresh, {}, forged))
  })

  test('for a key that nobody has added', async () => {
    await refused(await signIn(fresh, {}, new Authenticator(site)))
  })

  test('for one that was taken away', async () => {
    const [own] = (await browser.request('GET /auth/passkeys')).body.data
    expect((await browser.request(`DELETE /auth/passkeys/${own.id}`)).status).toBe(204)
    await refused(await signIn(fresh))
  })

  test('from a page of another origin', async () => {
    const headers = { origin: site2, 'sec-fetch-site': 'cross-site' }
    expect(await app.request('POST /auth/passkeys/challenge', { headers })).toBeRefused(
      403,
      'cross_site_request',
    )
  })
})

describe('taking a passkey away', () => {
  test('is for its owner, and never takes the last way in', async () => {
    await add()
    const [own] = (await browser.request('GET /auth/passkeys')).body.data
    const address = `w${email}`
    await app.db.insert(Member, { email: address, password })
    const stranger = new Browser(app)
    await stranger.signIn(address, password)
    expect(await stranger.request(`DELETE /auth/passkeys/${own.id}`)).toBeRefused(404, 'passkey_not_found')
    await app.db.update(Member, id, { password: null })
    expect(await browser.request(`DELETE /auth/passkeys/${own.id}`)).toBeRefused(409, 'last_way_in')
    expect(await stored()).toHaveLength(1)
  })
})
