/** Nothing that people typed in confidence gets into the logs of the examples, whatever goes wrong with it. */
import type { Application } from 'lintel'
import { type TestApplication, testApplication } from 'lintel/testing'
import { expect, test } from 'vitest'
import { logObserver } from '../packages/lintel/src/telemetry/logger.ts'
import conduit from './conduit/src/conduit.ts'
import { User } from './shop/src/accounts.ts'
import shop from './shop/src/shop.ts'

const email = 'confidential@private.example'
const password = 'a very secret horse'

/** What the log says of the traffic, at its most talkative. */
async function logged(application: Application, traffic: (app: TestApplication) => Promise<void>) {
  const lines: string[] = []
  const destination = { write: (line: string) => void lines.push(line) }
  const observe = logObserver({ level: 'debug', model: application.model, destination })
  const app = await testApplication(application, { observe })
  try {
    await traffic(app)
  } finally {
    await app.stop()
  }
  return lines.join('')
}

test('of the shop', async () => {
  const secrets: string[] = []
  const log = await logged(shop, async (app) => {
    const { id } = await app.db.insert(User, { email, name: 'Confidential', password })
    await app.request('POST /auth/sign-up', { body: { email: `${email}@`, name: 'Confidential', password } })
    await app.request('POST /auth/verify-email', { body: { token: 'x'.repeat(43) } })
    const session = await app.signIn({ email, password })
    await app.request('POST /auth/sign-in', { body: { email, password: `${password}s` } })
    const { accessToken, refreshToken } = (
      await app.request('POST /auth/token', { body: { email, password } })
    ).body.data
    const factor = await app.request('POST /auth/second-factor', { headers: session })
    const key = await app.request('POST /auth/api-keys', {
      headers: session,
      body: { name: 'k', scopes: ['orders:read'] },
    })
    secrets.push(accessToken, refreshToken, factor.body.data.secret, key.body.data.key)
    secrets.push(session.cookie.split('=')[1] ?? '', session['x-csrf-token'])
    const headers = { authorization: `Bearer ${accessToken}` }
    await app.request(`GET /users?email=${email}&nope=${email}`, { headers })
    await app.request(`PATCH /users/${email}`, { headers, body: { email } })
    await app.request(`PATCH /users/${id}`, { headers, body: { name: 7, email } })
    await app.request('PUT /auth/password', { headers: session, body: { current: 'wrong', password } })
    await app.request('GET /users', { headers: { authorization: `Bearer ${accessToken}x` } })
    await app.request('GET /orders', { headers: { authorization: `Bearer ${key.body.data.key}x` } })
    await app.request('POST /auth/token/refresh', { body: { refreshToken } })
    await app.request('POST /auth/token/refresh', { body: { refreshToken } })
  })
  expect(log).toContain('POST /auth/sign-up 422')
  expect(log).toContain('POST /auth/sign-in 401')
  expect(log).toContain('POST /auth/api-keys 201')
  expect(secrets.every((secret) => secret.length > 20)).toBe(true)
  for (const secret of [email, password, 'argon2', ...secrets]) expect(log).not.toContain(secret)
})

test('of Conduit', async () => {
  let token = ''
  const log = await logged(conduit, async (app) => {
    const user = { username: 'confidential', email, password }
    token = (await app.request('POST /api/users', { body: { user } })).body.user.token
    const headers = { authorization: `Token ${token}` }
    await app.request('POST /api/users', { body: { user } })
    await app.request('POST /api/users', { body: { user: { ...user, email: `x${email}` } } })
    await app.request('POST /api/users/login', { body: { user } })
    await app.request('POST /api/users/login', { body: { user: { email, password: `${password}s` } } })
    await app.request('PUT /api/user', { headers, body: { user: { email, password: 'short' } } })
    await app.request('GET /api/user', { headers: { authorization: `Token ${token}x` } })
  })
  expect(log).toContain('POST /api/users 201')
  expect(log).toContain('POST /api/users 409')
  for (const secret of [email, password, 'argon2', token]) expect(log).not.toContain(secret)
})
