/** Opening an account: by the mail that its owner reads, or at once. */
import { afterAll, describe, expect, test } from 'vitest'
import '../matchers.ts'
import {
  Browser,
  eventually,
  mailedToken,
  mailsTo,
  password,
  startIdentity,
  User,
} from './identity.test-support.ts'

const app = await startIdentity({ signUp: { fields: ['name'] }, sessions: true })
const open = await startIdentity(
  { signUp: { fields: ['name'], verifyEmail: 'none' }, sessions: true },
  {},
  'open',
)
afterAll(() => Promise.all([app.stop(), open.stop()]))

const signUp = (body: object) => app.request('POST /auth/sign-up', { body })
const verify = (token: unknown) => app.request('POST /auth/verify-email', { body: { token } })
const accounts = (email: string) => app.db.count(User, { email })

describe('signing up', () => {
  test('opens an account when the mail is read', async () => {
    const email = 'Nina@club.example'
    const stored = email.toLowerCase()
    const answer = await signUp({ email, name: 'Nina', password })
    expect(answer.status).toBe(202)
    expect(answer.text).toBe('')
    const token = await mailedToken(app, 'verify_email', stored)
    expect(await accounts(stored)).toBe(0)
    expect(await new Browser(app).request('POST /auth/sign-in', { body: { email, password } })).toBeRefused(
      401,
    )

    expect((await verify(token)).status).toBe(204)
    expect(await app.db.get(User, { email: stored })).toMatchObject({ name: 'Nina', role: 'member' })
    const browser = new Browser(app)
    await browser.signIn(email, password)
    expect((await browser.request('GET /users')).body.data).toMatchObject([{ email: stored }])
  })

  test('keeps neither token nor password', async () => {
    const email = 'secret@club.example'
    await signUp({ email, name: 'Secret', password })
    const token = await mailedToken(app, 'verify_email', email)
    const rows = await app.db.sql<{ row: string }>('SELECT s::text AS row FROM auth_sign_ups s')
    const stored = rows.map(({ row }) => row).join('\n')
    expect(stored).toContain('$argon2id$')
    expect(stored).not.toContain(token)
    expect(stored).not.toContain(password)
    const audited = await app.db.sql<{ row: string }>('SELECT e::text AS row FROM auth_events e')
    expect(audited.length).toBeGreaterThan(0)
    expect(JSON.stringify(audited)).not.toContain(email)
    expect(JSON.stringify(audited)).not.toContain(token)
  })

  test.each([
    ['a role', { role: 'admin' }, ['/role']],
    ['an id', { id: '01900000-0000-7000-8000-000000000000' }, ['/id']],
    ['a verification', { emailVerified: true }, ['/emailVerified']],
    ['no name', { name: undefined }, ['/name']],
    ['no address', { email: 'nina' }, ['/email']],
    ['a password that is no text', { password: { $ne: '' } }, ['/password']],
  ])('with %s is refused', async (_what, given, pointers) => {
    const refused = await signUp({ email: 'role@club.example', name: 'R', password, ...given })
    expect(refused).toBeRefused(422, 'invalid')
    expect(refused).toPointAt(...pointers)
  })

  test('takes no prototype for a field', async () => {
    const body = `{"email":"p@club.example","name":"P","password":"${password}","__proto__":{"role":"admin"}}`
    const headers = { 'content-type': 'application/json' }
    expect(await app.request('POST /auth/sign-up', { body, headers })).toBeRefused(400, 'body_forbidden_key')
  })

  test.each([
    ['short', 'seven 7', 'too_short'],
    ['short by its characters, not its bytes', '🐢🐢🐢🐢🐢🐢🐢', 'too_short'],
    ['common', 'Password123', 'password_common'],
    ['one character again and again', 'aaaaaaaaaaaa', 'password_common'],
    ['a row of neighbours', 'abcdefghij', 'password_common'],
    ['the application’s name', 'CLUB-2026-club', 'password_obvious'],
    ['the person’s name', 'Ninotschka1!', 'password_obvious'],
    ['the person’s address', 'ninotschka@club.example', 'password_obvious'],
  ])('refuses a password that is %s', async (_what, chosen, code) => {
    const refused = await signUp({ email: 'ninotschka@club.example', name: 'Ninotschka', password: chosen })
    expect(refused).toBeRefused(422, 'invalid')
    expect(refused.body.error.details).toMatchObject([{ pointer: '/password', code }])
    expect(refused.text).not.toContain(chosen)
  })

  test('admits any password that is long enough, also one in words and signs of everywhere', async () => {
    for (const [index, chosen] of [
      'mein Hut der hat',
      '🐢🦊🐙🦉🐝🦋🐌🐞',
      'всё хорошо',
      'xxxy7 zq',
    ].entries()) {
      expect(
        (await signUp({ email: `free${index}@club.example`, name: 'Free', password: chosen })).status,
      ).toBe(202)
    }
  })

  test('takes the same characters for the same password, however they were typed', async () => {
    const email = 'normal@club.example'
    await signUp({ email, name: 'Normal', password: 'Ångström café ①' })
    await verify(await mailedToken(app, 'verify_email', email))
    await new Browser(app).signIn(email, 'Ångström café 1'.normalize('NFD'))
  })
})

