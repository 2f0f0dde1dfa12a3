/** The mails of identity's flows: composed by the framework, through the queue, where nobody can read a token. */
import { application, type IdentityMail, identity, mail } from 'lintel'
import type { TestOptions } from 'lintel/testing'
import { describe, expect, test } from 'vitest'
import { startService } from '../../src/service/service.ts'
import {
  type IdentityOptions,
  mailedToken,
  password,
  startIdentity,
  User,
} from '../identity/identity.test-support.ts'

const flows: IdentityOptions = { signUp: { fields: ['name'] }, sessions: true, passwordReset: true }
const email = 'nina@club.example'
const queued = `SELECT data::text AS data FROM lintel.jobs UNION ALL SELECT data::text FROM lintel.dead_jobs`

async function withApplication(
  options: IdentityOptions,
  work: (app: Awaited<ReturnType<typeof startIdentity>>) => Promise<void>,
  testOptions: TestOptions = {},
): Promise<void> {
  const app = await startIdentity(options, testOptions)
  try {
    await work(app)
  } finally {
    await app.stop()
  }
}
const publicUrl = { environment: { PUBLIC_URL: 'https://club.example/' } }
const signUp = (app: Awaited<ReturnType<typeof startIdentity>>) =>
  app.request('POST /auth/sign-up', { body: { email, name: 'Nina', password } })

