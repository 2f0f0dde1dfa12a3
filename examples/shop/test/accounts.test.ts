// Accounts: signing up and in, who sees whom, who may change what. The flows themselves are tested where they are made.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { User } from '../src/accounts.ts'
import { password, type ShopUnderTest, startShop, withToken } from './shop-under-test.ts'

let shop: ShopUnderTest
let app: ShopUnderTest['app']

beforeAll(async () => {
  shop = await startShop()
  app = shop.app
})
afterAll(() => app?.stop())

const account = { email: 'nina@shop.example', name: 'Nina', password }
const signUp = (body: object) => app.request('POST /auth/sign-up', { body })
const signIn = (email: string, typed = password) =>
  app.request('POST /auth/sign-in', { body: { email, password: typed } })

describe('signing up', () => {
  test('opens an account of a customer, once its mail was read', async () => {
    expect((await signUp(account)).status).toBe(202)
    const token = await shop.mailed('verify_email', account.email)
    expect((await signIn(account.email)).status).toBe(401)
    expect((await app.request('POST /auth/verify-email', { body: { token } })).status).toBe(204)
    const headers = await app.signIn({ email: account.email, password })
    const mine = await app.request('GET /users', { headers })
    expect(mine.body.data).toMatchObject([{ email: account.email, name: 'Nina', role: 'customer' }])
  })

  test.each([
    ['a role', { ...account, role: 'admin' }, ['/role']],
    ['no address', { ...account, email: 'nina' }, ['/email']],
    ['a password that is too short', { ...account, password: '1234567' }, ['/password']],
    ['nothing', {}, ['/email', '/name', '/password']],
  ])('refuses %s', async (_what, body, pointers) => {
    const refused = await signUp(body)
    expect(refused.status).toBe(422)
    const found = refused.body.error.details.map(({ pointer }: { pointer: string }) => pointer)
    expect(found.sort()).toEqual(pointers)
  })
})

describe('signing in', () => {
  test('opens a session, and gives apps a token and the next one', async () => {
    const body = { email: 'cleo@shop.example', password }
    const headers = await app.signIn(body)
    expect((await app.request('GET /orders', { headers })).status).toBe(200)

    const { accessToken, refreshToken } = (await app.request('POST /auth/token', { body })).body.data
    expect((await app.request('GET /orders', withToken(accessToken))).status).toBe(200)
    const next = await app.request('POST /auth/token/refresh', { body: { refreshToken } })
    expect((await app.request('GET /orders', withToken(next.body.data.accessToken))).status).toBe(200)
  })

  test('says the same of a wrong password and of an unknown address', async () => {
    const wrong = await signIn('cleo@shop.example', 'incorrect horse')
    const unknown = await signIn('nobody@shop.example')
    for (const { status, body } of [wrong, unknown]) {
      expect(status).toBe(401)
      expect(body.error).toMatchObject({ code: 'credentials_wrong', details: [] })
    }
    expect(wrong.body.error.message).toBe(unknown.body.error.message)
  })

  test('knows no provider where the shop has none', async () => {
    const answer = await app.request('POST /auth/providers/sso/sign-in', { body: {} })
    expect(answer.status).toBe(404)
    expect(answer.body.error.code).toBe('provider_unknown')
  })

  test('asks administrators for a second factor, and nobody else', async () => {
    const headers = await app.signIn({ email: 'ada@shop.example', password })
    const refused = await app.request('GET /users', { headers })
    expect(refused.status).toBe(403)
    expect(refused.body.error.code).toBe('second_factor_missing')
    const assign = { headers, body: { role: 'customer' } }
    expect((await app.request(`PUT /users/${shop.support.id}/role`, assign)).status).toBe(403)
    expect((await app.request('POST /auth/second-factor', { headers })).status).toBe(201)
    const sam = await app.signIn({ email: 'sam@shop.example', password })
    expect((await app.request('GET /users', { headers: sam })).status).toBe(200)
  })
})

describe('a new password', () => {
  test('comes by mail', async () => {
    const { email } = await app.db.insert(User, { ...account, email: 'pat@shop.example' })
    expect((await app.request('POST /auth/password-reset', { body: { email } })).status).toBe(202)
    const token = await shop.mailed('password_reset', email)
    const body = { token, password: 'quite another horse' }
    expect((await app.request('POST /auth/password-reset/confirm', { body })).status).toBe(204)
    expect((await signIn(email)).status).toBe(401)
    expect((await signIn(email, body.password)).status).toBe(200)
  })
})

