/** A specification of identity that cannot work is refused at start: where, what, and how to mend it. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  anyone,
  application,
  entity,
  grant,
  identity,
  operation,
  policy,
  resource,
  SpecificationError,
  t,
} from 'lintel'
import { testApplication } from 'lintel/testing'
import { describe, expect, test } from 'vitest'
import { planMigration } from '../../src/plan/migration/live/plan-migration.ts'
import { tablesOf } from '../../src/plan/tables/tables-of.ts'
import { startService } from '../../src/service/service.ts'
import '../matchers.ts'
import { Browser, eventually, Note, password, User } from './identity.test-support.ts'

const here = fileURLToPath(import.meta.url)
const source = readFileSync(here, 'utf8').split('\n')

const problemsOf = (...parts: readonly object[]) => {
  try {
    application('wrong', { parts: [parts] })
  } catch (error) {
    if (error instanceof SpecificationError) return error.problems
    throw error
  }
  return []
}
// What the types refuse is declared all the same: not every specification is checked by them.
const loose = <T>(value: T) => value as never

const Nameless = entity('nameless', { name: t.string(), password: t.password() })
const Twofold = entity('twofold', {
  one: t.email().unique(),
  two: t.email().unique(),
  password: t.password(),
})
const Shared = entity('shared', { email: t.email(), password: t.password() })
const Unsure = entity('unsure', { email: t.email().unique().optional(), password: t.password() })
const Open = entity('open', { email: t.email().unique() })

/** What is declared, what is said of it, and how to mend it. */
const wrong: readonly [string, () => object, RegExp, RegExp][] = [
  [
    'no e-mail address',
    () => identity(Nameless, { sessions: true }),
    /nameless has no field of kind email/,
    /t\.email\(\)/,
  ],
  [
    'two e-mail addresses',
    () => identity(Twofold, { sessions: true }),
    /has 2 fields of kind email/,
    /email: …/,
  ],
  [
    'another field for it',
    () => identity(Nameless, loose({ sessions: true, email: 'name' })),
    /"name", which is a text/,
    /t\.email/,
  ],
  [
    'a field for it that is not there',
    () => identity(User, loose({ sessions: true, email: 'mail' })),
    /"mail", which does not exist/,
    /t\.email/,
  ],
  [
    'addresses that are not unique',
    () => identity(Shared, { sessions: true }),
    /shared\.email is not unique/,
    /unique\(\)/,
  ],
  [
    'accounts without an address',
    () => identity(Unsure, { sessions: true }),
    /unsure\.email is optional/,
    /optional\(\)/,
  ],
  [
    'no password',
    () => identity(Open, { sessions: true }),
    /open has no field of kind password/,
    /t\.password\(\)/,
  ],
  [
    'short passwords',
    () => identity(User, { sessions: true, password: { minLength: 6 } }),
    /6 to 256 characters/,
    /at least 8/,
  ],
  [
    'passwords that may not be long',
    () => identity(User, { sessions: true, password: { maxLength: 32 } }),
    /8 to 32 characters/,
    /at least 64/,
  ],
  [
    'a role to choose',
    () => identity(User, { role: 'role', signUp: { fields: ['name', 'role'] } }),
    /"role" of user, which is the role/,
    /signUp\.fields/,
  ],
  [
    'a field that is not there',
    () => identity(User, { signUp: { fields: ['name', loose('nope')] } }),
    /"nope" of user, which is not a stored field/,
    /signUp\.fields/,
  ],
  [
    'the password as a field',
    () => identity(User, { signUp: { fields: ['name', 'password'] } }),
    /"password" of user, which sign-up sets/,
    /signUp\.fields/,
  ],
  [
    'a required field that nobody gives',
    () => identity(User, { signUp: true }),
    /does not take "name" of user/,
    /signUp\.fields/,
  ],
  [
    'sessions that are remembered for long',
    () => identity(User, { sessions: { rememberSeconds: 600 } }),
    /rememberSeconds of identity\(user\) is 600/,
    /from 0 to 60/,
  ],
  [
    'sessions of no length',
    () => identity(User, { sessions: { idleSeconds: 0 } }),
    /idleSeconds of identity\(user\) is 0/,
    /at least 60/,
  ],
  [
    'a cookie with a blank',
    () => identity(User, { sessions: { cookie: 'my cookie' } }),
    /The cookie "my cookie"/,
    /letters, digits/,
  ],
  [
    'tokens for weeks',
    () => identity(User, { passwordReset: { tokenTtlSeconds: 604_800 } }),
    /passwordReset\.tokenTtlSeconds/,
    /from 60 to 86400/,
  ],
  [
    'a lock for ever',
    () =>
      identity(User, { sessions: true, throttle: { account: { maxDelaySeconds: 1e7, forgetSeconds: 2e7 } } }),
    /throttle\.account\.maxDelaySeconds/,
    /from 10 to 86400/,
  ],
  [
    'failures that are forgotten while they still count',
    () => identity(User, { sessions: true, throttle: { account: { forgetSeconds: 1 } } }),
    /throttle\.account\.forgetSeconds/,
    /at least 900/,
  ],
  [
    'a path that is none',
    () => identity(User, { sessions: true, path: loose('auth') }),
    /The path of identity\(user\) is "auth"/,
    /"\/auth"/,
  ],
  [
    'an audit of no day',
    () => identity(User, { sessions: true, audit: { keepDays: 0 } }),
    /audit\.keepDays of identity\(user\) is 0/,
    /at least 1/,
  ],
]

