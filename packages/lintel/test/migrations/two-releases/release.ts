/** One build of an application that serves: a service of its own on a port of its own, asked over HTTP. */
import { type Service, startService } from '../../../src/service/service.ts'
import { application } from '../../../src/spec/application.ts'

export interface Answer {
  readonly status: number
  readonly etag: string
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of an answer by asserting it
  readonly body: any
}

export interface Asked {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface Build {
  readonly parts: readonly object[]
  /** The folder with its migrations. */
  readonly directory: string
  readonly connectionString: string
  /** Whose access token goes along. */
  readonly as: string | undefined
}

export class Release {
  /** Faults behind answers of 500. */
  readonly faults: string[]
  readonly #service: Service
  readonly #headers: Readonly<Record<string, string>>
  #stopped: Promise<number> | undefined

  constructor(service: Service, headers: Readonly<Record<string, string>>, faults: string[]) {
    this.#service = service
    this.#headers = headers
    this.faults = faults
  }

  /** @param route  `GET /notes` */
  async ask(route: string, { body, headers }: Asked = {}): Promise<Answer> {
    const [method = 'GET', path = '/'] = route.split(' ')
    const response = await fetch(`${this.#service.url}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...this.#headers,
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') && text !== ''
    return {
      status: response.status,
      etag: response.headers.get('etag') ?? '',
      text,
      body: isJson ? JSON.parse(text) : undefined,
    }
  }

  /** Once, however often it is asked to. */
  async stop(): Promise<void> {
    this.#stopped ??= this.#service.stop()
    await this.#stopped
  }
}

/** Starts a build as production does: on a schema that migrations have brought there, or not at all. */
export async function startRelease({ parts, directory, connectionString, as }: Build): Promise<Release> {
  const faults: string[] = []
  const service = await startService({
    application: application('notebook', { parts }),
    project: { directory },
    mode: 'test',
    environment: {
      DATABASE_URL: connectionString,
      // Few connections, so that each of them has prepared its statements before the schema changes.
      DATABASE_POOL_SIZE: '3',
      PORT: '0',
      DRAIN_DELAY_MS: '0',
      TOKEN_SECRET: 'a secret for tests, long enough to sign with',
    },
    schema: 'match',
    seed: false,
    observe: () => (observation) => {
      if (observation.event === 'fault') faults.push(String(observation.error))
    },
  })
  const token = as === undefined ? undefined : await service.tokens?.sign({ id: as, roles: [] })
  return new Release(service, token === undefined ? {} : { authorization: `Bearer ${token}` }, faults)
}
