/** Codes of an app and passkeys in a real browser: setting them up, signing in with them, and what a role needs. */
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { codeOf, wrongCode } from '../identity/totp-app.ts'
import { Member, nobody, originOf, password, startBrowser, startClub, Visitor } from './club.ts'

const app = await startClub()
const browser = await startBrowser()
afterAll(async () => {
  await browser.close()
  await app.stop()
})

let count = 0
let email = ''
let id = ''
let visitor: Visitor
beforeEach(async () => {
  await app.db.sql('DELETE FROM auth_throttles')
  email = `kim${++count}@club.example`
  id = (await app.db.insert(Member, { email, password })).id
  visitor = await Visitor.arrive(browser, originOf(app))
})
afterEach(() => visitor.context.close())

/** A code is good once, and a test does not wait for the next one. */
const forgetCode = () => app.db.sql('UPDATE auth_totps SET last_step = 0 WHERE account_id = $1', [id])

async function setUpApp(): Promise<string> {
  expect(await visitor.does('second-factor')).toBe('done')
  const secret = await visitor.textOf('secret')
  expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  expect(await visitor.does('first-code', { code: codeOf(secret) })).toBe('done')
  await forgetCode()
  return secret
}

describe('codes of an app', () => {
  test('are asked for after the password, and nobody is signed in before', async () => {
    await visitor.does('sign-in', { email, password })
    const secret = await setUpApp()
    await visitor.does('sign-out')
    expect(await visitor.does('sign-in', { email, password })).toBe('done')
    expect(await visitor.who()).toBe(nobody)
    expect(await visitor.cookies()).toEqual([])
    expect(await visitor.does('code', { code: wrongCode(secret) })).toBe('code_wrong')
    expect(await visitor.cookies()).toEqual([])
    expect(await visitor.does('code', { code: codeOf(secret) })).toBe('done')
    expect(await visitor.who()).toBe(`${email} is signed in.`)
  })

  test('are needed by a role, whose holder can do nothing else before', async () => {
    await app.db.update(Member, id, { role: 'admin' })
    expect(await visitor.does('sign-in', { email, password })).toBe('done')
    expect(await visitor.who()).toBe(`${email} is signed in.`)
    expect(await visitor.does('note', { text: 'x' })).toBe('second_factor_missing')
    await setUpApp()
    expect(await visitor.does('note', { text: 'x' })).toBe('done')
  })
})

describe('a passkey', () => {
  /** A device that the browser believes to be one, with the finger of its holder on it. */
  async function deviceOf(someone: Visitor, isHolder = true) {
    const session = await someone.context.newCDPSession(someone.page)
    await session.send('WebAuthn.enable')
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: isHolder,
        automaticPresenceSimulation: true,
      },
    })
    return { session, authenticatorId }
  }

  test('signs its holder in, without address and password', async () => {
    const { session, authenticatorId } = await deviceOf(visitor)
    await visitor.does('sign-in', { email, password })
    expect(await visitor.does('add-passkey')).toBe('done')
    await visitor.does('sign-out')
    for (const signIns of [1, 2]) {
      expect(await visitor.does('passkey')).toBe('done')
      expect(await visitor.who()).toBe(`${email} is signed in.`)
      const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId })
      expect(credentials).toMatchObject([{ rpId: 'localhost', userName: email, signCount: signIns + 1 }])
      await visitor.does('sign-out')
    }
  })

  test('is a factor for a role that needs one', async () => {
    await deviceOf(visitor)
    await app.db.update(Member, id, { role: 'admin' })
    await visitor.does('sign-in', { email, password })
    expect(await visitor.does('add-passkey')).toBe('done')
    expect(await visitor.does('note', { text: 'x' })).toBe('second_factor_missing')
    await visitor.does('sign-out')
    expect(await visitor.does('passkey')).toBe('done')
    expect(await visitor.does('note', { text: 'x' })).toBe('done')
  })

  test('needs its holder, not the device alone', async () => {
    const { session, authenticatorId } = await deviceOf(visitor)
    await visitor.does('sign-in', { email, password })
    await visitor.does('add-passkey')
    await visitor.does('sign-out')
    await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
    expect(await visitor.does('passkey')).not.toBe('done')
    expect(await visitor.cookies()).not.toContainEqual(expect.objectContaining({ name: 'club-session' }))
  })

  test('whose counter goes back is refused: two devices have its key', async () => {
    const { session, authenticatorId } = await deviceOf(visitor)
    await visitor.does('sign-in', { email, password })
    await visitor.does('add-passkey')
    await visitor.does('sign-out')
    await visitor.does('passkey')
    await visitor.does('sign-out')
    const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId })
    const [credential] = credentials
    if (!credential) throw new Error('The device has no passkey.')
    await session.send('WebAuthn.removeCredential', {
      authenticatorId,
      credentialId: credential.credentialId,
    })
    await session.send('WebAuthn.addCredential', {
      authenticatorId,
      credential: { ...credential, signCount: 0 },
    })
    expect(await visitor.does('passkey')).toBe('passkey_refused')
    expect(await visitor.who()).toBe(nobody)
  })
})