describe('keys of partners', () => {
  test('do what their scopes say, and nothing else that their holder may', async () => {
    const headers = await app.signIn({ email: 'sam@shop.example', password })
    const scopes = ['products:read', 'orders:read']
    const made = await app.request('POST /auth/api-keys', { headers, body: { name: 'Depot', scopes } })
    const key = withToken(made.body.data.key)
    expect(made.body.data.key).toMatch(/^shop_/)
    expect((await app.request('GET /products', key)).status).toBe(200)
    expect((await app.request('GET /orders', key)).status).toBe(200)
    expect((await app.request('GET /users', key)).status).toBe(403)
    const items = [{ product: await shop.teapot(3), quantity: 1 }]
    expect((await app.request('POST /orders', { ...key, body: { items } })).status).toBe(403)
    expect((await app.request('POST /auth/api-keys', { ...key, body: { name: 'x', scopes } })).status).toBe(
      403,
    )
  })
})

describe('people', () => {
  test('customers see themselves and nobody else', async () => {
    const { cleo, carl } = shop
    expect((await app.request('GET /users', { as: cleo })).body.data).toHaveLength(1)
    expect((await app.request(`GET /users/${carl.id}`, { as: cleo })).status).toBe(404)
    expect((await app.request('GET /users?role=admin', { as: cleo })).body.data).toEqual([])
    expect((await app.request('GET /users?email=ada@shop.example', { as: cleo })).body.data).toEqual([])
    expect((await app.request('GET /users')).status).toBe(401)
  })

  test('support finds a person by address, without a password', async () => {
    const found = await app.request('GET /users?email=carl@shop.example', { as: shop.support })
    expect(found.body.data).toMatchObject([{ id: shop.carl.id, name: 'carl' }])
    expect(found.text).not.toMatch(/password|argon2/i)
  })

  test('change their own name; only an administrator that of others', async () => {
    const { cleo, carl, support, admin } = shop
    const rename = (as: typeof cleo, name: string) =>
      app.request(`PATCH /users/${carl.id}`, { as, body: { name } })
    expect((await rename(carl, 'Charles')).body.data.name).toBe('Charles')
    expect((await rename(admin, 'Carl')).body.data.name).toBe('Carl')
    expect((await rename(support, 'Nobody')).status).toBe(403)
    expect((await rename(cleo, 'Nobody')).status).toBe(404)
    expect(await app.db.get(User, carl.id)).toMatchObject({ name: 'Carl' })
  })

  test.each(['role', 'email', 'password', 'id'])('nobody changes their %s in passing', async (field) => {
    for (const as of [shop.cleo, shop.admin]) {
      const refused = await app.request(`PATCH /users/${as.id}`, { as, body: { [field]: 'admin' } })
      expect(refused.status).toBe(422)
      expect(refused.body.error.details).toMatchObject([{ pointer: `/${field}`, code: 'unknown_field' }])
    }
    expect(await app.db.get(User, shop.cleo.id)).toMatchObject({ role: 'customer' })
  })
})

describe('roles', () => {
  const assign = (as: object, user: string, role: string) =>
    app.request(`PUT /users/${user}/role`, { ...as, body: { role } })

  test('are an administrator’s to give, and count in sessions that are open', async () => {
    const { id, email } = await app.db.insert(User, { ...account, email: 'new@shop.example' })
    const headers = await app.signIn({ email, password })
    const seesCleo = async () => (await app.request(`GET /users/${shop.cleo.id}`, { headers })).status
    expect(await seesCleo()).toBe(404)
    expect((await assign({ as: shop.admin }, id, 'support')).body.data.role).toBe('support')
    expect(await seesCleo()).toBe(200)
  })

  test('are nobody else’s to give', async () => {
    const { cleo, support, admin } = shop
    expect((await assign({ as: cleo }, cleo.id, 'admin')).status).toBe(403)
    expect((await assign({ as: support }, support.id, 'admin')).status).toBe(403)
    expect((await assign({}, cleo.id, 'admin')).status).toBe(401)
    expect((await assign({ as: admin }, cleo.id, 'owner')).status).toBe(422)
    expect((await assign({ as: admin }, '01900000-0000-7000-8000-000000000000', 'admin')).status).toBe(404)
    expect(await app.db.get(User, cleo.id)).toMatchObject({ role: 'customer' })
  })
})