describe('refuses', () => {
  test.each(wrong)('%s', (_what, declare, message, hint) => {
    const problems = problemsOf(declare())
    expect(problems.map((problem) => problem.message)).toEqual([expect.stringMatching(message)])
    const [problem] = problems
    expect(problem?.hint).toMatch(hint)
    expect(problem?.at.file).toBe(here)
    expect(source[(problem?.at.line ?? 0) - 1]).toContain('identity(')
  })

  test('an entity with a name of ours', () => {
    const mine = entity('authSession', { text: t.text() })
    const problems = problemsOf(identity(User, { sessions: true }), mine)
    expect(problems.map(({ message }) => message).join()).toContain(
      'authSession has a name that identity keeps',
    )
    expect(problems.every(({ at }) => source[at.line - 1]?.includes('authSession'))).toBe(true)
  })

  test('a route in the place of a flow', () => {
    const mine = operation('POST /auth/sign-in', { summary: 'Mine', allow: anyone, run: () => undefined })
    const [problem] = problemsOf(identity(User, { sessions: true }), mine)
    expect(problem?.message).toContain('POST /auth/sign-in')
  })

  test('an option that does not exist, or of another kind', () => {
    // @ts-expect-error no such option
    identity(User, { session: true })
    // @ts-expect-error not a field of user
    identity(User, { email: 'mail' })
    // @ts-expect-error not a field of user
    identity(User, { signUp: { fields: ['nickname'] } })
    expect(problemsOf(identity(User, { role: 'role' }))).toEqual([])
  })
})

test('without a flow nothing is added', () => {
  const { model } = application('plain', { parts: [[identity(User, { role: 'role' })]] })
  expect(Object.keys(model.entities)).toEqual(['user'])
  expect(model.operations).toEqual({})
  expect(model.identity).not.toHaveProperty('flows')
  expect(model.entities.user?.fields.email).not.toHaveProperty('lowerCase')
})

test('each flow adds what it needs', () => {
  const names = (options: object) =>
    Object.keys(application('some', { parts: [[identity(User, options)]] }).model.entities).filter(
      (each) => each !== 'user',
    )
  const fields = ['name']
  expect(names({ sessions: true })).toEqual(['authThrottle', 'authSession', 'authEvent'])
  expect(names({ sessions: true, audit: false })).toEqual(['authThrottle', 'authSession'])
  expect(names({ signUp: { fields }, audit: false })).toEqual(['authThrottle', 'authSignUp'])
  expect(names({ signUp: { fields, verifyEmail: 'none' }, audit: false })).toEqual(['authThrottle'])
  expect(names({ passwordReset: true, audit: false })).toEqual(['authThrottle', 'authSingleUseToken'])
})

test('flows that are switched on later are a migration that adds tables', () => {
  const schemaOf = (options: object) =>
    tablesOf(application('growing', { parts: [[identity(User, { role: 'role', ...options })]] }).model)
  const flows = { sessions: true, signUp: { fields: ['name'] }, passwordReset: true }
  const { problems } = planMigration({ from: schemaOf({}), to: schemaOf(flows), number: 2 })
  expect(problems).toEqual([])
  const tables = Object.values(schemaOf(flows).tables).filter(({ name }) => name !== 'users')
  const columns = tables.map(
    ({ name, columns: own }) => `${name}: ${own.map((column) => column.name).join(' ')}`,
  )
  expect(columns).toMatchInlineSnapshot(`
    [
      "auth_throttles: id key failures last_failure_at blocked_until known_until",
      "auth_sessions: id account_id token previous_token previous_until csrf_token role methods authenticated_at address user_agent last_used_at expires_at created_at updated_at",
      "auth_sign_ups: id email token values password_hash expires_at created_at updated_at",
      "auth_single_use_tokens: id account_id purpose token expires_at created_at updated_at",
      "auth_events: id kind account address request_id detail created_at updated_at",
    ]
  `)
})

describe('in production', () => {
  const start = (options: object) =>
    startService({
      application: application('live', { parts: [[identity(User, options)]] }),
      project: { directory: process.cwd() },
      mode: 'production',
      environment: { TOKEN_SECRET: 'a secret for tests, long enough to sign with', PORT: '0' },
      schema: 'trust',
      seed: false,
      observe: () => () => undefined,
    })

  test.each([
    [{ signUp: { fields: ['name'] } }],
    [{ passwordReset: true }],
  ])('nothing starts that mails and cannot: %j', async (options) => {
    await expect(start(options)).rejects.toThrow(
      /MAIL_URL is required: it says how the mail auth\.\w+ is sent/,
    )
  })
})

