/** An application with every way to sign in, that serves the page it is tried with; and people in front of a browser. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  application,
  contract,
  entity,
  Html,
  identity,
  implement,
  owner,
  principalId,
  resource,
  signedIn,
  t,
} from 'lintel'
import { type TestApplication, testApplication } from 'lintel/testing'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { clientSecret } from '../identity/openid-server.ts'
import { findBrowser } from './find-browser.ts'

export const Member = entity('member', {
  email: t.email().unique().personal(),
  password: t.password().optional(),
  role: t.enum('member', 'admin').default('member'),
})

export const Note = entity('note', { author: t.ref(() => Member).immutable(), text: t.text() })

const page = await readFile(new URL('./page/index.html', import.meta.url), 'utf8')
const script = await readFile(new URL('./page/page.js', import.meta.url), 'utf8')

export interface ClubOptions {
  /** The provider called "acme"; absent: there is none. */
  readonly issuer?: string
  /** Settings by the names of their environment variables. */
  readonly environment?: Readonly<Record<string, string>>
}

/** The application, on `http://localhost`: the one plain origin on which browsers offer passkeys. */
export async function startClub({ issuer, environment = {} }: ClubOptions = {}): Promise<TestApplication> {
  const api = contract('./page/page.yml')
  const accounts = identity(Member, {
    role: 'role',
    signUp: true,
    sessions: true,
    passwordReset: true,
    secondFactor: { requiredFor: ['admin'] },
    passkeys: true,
    providers: {
      acme: { issuer: () => issuer ?? null, clientId: 'club', clientSecret: () => clientSecret },
    },
  })
  const parts = {
    accounts,
    notes: resource(Note, { read: owner('author'), create: { who: signedIn, set: { author: principalId } } }),
    page: implement(api, 'page', {
      run: () => ({
        status: 200,
        headers: { 'content-security-policy': "default-src 'none'; script-src 'self'; connect-src 'self'" },
        body: new Html(page),
      }),
    }),
    script: implement(api, 'script', { run: () => ({ status: 200, body: script }) }),
  }
  return testApplication(application('club', { parts: [parts] }), { environment })
}

/** Cookies of a host are shared by its ports, so applications and pages of others are told apart by names, too. */
export function originOf(app: TestApplication): string {
  return app.url.replace('127.0.0.1', 'localhost')
}

/** A port that nobody has, for an address that must be known before something listens on it. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

export function startBrowser(args: readonly string[] = []): Promise<Browser> {
  // Without a sandbox: continuous integration is root in a container of its own.
  return chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox', ...args] })
}

/** Somebody in front of the page, who sees what it says. */
export class Visitor {
  readonly page: Page
  readonly context: BrowserContext
  readonly #origin: string

  private constructor(context: BrowserContext, page: Page, origin: string) {
    this.context = context
    this.page = page
    this.#origin = origin
  }

  /** With no cookies of anybody before. */
  static async arrive(browser: Browser, origin: string): Promise<Visitor> {
    const context = await browser.newContext()
    const visitor = new Visitor(context, await context.newPage(), origin)
    await visitor.open()
    return visitor
  }

  /** Follows a link to the page. */
  async open(fragment = ''): Promise<void> {
    // Another fragment alone would not load the page again.
    await this.page.goto('about:blank')
    await this.page.goto(`${this.#origin}/${fragment}`)
    await this.isKnown()
  }

  /** Fills in a form and sends it, or presses a button; gives what the page says then. */
  async does(id: string, input?: Readonly<Record<string, string>>): Promise<string> {
    for (const [name, value] of Object.entries(input ?? {})) {
      await this.page.fill(`#${id} input[name="${name}"]`, value)
    }
    await this.page.click(input === undefined ? `button#${id}` : `#${id} button`)
    return this.said(id)
  }

  /** Presses a button that leads away, and comes back. */
  async leavesBy(id: string): Promise<void> {
    // Others on the way are redirects, which load nothing.
    await Promise.all([this.page.waitForEvent('load'), this.page.click(`button#${id}`)])
    await this.isKnown()
  }

  /** Waits until the page knows who is in front of it. */
  async isKnown(): Promise<void> {
    await this.page.locator('#who').filter({ hasText: 'signed in.' }).waitFor()
  }

  /** What the page says of an action, as soon as that is over. */
  async said(id: string): Promise<string> {
    const answered = new RegExp(`^${id}: `)
    await this.page.locator('#said').filter({ hasText: answered }).waitFor()
    return (await this.textOf('said')).slice(id.length + 2)
  }

  async textOf(id: string): Promise<string> {
    return (await this.page.textContent(`#${id}`)) ?? ''
  }

  /** As the page knows it: `ada@club.example is signed in.` */
  who(): Promise<string> {
    return this.textOf('who')
  }

  async cookies() {
    return this.context.cookies(this.#origin)
  }
}

export const password = 'a horse that is correct'
export const nobody = 'Nobody is signed in.'
