// Accounts and profiles: opening, signing in, changing one's own, following.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Follow, User } from '../src/entities.ts'
import { atOnce, type ConduitUnderTest, type Person, password, startConduit } from './conduit-under-test.ts'

let conduit: ConduitUnderTest
let ann: Person
let bob: Person

beforeAll(async () => {
  conduit = await startConduit()
  ann = await conduit.person('ann')
  bob = await conduit.person('bob')
})
afterAll(() => conduit?.app.stop())

const account = (username: string) => ({ username, email: `${username}@conduit.example`, password })
const open = (user: object) => conduit.ask('POST /users', { user })
const login = (email: string, typed = password) =>
  conduit.ask('POST /users/login', { user: { email, password: typed } })

describe('opening an account', () => {
  test('gives a token and no password', async () => {
    const { status, body, text } = await open(account('new'))
    expect(status).toBe(201)
    const { token, ...user } = body.user
    expect(user).toEqual({ username: 'new', email: 'new@conduit.example', bio: null, image: null })
    expect(text).not.toMatch(/password|argon2/i)
    const headers = { authorization: `Token ${token}` }
    expect((await conduit.app.request('GET /api/user', { headers })).body.user.username).toBe('new')
  })

  test.each([
    ['no name', { username: '' }, { username: ["can't be blank"] }],
    ['no address', { email: undefined }, { email: ["can't be blank"] }],
    ['no password', { password: '' }, { password: ["can't be blank"] }],
    ['a short password', { password: '1234567' }, { password: ['is too short (minimum is 8 characters)'] }],
    ['a name that is too long', { username: 'x'.repeat(65) }, { username: [expect.any(String)] }],
  ])('refuses %s', async (_what, wrong, errors) => {
    const { status, body } = await open({ ...account('wrong'), ...wrong })
    expect(status).toBe(422)
    expect(body).toEqual({ errors })
    expect(await conduit.app.db.count(User, { email: 'wrong@conduit.example' })).toBe(0)
  })

  test('refuses what somebody has already, and says what', async () => {
    const name = await open({ ...account('ann'), email: 'other@conduit.example' })
    expect(name.status).toBe(409)
    expect(name.body).toEqual({ errors: { username: ['has already been taken'] } })
    const email = await open({ ...account('other'), email: 'ann@conduit.example' })
    expect(email.status).toBe(409)
    expect(email.body).toEqual({ errors: { email: ['has already been taken'] } })
  })

  test('opens one, when five ask for the same at the same time', async () => {
    expect((await atOnce(5, () => open(account('race')))).sort()).toEqual([201, 409, 409, 409, 409])
  })
})

describe('signing in', () => {
  test('takes the right password', async () => {
    const { status, body } = await login('ann@conduit.example')
    expect(status).toBe(200)
    expect(body.user).toMatchObject({ username: 'ann', token: expect.any(String) })
  })

  test('says the same of a wrong password and of an unknown address', async () => {
    const answers = [await login('ann@conduit.example', 'incorrect'), await login('x@conduit.example')]
    for (const { status, body } of answers) {
      expect(status).toBe(401)
      expect(body).toEqual({ errors: { credentials: ['invalid'] } })
    }
  })

  test.each([
    ['nothing', undefined, 'is missing'],
    ['no token', 'Token', 'is missing'],
    ['another word', 'Bearer x', 'is missing'],
    ['a token that nobody issued', 'Token e30.e30.e30', 'is invalid'],
  ])('%s is not enough', async (_what, authorization, said) => {
    const headers = authorization === undefined ? {} : { authorization }
    const { status, body } = await conduit.app.request('GET /api/user', { headers })
    expect(status).toBe(401)
    expect(body).toEqual({ errors: { token: [said] } })
  })

  test('a token does not outlive its account', async () => {
    const gone = await conduit.person('gone')
    await conduit.app.db.deleteMany(User, { username: 'gone' })
    expect((await gone.ask('GET /user')).body).toEqual({ errors: { token: ['is invalid'] } })
    expect((await gone.ask('PUT /user', { user: { bio: 'x' } })).status).toBe(401)
    const article = { title: 'Ghost', description: 'Ghost', body: 'Ghost' }
    expect((await gone.ask('POST /articles', { article })).status).toBeLessThan(500)
  })
})

