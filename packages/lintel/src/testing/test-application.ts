/** An application under test: started for real, on a real database, asked over real HTTP. */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { withClient } from '../database/client.ts'
import type { DataAccess } from '../database/data-access.ts'
import { type Service, startService } from '../service/service.ts'
import type { ServiceSettings } from '../service/settings.ts'
import type { Application } from '../spec/application.ts'
import type { Event, ForeignEvent } from '../spec/event.ts'
import type { FieldRecord, Received, Sent } from '../spec/fields.ts'
import type { Observation, Observe } from '../spec/observation.ts'
import type { Webhook, WebhookEvents } from '../spec/webhook.ts'
import { KeptMails, type TestMail } from './kept-mails.ts'
import { signedWebhook, type TestEvent } from './signed-webhook.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

export interface TestOptions {
  /** Settings by the names of their environment variables. */
  readonly environment?: Readonly<Record<string, string>>
  /** Runs the application's seed first (default `false`). */
  readonly seed?: boolean
  /** Sees everything that a log would. */
  readonly observe?: (observation: Observation) => void
}

export interface TestRequest {
  /** Sent as JSON, unless it is text or bytes. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Whose access token goes along. */
  readonly as?: TestPrincipal
}

export interface TestPrincipal {
  readonly id: string
  readonly roles?: readonly string[]
  /** What the token is good for; absent: not limited. */
  readonly scopes?: readonly string[]
}

/** What a browser sends along in a session. */
export interface SessionHeaders extends Readonly<Record<string, string>> {
  readonly cookie: string
  readonly 'x-csrf-token': string
}

export interface TestResponse {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The parsed body; `undefined` where it is not JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of an answer by asserting it
  readonly body: any
}

interface Started {
  readonly service: Service
  readonly database: TestDatabase
  readonly observations: readonly Observation[]
  readonly mails: KeptMails
}

export interface PublishedEvent<T> {
  readonly id: string
  /** The value that keeps it in order, as text; `null` where nothing does. */
  readonly key: string | null
  readonly data: T
}

export class TestApplication {
  readonly url: string
  /** Rows without rules of access, to arrange and to look behind the API. */
  readonly db: DataAccess
  readonly connectionString: string
  readonly observations: readonly Observation[]
  readonly #service: Service
  readonly #database: TestDatabase
  readonly #mails: KeptMails

  constructor({ service, database, observations, mails }: Started) {
    this.url = service.url
    this.db = service.db
    this.connectionString = database.connectionString
    this.observations = observations
    this.#service = service
    this.#database = database
    this.#mails = mails
  }

