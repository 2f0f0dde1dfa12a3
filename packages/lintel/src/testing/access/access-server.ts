/** The application that tests of access ask: on a database that is there, under the rules of a model that may be another. */
import { type Service, startService } from '../../service/service.ts'
import type { Application } from '../../spec/application.ts'
import type { ApplicationModel } from '../../spec/model.ts'
import type { Person } from './people.ts'

export interface Answer {
  readonly status: number
  /** The parsed body; `undefined` where it is not JSON. */
  readonly body: unknown
}

interface Starting {
  readonly application: Application
  readonly model: ApplicationModel
  readonly connectionString: string
  readonly environment: Readonly<Record<string, string>>
  /** Makes the tables first. */
  readonly isNew?: boolean
}

export class AccessServer {
  readonly service: Service
  readonly #tokens = new Map<Person, Promise<string>>()

  private constructor(service: Service) {
    this.service = service
  }

  static async start({
    application,
    model,
    connectionString,
    environment,
    isNew,
  }: Starting): Promise<AccessServer> {
    // The declarations stay what they are; the rules are those of the model.
    const changed = Object.create(application, { model: { value: model } }) as Application
    const service = await startService({
      application: changed,
      project: { directory: process.cwd() },
      mode: 'test',
      environment: {
        TOKEN_SECRET: 'a secret for tests, long enough to sign with',
        PORT: '0',
        ...environment,
        DATABASE_URL: connectionString,
      },
      schema: isNew ? 'create' : 'trust',
      seed: false,
      observe: () => () => undefined,
    })
    return new AccessServer(service)
  }

  async ask(person: Person, route: string, body?: unknown): Promise<Answer> {
    const [method = 'GET', path = '/'] = route.split(' ')
    const { service } = this
    const token = await this.#tokenOf(person)
    const scheme = service.model.identity?.scheme ?? 'Bearer'
    const response = await fetch(`${service.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `${scheme} ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? undefined : parsed(text) }
  }

  stop(): Promise<number> {
    return this.service.stop()
  }

  async #tokenOf(person: Person): Promise<string | undefined> {
    const { principal } = person
    const { tokens } = this.service
    if (!principal.isSignedIn || !tokens) return undefined
    const { id, roles, scopes } = principal
    const known = this.#tokens.get(person) ?? tokens.sign({ id, roles, ...(scopes ? { scopes } : {}) })
    this.#tokens.set(person, known)
    return known
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