describe('changing an account', () => {
  test('changes what is named, and empties what is emptied', async () => {
    const dora = await conduit.person('dora')
    const change = async (user: object) => (await dora.ask('PUT /user', { user })).body.user
    expect(await change({ bio: 'I write.', image: 'https://a.example/d.png' })).toMatchObject({
      username: 'dora',
      bio: 'I write.',
      image: 'https://a.example/d.png',
    })
    expect(await change({ image: '' })).toMatchObject({ bio: 'I write.', image: null })
    expect(await change({ bio: null })).toMatchObject({ bio: null })
  })

  test('replaces the password', async () => {
    const eve = await conduit.person('eve')
    expect((await eve.ask('PUT /user', { user: { password: 'short' } })).status).toBe(422)
    const changed = await eve.ask('PUT /user', { user: { password: 'quite another' } })
    expect(changed.text).not.toMatch(/password|argon2|quite another/i)
    expect((await login('eve@conduit.example')).status).toBe(401)
    expect((await login('eve@conduit.example', 'quite another')).status).toBe(200)
  })

  test('refuses a name or an address that somebody else has', async () => {
    for (const user of [{ username: 'ann' }, { email: 'ann@conduit.example' }]) {
      const { status, body } = await bob.ask('PUT /user', { user })
      expect(status).toBe(409)
      expect(Object.values(body.errors)).toEqual([['has already been taken']])
    }
    expect((await bob.ask('PUT /user', { user: { username: '' } })).status).toBe(422)
    expect((await conduit.ask('PUT /user', { user: { bio: 'x' } })).status).toBe(401)
    expect((await bob.ask('GET /user')).body.user.username).toBe('bob')
  })
})

describe('profiles', () => {
  const following = async (reader: Pick<Person, 'ask'>) =>
    (await reader.ask('GET /profiles/ann')).body.profile.following

  test('show nothing that is private', async () => {
    const { body } = await bob.ask('GET /profiles/ann')
    expect(body).toEqual({ profile: { username: 'ann', bio: null, image: null, following: false } })
    expect((await conduit.ask('GET /profiles/nobody')).body).toEqual({ errors: { profile: ['not found'] } })
  })

  test('are followed once, and no longer, however often somebody says so', async () => {
    for (const method of ['POST', 'POST', 'DELETE', 'DELETE']) {
      const { status, body } = await bob.ask(`${method} /profiles/ann/follow`)
      expect(status).toBe(200)
      expect(body.profile.following).toBe(method === 'POST')
      expect(await following(bob)).toBe(method === 'POST')
      expect(await following(ann)).toBe(false)
      expect(await following(conduit)).toBe(false)
    }
  })

  test('are followed once, also when ten ask at the same time', async () => {
    const statuses = await atOnce(10, () => bob.ask('POST /profiles/ann/follow'))
    expect(statuses).toEqual(Array.from({ length: 10 }, () => 200))
    const { id } = (await conduit.app.db.get(User, { username: 'ann' })) ?? { id: '' }
    expect(await conduit.app.db.count(Follow, { followed: id })).toBe(1)
  })

  test('are followed by those who signed in, where there is somebody', async () => {
    expect((await conduit.ask('POST /profiles/ann/follow')).status).toBe(401)
    expect((await conduit.ask('DELETE /profiles/ann/follow')).status).toBe(401)
    expect((await bob.ask('POST /profiles/nobody/follow')).status).toBe(404)
    expect((await bob.ask('DELETE /profiles/nobody/follow')).status).toBe(404)
  })
})