  /** @example await shop.request('POST /orders', { as: cleo, body: { items } }) */
  async request(route: string, { body, headers, as }: TestRequest = {}): Promise<TestResponse> {
    const [method = 'GET', path = '/'] = route.split(' ')
    const isPlain = typeof body === 'string' || body instanceof Uint8Array || body instanceof FormData
    const response = await fetch(`${this.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(body !== undefined && !isPlain ? { 'content-type': 'application/json' } : {}),
        ...(as
          ? {
              authorization: `${this.#service.model.identity?.scheme ?? 'Bearer'} ${await this.tokenFor(as)}`,
            }
          : {}),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: isPlain ? (body as string | Uint8Array<ArrayBuffer> | FormData) : JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: parsed(text) }
  }

  /** Sends an event to a webhook of the application, signed as its sender would. */
  deliver<E extends WebhookEvents>(webhook: Webhook<E>, event: TestEvent<E>): Promise<TestResponse> {
    const { prefix, webhooks } = this.#service.model
    const path = webhooks?.[webhook.name]?.path
    if (path === undefined) throw new TypeError(`The webhook ${webhook.name} is no part of this application.`)
    return this.request(`POST ${prefix}${path}`, signedWebhook(webhook, event))
  }

  /** An access token of this application. */
  async tokenFor({ id, roles = [], scopes }: TestPrincipal): Promise<string> {
    if (!this.#service.tokens)
      throw new TypeError('This application declares no identity, so it has no tokens.')
    return this.#service.tokens.sign({ id, roles, ...(scopes ? { scopes } : {}) })
  }

  /**
   * Signs in as a browser would; gives the `headers` of a request in that session: its cookie and its CSRF token.
   *
   * @throws Error where the application has no sessions, or refuses the credentials
   */
  async signIn(credentials: { readonly email: string; readonly password: string }): Promise<SessionHeaders> {
    const { identity, prefix } = this.#service.model
    if (!identity?.flows?.sessions)
      throw new TypeError('This application has no sessions: identity(…, { sessions: true }).')
    const answer = await this.request(`POST ${prefix}${identity.flows.path}/sign-in`, { body: credentials })
    const [cookie] = answer.headers.getSetCookie()
    if (answer.status !== 200 || cookie === undefined)
      throw new Error(`Signing in was answered ${answer.text}`)
    return { cookie: cookie.split(';')[0] ?? '', 'x-csrf-token': answer.body.data.csrfToken }
  }

  /**
   * Waits until no job waits or runs that need not wait for a moment more than a second away.
   *
   * @throws Error when jobs are still there after `timeoutMs` (default 20,000), naming them
   */
  async idle(timeoutMs = 20_000): Promise<void> {
    const deadline = Date.now() + timeoutMs
    // What goes on after an answer may still enqueue.
    await this.#service.identity?.settle()
    for (;;) {
      const waiting = await this.db
        .dangerouslyWithoutPolicies()
        .sql<{ readonly job: string; readonly count: number }>(
          `SELECT job, count(*)::integer AS count FROM lintel.jobs
           WHERE worker IS NOT NULL OR run_at < now() + interval '1 second' GROUP BY job`,
        )
      if (waiting.length === 0 && this.#service.working?.isIdle !== false) return
      if (Date.now() > deadline) {
        const left = waiting.map(({ job, count }) => `${count} of ${job}`).join(', ')
        throw new Error(`Jobs are not done after ${timeoutMs} ms: ${left}.`)
      }
      await pause(5)
    }
  }

  /**
   * The mails that were sent, the oldest first, once no job waits or runs any more. Where `MAIL_URL` is set they are there.
   *
   * @example expect(await app.mails()).toMatchObject([{ mail: 'receipt', to: ['ada@shop.example'] }])
   */
  async mails(timeoutMs?: number): Promise<readonly TestMail[]> {
    if (this.#service.model.jobs) await this.idle(timeoutMs)
    return [...this.#mails.mails]
  }

  /**
   * Events of this kind that wait to leave the application, in their order: all that it published, where no
   * `BROKER_URL` is set.
   */
  async published<D extends FieldRecord>({
    name,
  }: Event<D>): Promise<readonly PublishedEvent<Received<D>>[]> {
    return this.db
      .dangerouslyWithoutPolicies()
      .sql<PublishedEvent<Received<D>>>(
        'SELECT id, key, data FROM lintel.outbox WHERE event = $1 ORDER BY seq',
        [name],
      )
  }

  /**
   * Takes an event of another application as if the broker had brought it; gives its id.
   *
   * @param options  `id`, to bring the same event twice (default: a new one)
   * @throws Error where it is refused, with the reason
   */
  async receive<D extends FieldRecord>(
    { name, options: { from } }: ForeignEvent<D>,
    data: Sent<D>,
    { id = randomUUID() }: { readonly id?: string } = {},
  ): Promise<string> {
    const body = JSON.stringify({ specversion: '1.0', id, source: from, type: name, data })
    const { refused } = await this.#service.receive({ topic: `${from}.${name}`, body: Buffer.from(body) })
    if (refused[0]) throw new Error(`The event was refused: ${refused[0].reason}`)
    return id
  }

  /** Stops the application and drops its database. */
  async stop(): Promise<void> {
    await this.#service.stop()
    await this.#database.drop()
  }

  /** Ends every connection of the application to its database, as a failing server would. */
  async cutConnections(): Promise<void> {
    await withClient(this.connectionString, (client) =>
      client.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      ),
    )
  }
}

/** Starts an application on a new, empty database. */
export async function testApplication(
  application: Application,
  options: TestOptions = {},
): Promise<TestApplication> {
  const database = await createTestDatabase()
  const observations: Observation[] = []
  const mails = new KeptMails()
  const observe: Observe = (observation) => {
    observations.push(observation)
    options.observe?.(observation)
  }
  try {
    const service = await startService({
      application,
      project: { directory: process.cwd() },
      mode: 'test',
      environment: {
        TOKEN_SECRET: 'a secret for tests, long enough to sign with',
        PORT: '0',
        ...options.environment,
        DATABASE_URL: database.connectionString,
      },
      schema: 'create',
      seed: options.seed ?? false,
      mailTransport: mails,
      observe: (_settings: ServiceSettings) => observe,
    })
    return new TestApplication({ service, database, observations, mails })
  } catch (error) {
    await database.drop()
    throw error
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
