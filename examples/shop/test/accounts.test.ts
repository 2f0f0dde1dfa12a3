// Accounts: signing up and in, who sees whom, who may change what.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { User } from '../src/accounts.ts'
import { password, type ShopUnderTest, startShop } from './shop-under-test.ts'

let shop: ShopUnderTest
let app: ShopUnderTest['app']

beforeAll(async () => {
  shop = await startShop()
  app = shop.app
})
afterAll(() => app?.stop())

const account = { email: 'nina@shop.example', name: 'Nina', password }
const withToken = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })
const signIn = (email: string, typed = password) =>
  app.request('POST /sign-in', { body: { email, password: typed } })

describe('signing up', () => {
  test('opens an account of a customer and signs in at once', async () => {
    const opened = await app.request('POST /sign-up', { body: account })
    expect(opened.status).toBe(201)
    const { token, user } = opened.body.data
    expect(user).toEqual({ id: expect.any(String), name: 'Nina', role: 'customer' })

    const mine = await app.request(`GET /users/${user.id}`, withToken(token))
    expect(mine.body.data).toMatchObject({ email: account.email, name: 'Nina', role: 'customer' })
  })

  test('admits an e-mail address once, also of parallel attempts', async () => {
    const body = { ...account, email: 'twice@shop.example' }
    const answers = await Promise.all([1, 2, 3].map(() => app.request('POST /sign-up', { body })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    const refused = answers.find(({ status }) => status === 409)
    expect(refused?.body.error).toMatchObject({ code: 'conflict', details: [{ pointer: '/email' }] })
    expect(refused?.text).not.toContain('twice@')
  })

  test.each([
    ['a role', { ...account, role: 'admin' }, ['/role']],
    ['no address', { ...account, email: 'nina' }, ['/email']],
    ['a password that is too short', { ...account, password: '1234567' }, ['/password']],
    ['nothing', {}, ['/email', '/name', '/password']],
  ])('refuses %s', async (_what, body, pointers) => {
    const refused = await app.request('POST /sign-up', { body })
    expect(refused.status).toBe(422)
    const found = refused.body.error.details.map(({ pointer }: { pointer: string }) => pointer)
    expect(found.sort()).toEqual(pointers)
  })
})

describe('signing in', () => {
  test('takes the right password', async () => {
    const { status, body } = await signIn('cleo@shop.example')
    expect(status).toBe(200)
    expect((await app.request('GET /orders', withToken(body.data.token))).status).toBe(200)
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

  test('a token that nobody issued is no token', async () => {
    const { status, body } = await app.request('GET /orders', withToken('e30.e30.e30'))
    expect(status).toBe(401)
    expect(body.error.code).toBe('token_invalid')
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

  test.each(['role', 'password', 'id'])('nobody changes their %s in passing', async (field) => {
    for (const as of [shop.cleo, shop.admin]) {
      const refused = await app.request(`PATCH /users/${as.id}`, { as, body: { [field]: 'admin' } })
      expect(refused.status).toBe(422)
      expect(refused.body.error.details).toMatchObject([{ pointer: `/${field}`, code: 'unknown_field' }])
    }
    expect(await app.db.get(User, shop.cleo.id)).toMatchObject({ role: 'customer' })
  })
})

describe('a new password', () => {
  const change = (as: object, current: string, next: string) =>
    app.request('PUT /users/me/password', { ...as, body: { current, password: next } })

  test('needs the old one, and replaces it', async () => {
    const opened = await app.request('POST /sign-up', { body: { ...account, email: 'pat@shop.example' } })
    const pat = withToken(opened.body.data.token)
    const refused = await change(pat, 'not the old one', 'quite another one')
    expect(refused.status).toBe(422)
    expect(refused.body.error.code).toBe('password_wrong')
    expect((await signIn('pat@shop.example')).status).toBe(200)

    expect((await change(pat, password, 'quite another one')).status).toBe(204)
    expect((await signIn('pat@shop.example')).status).toBe(401)
    expect((await signIn('pat@shop.example', 'quite another one')).status).toBe(200)
  })

  test('is as good as the first, and nobody changes another one', async () => {
    expect((await change({ as: shop.cleo }, password, 'short')).status).toBe(422)
    expect((await change({}, password, 'quite another one')).status).toBe(401)
    expect((await signIn('cleo@shop.example')).status).toBe(200)
  })
})

describe('roles', () => {
  const assign = (as: object, user: string, role: string) =>
    app.request(`PUT /users/${user}/role`, { ...as, body: { role } })

  test('are an administrator’s to give, and count from the next token', async () => {
    const { body } = await app.request('POST /sign-up', { body: { ...account, email: 'new@shop.example' } })
    expect((await assign({ as: shop.admin }, body.data.user.id, 'support')).body.data.role).toBe('support')
    const { token, user } = (await signIn('new@shop.example')).body.data
    expect(user.role).toBe('support')
    expect((await app.request(`GET /users/${shop.cleo.id}`, withToken(token))).status).toBe(200)
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
