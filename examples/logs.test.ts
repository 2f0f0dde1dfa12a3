/** Nothing that people typed in confidence gets into the logs of the examples, whatever goes wrong with it. */
import type { Application } from 'lintel'
import { type TestApplication, testApplication } from 'lintel/testing'
import { expect, test } from 'vitest'
import { logObserver } from '../packages/lintel/src/telemetry/logger.ts'
import conduit from './conduit/src/conduit.ts'
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
  const tokens: string[] = []
  const log = await logged(shop, async (app) => {
    const body = { email, name: 'Confidential', password }
    const opened = await app.request('POST /sign-up', { body })
    await app.request('POST /sign-up', { body })
    await app.request('POST /sign-up', { body: { ...body, email: `${email}@` } })
    const signedIn = await app.request('POST /sign-in', { body: { email, password } })
    await app.request('POST /sign-in', { body: { email, password: `${password}s` } })
    tokens.push(opened.body.data.token, signedIn.body.data.token)
    const headers = { authorization: `Bearer ${tokens[0]}` }
    await app.request(`GET /users?email=${email}&nope=${email}`, { headers })
    await app.request(`PATCH /users/${email}`, { headers, body: { email } })
    await app.request('PUT /users/me/password', { headers, body: { current: 'wrong', password } })
    await app.request('GET /users', { headers: { authorization: `Bearer ${tokens[0]}x` } })
  })
  expect(log).toContain('POST /sign-up 201')
  expect(log).toContain('POST /sign-up 409')
  for (const secret of [email, password, 'argon2', ...tokens]) expect(log).not.toContain(secret)
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