describe('a mail of identity', () => {
  const tokens: string[] = []
  const former = 'a former secret for tests that is long enough'

  test('leads to a page of the application, with a token that opens the account', () =>
    withApplication(
      flows,
      async (app) => {
        await signUp(app)
        const [sent] = await app.mails()
        expect(sent).toMatchObject({
          mail: 'auth.verify_email',
          to: [email],
          subject: 'Confirm your e-mail address for club',
          text: expect.stringMatching(/^https:\/\/club\.example\/verify-email#token=[\w-]{43}$/m),
        })
        const token = /#token=(\S+)/.exec(sent?.text ?? '')?.[1]
        expect((await app.request('POST /auth/verify-email', { body: { token } })).status).toBe(204)
        await app.request('POST /auth/password-reset', { body: { email } })
        expect((await app.mails()).at(-1)).toMatchObject({
          mail: 'auth.password_reset',
          text: expect.stringMatching(/^https:\/\/club\.example\/reset-password#token=[\w-]{43}$/m),
        })
      },
      publicUrl,
    ))

  test('says what the application has it say', () =>
    withApplication(
      {
        ...flows,
        mails: {
          verifyEmailPage: '/willkommen',
          compose: ({ kind, link, application: name }: IdentityMail) =>
            kind === 'verify_email' ? { subject: `Willkommen bei ${name}`, text: `${link}` } : undefined,
        },
      },
      async (app) => {
        await signUp(app)
        await app.request('POST /auth/verify-email', {
          body: { token: /#token=(\S+)/.exec((await app.mails())[0]?.text ?? '')?.[1] },
        })
        await app.request('POST /auth/password-reset', { body: { email } })
        expect(await app.mails()).toMatchObject([
          {
            subject: 'Willkommen bei club',
            text: expect.stringMatching(/^https:\/\/club\.example\/willkommen#token=/),
          },
          { subject: 'Choose a new password for club' },
        ])
      },
      publicUrl,
    ))

  test('keeps its token from whoever reads the queue', () =>
    withApplication(
      flows,
      async (app) => {
        await signUp(app)
        await app.request('POST /auth/sign-up', { body: { email: 'bob@club.example', name: 'B', password } })
        let rows: readonly { readonly data: string }[] = []
        const look = async () => {
          rows = await app.db.dangerouslyWithoutPolicies().sql<{ data: string }>(queued)
          return rows.length
        }
        await expect.poll(look).toBe(2)
        const second = await startService({
          application: application('club', { parts: [[identity(User, { role: 'role', ...flows })]] }),
          project: { directory: process.cwd() },
          mode: 'test',
          // The former secret still opens what was encrypted under it.
          environment: {
            TOKEN_SECRET: 'another secret for tests, long enough to sign with',
            TOKEN_SECRETS_PREVIOUS: former,
            PORT: '0',
            DATABASE_URL: app.connectionString,
          },
          schema: 'trust',
          seed: false,
          mailTransport: {
            send: async (mail) => {
              const token = /^[\w-]{43}$/m.exec(mail.text)?.[0] ?? ''
              expect(token).not.toBe('')
              expect(JSON.stringify(rows)).not.toContain(token)
              tokens.push(token)
              return { refused: 0 }
            },
            close: async () => undefined,
          },
          observe: () => () => undefined,
        })
        await app.idle()
        await second.stop()
        expect(new Set(tokens).size).toBe(2)
        for (const token of tokens)
          expect((await app.request('POST /auth/verify-email', { body: { token } })).status).toBe(204)
      },
      { environment: { JOBS: 'elsewhere', TOKEN_SECRET: former } },
    ))

  test('whose token is over is not sent any more', () =>
    withApplication({ ...flows, passwordReset: { tokenTtlSeconds: 60 } }, async (app) => {
      await app.db.insert(User, { email, name: 'Nina', password })
      await app.db.dangerouslyWithoutPolicies().sql(
        `INSERT INTO lintel.jobs (id, job, run_at, data)
           SELECT gen_random_uuid(), 'auth.password_reset', now(), jsonb_build_object('to', $1::text, 'token', 'x', 'expiresAt', now() - interval '1 second')`,
        [email],
      )
      expect(await app.mails()).toEqual([])
    }))

  test('is not sent where the application needs none, unless it asks for it', async () => {
    const body = { current: password, password: 'another horse battery' }
    for (const [mails, kinds] of [
      [{}, []],
      [{ mails: true as const }, ['auth.password_changed']],
    ] as const) {
      await withApplication({ sessions: true, ...mails }, async (app) => {
        await app.db.insert(User, { email, name: 'Nina', password })
        const headers = await app.signIn({ email, password })
        expect((await app.request('PUT /auth/password', { body, headers })).status).toBe(200)
        expect((await app.mails()).map((each) => each.mail)).toEqual(kinds)
      })
    }
  })

  test('in development shows the token by itself', () =>
    withApplication(flows, async (app) => {
      await signUp(app)
      const token = await mailedToken(app, 'verify_email', email)
      expect((await app.request('POST /auth/verify-email', { body: { token } })).status).toBe(204)
    }))
})

describe('in production', () => {
  const start = (parts: object, environment: Readonly<Record<string, string>> = {}) =>
    startService({
      application: application('club', { parts: [parts] }),
      project: { directory: process.cwd() },
      mode: 'production',
      environment: {
        PORT: '0',
        DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
        DATABASE_WAIT_MS: '0',
        ...environment,
      },
      schema: 'trust',
      seed: false,
      observe: () => () => undefined,
    })
  const letter = mail('letter', { from: 'Shop <orders@shop.example>', compose: () => undefined })
  const keys = { TOKEN_SECRET: 'a secret for tests, long enough to sign with' }
  const all = {
    ...keys,
    MAIL_URL: 'smtp://localhost',
    MAIL_FROM: 'a@b.example',
    PUBLIC_URL: 'https://b.example',
  }

  test.each<[string, object, Record<string, string>, string[]]>([
    ['a mail', { letter }, {}, ['MAIL_URL', 'PUBLIC_URL']],
    [
      'a mail that does not say who sends it',
      { mail: mail('silent', { compose: () => undefined }) },
      {},
      ['MAIL_URL', 'MAIL_FROM', 'PUBLIC_URL'],
    ],
    [
      'a flow that mails',
      [identity(User, flows)],
      {},
      ['TOKEN_SECRET', 'MAIL_URL', 'MAIL_FROM', 'PUBLIC_URL'],
    ],
    ['a sender that is none', { letter }, { ...all, MAIL_FROM: 'Shop' }, ['MAIL_FROM']],
    ['a server that is none', { letter }, { ...all, MAIL_URL: 'mail.example.com' }, ['MAIL_URL']],
  ])('%s does not start without what it needs, by name', async (_what, parts, environment, named) => {
    const failure = await start(parts, environment).catch((error: unknown) => error)
    const problems = Reflect.get(failure as object, 'problems') as readonly { readonly setting: string }[]
    expect(problems?.map(({ setting }) => setting)).toEqual(named)
  })

  test.each<[string, object, Record<string, string>]>([
    ['with all of it', { letter }, all],
    ['where other processes send', { letter }, { JOBS: 'elsewhere' }],
    ['where the hook sends', [identity(User, { ...flows, deliver: () => undefined })], keys],
    ['where no flow mails', [identity(User, { sessions: true })], keys],
  ])('%s the settings are in order, and the database is asked', async (_what, parts, environment) => {
    await expect(start(parts, environment)).rejects.not.toHaveProperty('problems')
  })
})