describe('a token of verification', () => {
  test('is good for one use, of many at once', async () => {
    const email = 'once@club.example'
    await signUp({ email, name: 'Once', password })
    const token = await mailedToken(app, 'verify_email', email)
    const answers = await Promise.all([1, 2, 3, 4].map(() => verify(token)))
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 422, 422, 422])
    expect(await verify(token)).toBeRefused(422, 'single_use_token_invalid')
    expect(await accounts(email)).toBe(1)
  })

  test('ends', async () => {
    const email = 'late@club.example'
    await signUp({ email, name: 'Late', password })
    const token = await mailedToken(app, 'verify_email', email)
    await app.db.sql('UPDATE auth_sign_ups SET expires_at = clock_timestamp() WHERE email = $1', [email])
    expect(await verify(token)).toBeRefused(422, 'single_use_token_invalid')
    expect(await accounts(email)).toBe(0)
  })

  test('is not guessed', async () => {
    expect(await verify('A'.repeat(43))).toBeRefused(422, 'single_use_token_invalid')
    for (const wrong of ['', 'short', "' OR 1=1 --".padEnd(43), 5, null, ['A'.repeat(43)]])
      expect(await verify(wrong)).toBeRefused(422, 'invalid')
  })

  test('of a stranger’s sign-up neither takes the address nor leaves a password', async () => {
    const email = 'victim@club.example'
    await signUp({ email, name: 'Stranger', password: 'password of a stranger' })
    const planted = await mailedToken(app, 'verify_email', email)
    await signUp({ email, name: 'Victim', password })
    await eventually(async () => (await mailsTo(app, email)).length).toBe(2)
    const token = await mailedToken(app, 'verify_email', email)
    expect((await verify(token)).status).toBe(204)
    expect(await verify(planted)).toBeRefused(422, 'single_use_token_invalid')
    expect(await app.db.find(User, { where: { email } })).toMatchObject([{ name: 'Victim' }])
    await new Browser(app).signIn(email, password)
    const body = { email, password: 'password of a stranger' }
    expect(await app.request('POST /auth/sign-in', { body })).toBeRefused(401)
  })
})

describe('an address that is known', () => {
  test('is told to its owner, and to nobody else', async () => {
    const email = 'known@club.example'
    await app.db.insert(User, { email, name: 'Known', password })
    const known = await signUp({ email: email.toUpperCase(), name: 'Again', password: 'another good one' })
    const unknown = await signUp({
      email: 'unknown@club.example',
      name: 'Again',
      password: 'another good one',
    })
    expect([known.status, known.text]).toEqual([unknown.status, unknown.text])
    await eventually(() => mailsTo(app, email)).toMatchObject([{ kind: 'account_exists' }])
    expect((await mailsTo(app, email))[0]).not.toHaveProperty('token')
    expect(await app.db.find(User, { where: { email } })).toMatchObject([{ name: 'Known' }])
    await new Browser(app).signIn(email, password)
  })

  test('cannot be stored twice, whatever its case and by whatever door', async () => {
    const row = { name: 'Case', password }
    const { id } = await app.db.insert(User, { email: 'Case@club.example', ...row })
    await expect(app.db.insert(User, { email: 'CASE@CLUB.EXAMPLE', ...row })).rejects.toMatchObject({
      code: 'conflict',
    })
    const other = await app.db.insert(User, { email: 'other-case@club.example', ...row })
    await expect(app.db.update(User, other.id, { email: 'cAse@club.example' })).rejects.toMatchObject({
      code: 'conflict',
    })
    const patched = await app.request(`PATCH /users/${other.id}`, {
      as: other,
      body: { email: 'CASE@club.example' },
    })
    expect(patched).toBeRefused(409, 'conflict')
    expect(await app.db.get(User, { email: 'CASE@club.EXAMPLE' })).toMatchObject({
      id,
      email: 'case@club.example',
    })
    expect((await app.request('GET /users?email=CASE@club.example', { as: { id } })).body.data).toHaveLength(
      1,
    )
  })
})

describe('without a mail', () => {
  test('an account is open at once, and an address that is taken is told', async () => {
    const body = { email: 'Olga@club.example', name: 'Olga', password }
    const opened = await open.request('POST /auth/sign-up', { body })
    expect(opened.status).toBe(201)
    expect(opened.body.data).toEqual({ id: expect.any(String), email: 'olga@club.example', role: 'member' })
    expect(await open.request('POST /auth/sign-up', { body })).toBeRefused(409, 'conflict')
    await new Browser(open).signIn(body.email, password)
    expect(await open.mails()).toEqual([])
  })
})

test('the document describes every flow, and how a session is proved', async () => {
  const { paths, components } = (await app.request('GET /openapi.json')).body
  expect(
    Object.keys(paths)
      .filter((path) => path.startsWith('/auth'))
      .toSorted(),
  ).toEqual([
    '/auth/password',
    '/auth/session',
    '/auth/sessions',
    '/auth/sessions/{session}',
    '/auth/sign-in',
    '/auth/sign-out',
    '/auth/sign-out-everywhere',
    '/auth/sign-up',
    '/auth/verify-email',
  ])
  expect(components.securitySchemes).toMatchObject({
    session: { type: 'apiKey', in: 'cookie', name: '__Host-club-session' },
    csrfToken: { type: 'apiKey', in: 'header', name: 'X-CSRF-Token' },
  })
  expect(paths['/notes'].get.security).toEqual([{ accessToken: [] }, { session: [] }])
  expect(paths['/notes'].post.security).toEqual([{ accessToken: [] }, { session: [], csrfToken: [] }])
  expect(paths['/auth/sign-in'].post.security).toEqual([
    {},
    { accessToken: [] },
    { session: [], csrfToken: [] },
  ])
  expect(paths['/auth/sign-in'].post.responses['429'].headers).toHaveProperty('Retry-After')
  expect(JSON.stringify(components.schemas)).not.toMatch(/csrfTokenHash|authSession|authThrottle/)
})
