/** Over TLS, as in production: what cookies a real browser keeps then, and from whom it takes none. */
import { createHash, X509Certificate } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Authority } from '../certificates.ts'
import { OpenIdServer } from '../identity/openid-server.ts'
import { freePort, Member, nobody, password, startBrowser, startClub, Visitor } from './club.ts'

const { cert, key } = new Authority('ours').issue({
  commonName: 'localhost',
  dns: ['localhost', 'evil.localhost'],
})
const directory = await mkdtemp(join(tmpdir(), 'lintel-https-'))
const file = async (name: string, text: string) => {
  await writeFile(join(directory, name), text)
  return join(directory, name)
}
const port = await freePort()
const origin = `https://localhost:${port}`
const acme = await OpenIdServer.start({ redirectUris: [`${origin}/auth/providers/acme/callback`] })
const app = await startClub({
  issuer: acme.issuer,
  environment: {
    PORT: String(port),
    PUBLIC_URL: origin,
    TLS_CERT: await file('cert.pem', cert),
    TLS_KEY: await file('key.pem', key),
  },
})
// The browser believes this one key, and no other.
const spki = new X509Certificate(cert).publicKey.export({ format: 'der', type: 'spki' })
const believed = createHash('sha256').update(spki).digest('base64')
const browser = await startBrowser([`--ignore-certificate-errors-spki-list=${believed}`])
afterAll(async () => {
  await browser.close()
  await Promise.all([app.stop(), acme.stop()])
  await rm(directory, { recursive: true })
})

const email = 'tea@club.example'
await app.db.insert(Member, { email, password })

test('the cookie is bound to this host and to TLS, and goes on to nobody else', async () => {
  const visitor = await Visitor.arrive(browser, origin)
  expect(await visitor.does('sign-in', { email, password })).toBe('done')
  expect(await visitor.cookies()).toMatchObject([
    {
      name: '__Host-club-session',
      secure: true,
      httpOnly: true,
      sameSite: 'Lax',
      path: '/',
      domain: 'localhost',
    },
  ])
  expect(await visitor.page.evaluate('document.cookie')).toBe('')
  expect(await visitor.does('note', { text: 'over TLS' })).toBe('done')
  await visitor.open()
  expect(await visitor.who()).toBe(`${email} is signed in.`)
  expect(await visitor.does('sign-out')).toBe('done')
  expect(await visitor.cookies()).toEqual([])
  await visitor.context.close()
})

test('a neighbouring host plants no session', async () => {
  const visitor = await Visitor.arrive(browser, origin)
  const neighbour = await visitor.context.newPage()
  await neighbour.goto(`https://evil.localhost:${port}/`)
  const planted = 'A'.repeat(43)
  for (const attributes of ['; path=/', '; path=/; domain=localhost', '; path=/; secure; domain=localhost']) {
    await neighbour.evaluate(`document.cookie = '__Host-club-session=${planted}${attributes}'`)
  }
  expect(await visitor.cookies()).toEqual([])
  await visitor.context.close()
})

test('a way over an outside provider leaves no cookie behind but the session’s and the browser’s', async () => {
  const other = 'teo@club.example'
  acme.subject = 'teo'
  acme.people.set('teo', { email: other, email_verified: true })
  const visitor = await Visitor.arrive(browser, origin)
  await visitor.leavesBy('provider')
  expect(await visitor.who()).toBe(`${other} is signed in.`)
  for (const cookie of await visitor.cookies()) {
    expect(cookie).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Lax' })
    expect(cookie.name).toMatch(/^__Host-club-session(-browser)?$/)
  }
  await visitor.does('sign-out')
  expect(await visitor.who()).toBe(nobody)
  await visitor.context.close()
})

test('a passkey is good here', async () => {
  const visitor = await Visitor.arrive(browser, origin)
  const session = await visitor.context.newCDPSession(visitor.page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  })
  await visitor.does('sign-in', { email, password })
  expect(await visitor.does('add-passkey')).toBe('done')
  await visitor.does('sign-out')
  expect(await visitor.does('passkey')).toBe('done')
  expect(await visitor.who()).toBe(`${email} is signed in.`)
  await visitor.context.close()
})
