/** Signing up, in and out in a real browser: what cookies it keeps, and what scripts of the page see of them. */
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { mailedToken } from '../identity/identity.test-support.ts'
import { Member, Note, nobody, originOf, password, startBrowser, startClub, Visitor } from './club.ts'

const app = await startClub()
const browser = await startBrowser()
afterAll(async () => {
  await browser.close()
  await app.stop()
})

let count = 0
let email = ''
let visitor: Visitor
beforeEach(async () => {
  await app.db.sql('DELETE FROM auth_throttles')
  email = `ann${++count}@club.example`
  visitor = await Visitor.arrive(browser, originOf(app))
})
afterEach(() => visitor.context.close())

const member = () => app.db.insert(Member, { email, password })
const notes = async () => (await app.db.find(Note)).map(({ text }) => text)

test('an account is opened by the mail to its address, and by nothing before', async () => {
  expect(await visitor.does('sign-up', { email, password })).toBe('done')
  const token = await mailedToken(app, 'verify_email', email)
  expect(await visitor.does('sign-in', { email, password })).toBe('credentials_wrong')
  await visitor.open(`#verify=${token}`)
  expect(visitor.page.url()).not.toContain(token)
  expect(await visitor.does('verify')).toBe('done')
  expect(await visitor.does('sign-in', { email, password })).toBe('done')
  expect(await visitor.who()).toBe(`${email} is signed in.`)

  // The link is good once.
  const other = await Visitor.arrive(browser, originOf(app))
  await other.open(`#verify=${token}`)
  expect(await other.does('verify')).toBe('single_use_token_invalid')
  await other.context.close()
})

describe('the cookie of a session', () => {
  test('is kept by the browser, and read by no script', async () => {
    await member()
    expect(await visitor.cookies()).toEqual([])
    expect(await visitor.does('sign-in', { email, password })).toBe('done')
    const [cookie, ...others] = await visitor.cookies()
    expect(others).toEqual([])
    expect(cookie).toMatchObject({
      name: 'club-session',
      domain: 'localhost',
      path: '/',
      httpOnly: true,
      secure: false,
      sameSite: 'Lax',
    })
    expect(cookie?.value).toMatch(/^[\w-]{43}$/)
    expect(await visitor.page.evaluate('document.cookie')).toBe('')
    // A script that writes a cookie of this name does not replace it.
    await visitor.page.evaluate(`document.cookie = 'club-session=planted; path=/'`)
    expect((await visitor.cookies())[0]?.value).toBe(cookie?.value)
  })

  test('is another one after each sign-in, so that a planted one is worth nothing', async () => {
    await member()
    const planted = 'A'.repeat(43)
    await visitor.context.addCookies([{ name: 'club-session', value: planted, url: originOf(app) }])
    expect(await visitor.does('sign-in', { email, password })).toBe('done')
    const [first] = await visitor.cookies()
    expect(first?.value).not.toBe(planted)
    await visitor.does('sign-out')
    await visitor.does('sign-in', { email, password })
    expect((await visitor.cookies())[0]?.value).not.toBe(first?.value)
  })

  test('outlives a reload, and the page asks for its token again', async () => {
    await member()
    await visitor.does('sign-in', { email, password })
    await visitor.open()
    expect(await visitor.who()).toBe(`${email} is signed in.`)
    const text = `after a reload, ${email}`
    expect(await visitor.does('note', { text })).toBe('done')
    expect(await notes()).toContain(text)
  })
})

test('signing out takes the cookie away, and the session behind it', async () => {
  await member()
  await visitor.does('sign-in', { email, password })
  const [kept] = await visitor.cookies()
  expect(await visitor.does('sign-out')).toBe('done')
  expect(await visitor.who()).toBe(nobody)
  expect(await visitor.cookies()).toEqual([])
  // Whoever has copied the cookie has nothing.
  await visitor.context.addCookies([{ name: 'club-session', value: kept?.value ?? '', url: originOf(app) }])
  await visitor.open()
  expect(await visitor.who()).toBe(nobody)
})

test('a forgotten password is replaced by mail, and every browser is signed out', async () => {
  await member()
  const elsewhere = await Visitor.arrive(browser, originOf(app))
  await elsewhere.does('sign-in', { email, password })
  expect(await visitor.does('forgot', { email })).toBe('done')
  const token = await mailedToken(app, 'password_reset', email)
  await visitor.open(`#new-password=${token}`)
  expect(await visitor.does('new-password', { password: 'quite another horse' })).toBe('done')
  await elsewhere.open()
  expect(await elsewhere.who()).toBe(nobody)
  expect(await elsewhere.does('sign-in', { email, password })).toBe('credentials_wrong')
  expect(await elsewhere.does('sign-in', { email, password: 'quite another horse' })).toBe('done')
  await elsewhere.context.close()
})

test('a page without the token of its session changes nothing', async () => {
  await member()
  await visitor.does('sign-in', { email, password })
  const text = `without a token, ${email}`
  const status = await visitor.page.evaluate(async (body) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch('/notes', { method: 'POST', headers, body })
    return [answer.status, ((await answer.json()) as { error: { code: string } }).error.code]
  }, JSON.stringify({ text }))
  expect(status).toEqual([403, 'csrf_token_invalid'])
  expect(await notes()).not.toContain(text)
})
