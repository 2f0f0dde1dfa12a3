/** Signing in by an OpenID provider in a real browser: real redirects, real cookies, and answers that lie. */
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { mailedToken } from '../identity/identity.test-support.ts'
import { OpenIdServer } from '../identity/openid-server.ts'
import { codeOf } from '../identity/totp-app.ts'
import { freePort, Member, nobody, password, startBrowser, startClub, Visitor } from './club.ts'

const port = await freePort()
const origin = `http://localhost:${port}`
const callback = '/auth/providers/acme/callback'
const acme = await OpenIdServer.start({ redirectUris: [`${origin}${callback}`] })
const app = await startClub({ issuer: acme.issuer, environment: { PORT: String(port), PUBLIC_URL: origin } })
const browser = await startBrowser()
afterAll(async () => {
  await browser.close()
  await Promise.all([app.stop(), acme.stop()])
})

let count = 0
let email = ''
let visitor: Visitor
beforeEach(async () => {
  await app.db.sql('DELETE FROM auth_throttles')
  email = `zoe${++count}@club.example`
  acme.subject = `subject-${count}`
  acme.people.set(acme.subject, { email, email_verified: true })
  visitor = await Visitor.arrive(browser, origin)
})
afterEach(() => visitor.context.close())

const accounts = async () => (await app.db.find(Member, { where: { email } })).length

describe('the way to the provider and back', () => {
  test('opens an account, and ends at the page with a session', async () => {
    const addresses: URL[] = []
    visitor.page.on('request', (request) => addresses.push(new URL(request.url())))
    await visitor.leavesBy('provider')
    expect(await visitor.who()).toBe(`${email} is signed in.`)
    expect(visitor.page.url()).toBe(`${origin}/`)
    expect(await accounts()).toBe(1)

    const asked = addresses.find((each) => each.origin === acme.issuer)?.searchParams
    expect(Object.fromEntries(asked ?? [])).toMatchObject({
      response_type: 'code',
      redirect_uri: `${origin}${callback}`,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
    })
    const back = addresses.find((each) => each.pathname === callback)?.searchParams
    expect(back?.get('state')).toBe(asked?.get('state'))
    expect(back?.get('iss')).toBe(acme.issuer)
    // Nothing that authenticates is in an address that pages and histories see.
    expect(addresses.at(-1)?.search).toBe('')
    expect(await visitor.page.evaluate('document.cookie')).toBe('')
  })

  test('finds the account again, in another browser', async () => {
    await visitor.leavesBy('provider')
    const other = await Visitor.arrive(browser, origin)
    await other.leavesBy('provider')
    expect(await other.who()).toBe(`${email} is signed in.`)
    expect(await accounts()).toBe(1)
    await other.context.close()
  })

  test('asks for the second factor of the account', async () => {
    await visitor.leavesBy('provider')
    await visitor.does('second-factor')
    const secret = await visitor.textOf('secret')
    await visitor.does('first-code', { code: codeOf(secret) })
    await app.db.sql('UPDATE auth_totps SET last_step = 0')
    await visitor.does('sign-out')
    await visitor.leavesBy('provider')
    expect(await visitor.who()).toBe(nobody)
    expect(await visitor.does('code', { code: codeOf(secret) })).toBe('done')
    expect(await visitor.who()).toBe(`${email} is signed in.`)
  })
})

describe('an answer', () => {
  /** The browser leaves for the provider and does not come back: gives the address that it would be sent to. */
  async function stopped(): Promise<string> {
    const asked = visitor.page.waitForRequest(`${acme.issuer}/**`)
    await visitor.page.route(`${acme.issuer}/**`, (route) => route.fulfill({ status: 204 }))
    await visitor.page.click('#provider')
    return acme.visit((await asked).url())
  }

  test('is worth nothing in another browser: nobody is signed in to an account of others', async () => {
    const address = await stopped()
    const victim = await Visitor.arrive(browser, origin)
    const answer = await victim.page.goto(address)
    expect(answer?.status()).toBe(422)
    await victim.open()
    expect(await victim.who()).toBe(nobody)
    expect(await accounts()).toBe(0)
    await victim.context.close()
  })

  test('counts once', async () => {
    const address = await stopped()
    await visitor.page.goto(address)
    await visitor.isKnown()
    expect(await visitor.who()).toBe(`${email} is signed in.`)
    await visitor.does('sign-out')
    expect((await visitor.page.goto(address))?.status()).toBe(422)
    await visitor.open()
    expect(await visitor.who()).toBe(nobody)
  })

  test.each([
    ['another state', (address: URL) => address.searchParams.set('state', 'A'.repeat(43)), 422],
    ['another code', (address: URL) => address.searchParams.set('code', 'A'.repeat(43)), 200],
    ['another issuer', (address: URL) => address.searchParams.set('iss', 'https://other.example'), 200],
  ])('with %s signs nobody in', async (_what, change, status) => {
    const address = new URL(await stopped())
    change(address)
    expect((await visitor.page.goto(address.href))?.status()).toBe(status)
    if (status === 200) {
      await visitor.isKnown()
      expect(await visitor.textOf('said')).toBe('provider: provider_refused')
    }
    await visitor.open()
    expect(await visitor.who()).toBe(nobody)
    expect(await accounts()).toBe(0)
  })
})

describe('an account that is here already', () => {
  test('is found where both sides have verified the address', async () => {
    await visitor.does('sign-up', { email, password })
    await visitor.open(`#verify=${await mailedToken(app, 'verify_email', email)}`)
    await visitor.does('verify')
    await visitor.leavesBy('provider')
    expect(await visitor.who()).toBe(`${email} is signed in.`)
    expect(await accounts()).toBe(1)
  })

  test('is not opened where nobody has; its owner links it from inside', async () => {
    await app.db.insert(Member, { email, password })
    await visitor.leavesBy('provider')
    expect(await visitor.who()).toBe(nobody)
    expect(await visitor.textOf('said')).toBe('provider: account_not_linked')

    await visitor.does('sign-in', { email, password })
    await visitor.leavesBy('link')
    expect(await visitor.textOf('said')).toBe('linked: acme')
    await visitor.does('sign-out')
    await visitor.leavesBy('provider')
    expect(await visitor.who()).toBe(`${email} is signed in.`)
    expect(await accounts()).toBe(1)
  })

  test('is not linked to an account elsewhere that somebody else has', async () => {
    await visitor.leavesBy('provider')
    await visitor.does('sign-out')
    const other = `other-${email}`
    await app.db.insert(Member, { email: other, password })
    await visitor.does('sign-in', { email: other, password })
    await visitor.leavesBy('link')
    expect(await visitor.textOf('said')).toBe('provider: identity_taken')
    expect(await visitor.who()).toBe(`${other} is signed in.`)
  })
})