test('mails go to the hook of the specification, and then nowhere else', async () => {
  const sent: unknown[] = []
  const app = await testApplication(
    application('mailing', {
      parts: [
        [
          identity(User, {
            signUp: { fields: ['name'] },
            deliver: async (message) => void sent.push(message),
          }),
        ],
      ],
    }),
  )
  try {
    const email = 'nina@club.example'
    await app.request('POST /auth/sign-up', { body: { email, name: 'Nina', password } })
    await eventually(() => sent).toEqual([
      {
        kind: 'verify_email',
        to: email,
        token: expect.stringMatching(/^[\w-]{43}$/),
        expiresAt: expect.any(String),
      },
    ])
    expect(app.observations.filter(({ event }) => event === 'mail')).toEqual([])
  } finally {
    await app.stop()
  }
})

test('a mail that cannot be sent is told to whoever runs the service, without the token', async () => {
  const tokens: (string | undefined)[] = []
  const app = await testApplication(
    application('failing', {
      parts: [
        [
          identity(User, {
            signUp: { fields: ['name'] },
            deliver: ({ token }) => {
              tokens.push(token)
              throw new Error('The mail server is away.')
            },
          }),
        ],
      ],
    }),
  )
  try {
    const body = { email: 'nina@club.example', name: 'Nina', password }
    expect((await app.request('POST /auth/sign-up', { body })).status).toBe(202)
    const faults = () => app.observations.filter(({ event }) => event === 'fault')
    await eventually(faults).toMatchObject([{ where: 'sign-up' }])
    expect(JSON.stringify(faults())).not.toContain(tokens[0])
  } finally {
    await app.stop()
  }
})

test('business code has no door to what identity stores', async () => {
  const Session = entity('authSession', { token: t.text() })
  const app = await testApplication(
    application('curious', {
      parts: [
        [
          identity(User, { sessions: true }),
          policy(Note, { read: anyone }),
          operation('GET /look', {
            summary: 'Look',
            allow: anyone,
            output: { found: t.json() },
            run: async ({ db }) => ({ found: (await db.find(Session)).length }),
          }),
          operation('POST /plant', {
            summary: 'Plant',
            allow: anyone,
            async run({ db }) {
              await db.insert(Session, { token: 'planted' })
            },
          }),
        ],
      ],
    }),
  )
  try {
    await app.db.insert(User, { email: 'n@club.example', name: 'N', password })
    await new Browser(app).signIn('n@club.example', password)
    expect((await app.request('GET /look')).body.data).toEqual({ found: 0 })
    expect(await app.request('POST /plant')).toBeRefused(403, 'forbidden')
    for (const path of ['/auth-sessions', '/authSessions', '/auth_sessions', '/auth-events'])
      expect((await app.request(`GET ${path}`)).status).toBe(404)
  } finally {
    await app.stop()
  }
  // A grant on it would be a second entity of that name.
  const spy = operation('GET /spy', {
    summary: 'Spy',
    allow: anyone,
    grants: [grant(Session, 'read')],
    run: () => undefined,
  })
  expect(problemsOf(identity(User, { sessions: true }), spy)).not.toEqual([])
  expect(problemsOf(identity(User, { sessions: true }), resource(Session, { read: anyone }))).not.toEqual([])
})

test('people with counting ids sign in, change their password and see their sessions', async () => {
  const Member = entity('member', { id: t.integerId(), login: t.email().unique(), secret: t.password() })
  const app = await testApplication(
    application('counting', {
      prefix: '/api',
      parts: [
        [
          identity(Member, {
            sessions: true,
            passwordReset: true,
            path: '/door',
            signUp: { verifyEmail: 'none' },
          }),
        ],
      ],
    }),
  )
  try {
    const body = { email: 'N@club.example', password }
    const opened = await app.request('POST /api/door/sign-up', { body })
    expect(opened.body.data).toEqual({ id: expect.any(Number), email: 'n@club.example' })
    const browser = new Browser(app)
    const answer = await browser.request('POST /api/door/sign-in', { body })
    expect(answer.body.data.user).toEqual(opened.body.data)
    expect((await browser.request('GET /api/door/sessions')).body.data).toMatchObject([{ current: true }])
    const change = { current: password, password: 'quite another one' }
    expect((await browser.request('PUT /api/door/password', { body: change })).status).toBe(200)
    expect((await browser.request('POST /api/door/sign-out-everywhere')).status).toBe(204)
    expect((await browser.request('GET /api/door/session')).status).toBe(401)
  } finally {
    await app.stop()
  }
})
