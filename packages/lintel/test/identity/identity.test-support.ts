/** An application with every flow, and a browser that keeps its cookies. */
import { application, entity, identity, operation, owner, resource, role, signedIn, t } from 'lintel'
import { type TestApplication, type TestOptions, testApplication } from 'lintel/testing'
import { expect } from 'vitest'
import type { Answered } from '../matchers.ts'

export const User = entity('user', {
  email: t.email().unique().personal(),
  name: t.string({ max: 100 }).personal(),
  password: t.password(),
  role: t.enum('member', 'admin').default('member'),
})

export const Note = entity('note', { author: t.ref(() => User).immutable(), text: t.text() })

export type IdentityOptions = Parameters<typeof identity<typeof User>>[1]

export function identityApplication(options: IdentityOptions, name = 'club') {
  return application(name, {
    parts: [
      {
        accounts: identity(User, { role: 'role', ...options }),
        users: resource(User, {
          read: [owner('id'), role('admin')],
          update: { who: owner('id'), fields: ['name', 'email'] },
          filter: ['email'],
        }),
        notes: resource(Note, {
          read: owner('author'),
          create: owner('author'),
          delete: owner('author'),
        }),
        whoAmI: operation('GET /me', {
          summary: 'Who I am',
          allow: signedIn,
          output: { id: t.uuid(), roles: t.json(), session: t.uuid().optional() },
          run: ({ principal }) => ({
            id: principal.id,
            roles: [...principal.roles],
            session: principal.session ?? null,
          }),
        }),
        promote: operation('POST /promote', {
          summary: 'Become an administrator',
          allow: signedIn,
          async run({ principal, db }) {
            await db.dangerouslyWithoutPolicies().update(User, principal.id, { role: 'admin' })
          },
        }),
      },
    ],
  })
}

export function startIdentity(
  options: IdentityOptions,
  testOptions?: TestOptions,
  name?: string,
): Promise<TestApplication> {
  return testApplication(identityApplication(options, name), testOptions)
}

interface Sent {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Without what a page of ours would send along (default `false`). */
  readonly bare?: boolean
}

export interface Answer extends Answered {
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of an answer by asserting it
  readonly body: any
}

/** Keeps cookies as a browser does, and sends the CSRF token as a page of ours does. */
export class Browser {
  readonly cookies = new Map<string, string>()
  csrfToken: string | undefined
  readonly #app: TestApplication

  constructor(app: TestApplication) {
    this.#app = app
  }

  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async request(route: string, { body, headers = {}, bare = false }: Sent = {}): Promise<Answer> {
    const own: Record<string, string> = this.cookies.size > 0 ? { cookie: this.cookieHeader } : {}
    if (!bare && this.csrfToken !== undefined) own['x-csrf-token'] = this.csrfToken
    const answer = await this.#app.request(route, { body, headers: { ...own, ...headers } })
    for (const cookie of answer.headers.getSetCookie()) this.#keep(cookie)
    const token = answer.body?.data?.csrfToken
    if (typeof token === 'string') this.csrfToken = token
    return answer
  }

  /** Signs in, and expects that to go well. */
  async signIn(email: string, password: string): Promise<Answer> {
    const answer = await this.request('POST /auth/sign-in', { body: { email, password } })
    expect(answer.status, answer.text).toBe(200)
    return answer
  }

  #keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split('; ')
    const [name = '', value = ''] = pair.split('=')
    if (attributes.includes('Max-Age=0')) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}

export const password = 'correct horse battery'

/** For what happens after an answer; patient, since the machine may be busy. */
export function eventually<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: 10_000 })
}

/** The mails to somebody, the newest last. */
export async function mailsTo(app: TestApplication, to: string) {
  const mails = (await app.mails()).filter((each) => each.to.includes(to))
  return mails.map(({ mail, text }) => {
    const token = /(?:^|#token=)([\w-]{43})$/m.exec(text)?.[1]
    return { kind: mail.replace('auth.', ''), ...(token === undefined ? {} : { token }) }
  })
}

/** The token of the newest mail of this kind, as soon as it is there. */
export async function mailedToken(app: TestApplication, kind: string, to: string): Promise<string> {
  const found = async () => (await mailsTo(app, to)).findLast((each) => each.kind === kind)?.token
  await eventually(found).toBeTypeOf('string')
  return (await found()) ?? ''
}
