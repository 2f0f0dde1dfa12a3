/** Pages of others in a real browser, while somebody is signed in: they change nothing, and read nothing. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { Member, Note, originOf, password, startBrowser, startClub, Visitor } from './club.ts'

/** An empty page of another origin; what it does is written by the tests. */
const others: Server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Others</title>')
})
await new Promise<void>((resolve) => others.listen(0, resolve))
const { port } = others.address() as AddressInfo

const app = await startClub()
const browser = await startBrowser()
afterAll(async () => {
  await browser.close()
  await app.stop()
  others.closeAllConnections()
  await new Promise((resolve) => others.close(resolve))
})

const email = 'bea@club.example'
await app.db.insert(Member, { email, password })
const mallory = 'mallory@club.example'
await app.db.insert(Member, { email: mallory, password })
const origin = originOf(app)
const visitor = await Visitor.arrive(browser, origin)
await visitor.does('sign-in', { email, password })

beforeEach(() => app.db.sql('DELETE FROM auth_throttles'))

const rowsBehind = async () => {
  const [row] = await app.db.sql<{ notes: string; sessions: string; passwords: string }>(
    `SELECT (SELECT count(*) FROM notes) AS notes, (SELECT count(*) FROM auth_sessions) AS sessions,
      (SELECT string_agg(password_hash, ',' ORDER BY id) FROM members) AS passwords`,
  )
  return row
}
const refusals = () =>
  app.observations.flatMap((each) => (each.event === 'request' && 'code' in each ? [each.code] : []))

/** What a browser is told of an answer, or that it is told nothing. */
const asks = (path: string, method: string, type: string) => `
  fetch('${origin}${path}', {
    method: '${method}', credentials: 'include', mode: '${type === 'application/json' ? 'cors' : 'no-cors'}',
    ${method === 'GET' ? '' : `headers: { 'content-type': '${type}' }, body: '{"text":"forged"}',`}
  }).then((answer) => answer.type + ' ' + answer.status, (error) => error.name)`

// A page on another port of the same host is another origin of the same site: SameSite does not keep its requests off.
describe.each([
  // The cookie stays at home (SameSite=Lax).
  ['another site', `http://127.0.0.1:${port}/`, 'unauthenticated'],
  ['another origin of the same site', `http://localhost:${port}/`, 'cross_site_request'],
])('a page of %s', (_what, address, refusal) => {
  test.each([
    ['POST', 'a form', 'text/plain'],
    ['POST', 'a form', 'application/x-www-form-urlencoded'],
    ['POST', 'a script', 'application/json'],
    ['DELETE', 'a script', 'application/json'],
  ])('changes nothing by a %s as %s sends it, %s', async (method, _by, type) => {
    const page = await visitor.context.newPage()
    await page.goto(address)
    const before = await rowsBehind()
    const refused = refusals().length
    const path = method === 'DELETE' ? '/auth/sessions/01900000-0000-7000-8000-000000000000' : '/notes'
    expect(await page.evaluate(asks(path, method, type))).toMatch(/^(opaque 0|TypeError)$/)
    // A script that would say what only scripts can say has to ask first, and is told no.
    const isAskedFirst = type === 'application/json'
    expect(refusals().slice(refused)).toEqual(isAskedFirst ? [] : [refusal])
    expect(await rowsBehind()).toEqual(before)
    await page.close()
  })

  test('changes nothing by a form that leads to us', async () => {
    const page = await visitor.context.newPage()
    await page.goto(address)
    const before = await rowsBehind()
    const refused = refusals().length
    const [answer] = await Promise.all([
      page.waitForResponse(`${origin}/auth/sign-out-everywhere`),
      page.evaluate(`
        const form = document.body.appendChild(document.createElement('form'))
        form.action = '${origin}/auth/sign-out-everywhere'
        form.method = 'POST'
        form.submit()`),
    ])
    expect(answer.status()).toBe(403)
    // A page that is closed on its way to another one may never be.
    await page.waitForURL(`${origin}/auth/sign-out-everywhere`)
    expect(refusals().slice(refused)).toEqual(['cross_site_request'])
    expect(await rowsBehind()).toEqual(before)
    await page.close()
  })

  test('signs nobody in to an account of its own', async () => {
    const page = await visitor.context.newPage()
    await page.goto(address)
    const before = await visitor.cookies()
    const body = JSON.stringify({ email: mallory, password })
    await page.evaluate(
      async ([to, sent]) => {
        const headers = { 'content-type': 'text/plain' }
        await fetch(`${to}/auth/sign-in`, {
          method: 'POST',
          mode: 'no-cors',
          credentials: 'include',
          headers,
          body: sent,
        })
      },
      [origin, body] as const,
    )
    expect(await visitor.cookies()).toEqual(before)
    await page.close()
  })

  test('reads nothing, and no token', async () => {
    const page = await visitor.context.newPage()
    await page.goto(address)
    expect(
      await page.evaluate(`fetch('${origin}/auth/session', { credentials: 'include' })
        .then((answer) => answer.text(), (error) => error.name)`),
    ).toBe('TypeError')
    await page.close()
  })

  test('shows none of our pages inside of its own', async () => {
    const page = await visitor.context.newPage()
    await page.goto(address)
    await page.evaluate(`new Promise((resolve) => {
      const frame = document.createElement('iframe')
      frame.onload = resolve
      frame.src = '${origin}/auth/session'
      document.body.append(frame)
    })`)
    const [, frame] = page.frames()
    expect(await frame?.content()).not.toContain('csrfToken')
    await page.close()
  })
})

test('the session goes on, and its own page changes what it likes', async () => {
  await visitor.open()
  expect(await visitor.who()).toBe(`${email} is signed in.`)
  expect(await visitor.does('note', { text: 'mine' })).toBe('done')
  expect((await app.db.find(Note)).map(({ text }) => text)).toEqual(['mine'])
})

test('an origin that is named may act in the session with its token, if it is of the same site', async () => {
  const named = await startClub({ environment: { CORS_ORIGINS: `http://localhost:${port}` } })
  const { id } = await named.db.insert(Member, { email, password })
  const there = await browser.newContext()
  const page = await there.newPage()
  await page.goto(`http://localhost:${port}/`)
  const result = await page.evaluate(
    async ([to, credentials]) => {
      const headers = { 'content-type': 'application/json' }
      const shared = { method: 'POST', credentials: 'include' } as const
      const signedIn = await fetch(`${to}/auth/sign-in`, { ...shared, headers, body: credentials })
      const { data } = (await signedIn.json()) as { data: { csrfToken: string } }
      const body = JSON.stringify({ text: 'from the app' })
      const bare = await fetch(`${to}/notes`, { ...shared, headers, body })
      const token = { ...headers, 'x-csrf-token': data.csrfToken }
      const kept = await fetch(`${to}/notes`, { ...shared, headers: token, body })
      return [signedIn.status, bare.status, kept.status]
    },
    [originOf(named), JSON.stringify({ email, password })] as const,
  )
  expect(result).toEqual([200, 403, 201])
  expect(await named.db.find(Note)).toMatchObject([{ author: id, text: 'from the app' }])
  await there.close()
  await named.stop()
})
