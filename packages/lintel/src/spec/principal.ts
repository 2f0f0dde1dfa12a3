/** Who is calling: every request, job and command runs as one principal. */
import { Problem } from './problem.ts'

export interface PrincipalData {
  /** Id of the identity's row; `null` for an anonymous caller and for a service. */
  readonly id: string | null
  readonly roles: readonly string[]
  /** Id of the session, where a cookie says who calls. */
  readonly session?: string
  /** What the credentials are good for; absent: for everything that the roles allow. */
  readonly scopes?: readonly string[]
  /** Default `user`. */
  readonly kind?: 'user' | 'service'
  /** For a service: the name by which the application declares it. */
  readonly service?: string
  /** Id of the API key, where one says who calls. */
  readonly apiKey?: string
  /** The role needs a second factor that is not there: nothing is open but setting one up (default `false`). */
  readonly mustEnrol?: boolean
}

export class Principal {
  /** Whether this is a person of the identity's entity. A service is none: only its roles admit it. */
  readonly isSignedIn: boolean
  readonly roles: readonly string[]
  /** Id of the session, where a cookie says who calls. */
  readonly session: string | undefined
  /** `undefined`: the credentials are not limited. */
  readonly scopes: readonly string[] | undefined
  readonly kind: 'user' | 'service'
  /** Name of the service that calls. */
  readonly service: string | undefined
  /** Id of the API key, where one says who calls. */
  readonly apiKey: string | undefined
  /** The role needs a second factor that is not there: nothing is open but setting one up. */
  readonly mustEnrol: boolean
  readonly #id: string | null

  constructor(data: PrincipalData) {
    this.#id = data.id
    this.roles = data.roles
    this.session = data.session
    this.scopes = data.scopes
    this.kind = data.kind ?? 'user'
    this.service = data.service
    this.apiKey = data.apiKey
    this.mustEnrol = data.mustEnrol ?? false
    this.isSignedIn = data.id !== null
  }

  /**
   * Id of the signed-in user.
   *
   * @throws Problem `unauthenticated` (401) for an anonymous caller, so that a forgotten check never reads as "no
   *         filter"; `forbidden` (403) for a service, which is nobody's user
   */
  get id(): string {
    if (this.#id !== null) return this.#id
    throw this.kind === 'service'
      ? new Problem('forbidden', { status: 403, title: 'You may not do this.' })
      : unauthenticated()
  }

  hasRole(role: string): boolean {
    return this.roles.includes(role)
  }

  /** Whether the credentials are good for this scope; those that are not limited are good for every one. */
  hasScope(scope: string): boolean {
    return namesScope(this.scopes, scope)
  }
}

/** Whether credentials of these scopes are good for one of this name. Without scopes they are not limited. */
export function namesScope(scopes: readonly string[] | undefined, name: string): boolean {
  return scopes === undefined || scopes.includes('*') || scopes.includes(name)
}

export const anonymous = new Principal({ id: null, roles: [] })

/** 401: this needs a caller who has proved who they are. */
export function unauthenticated(detail?: string): Problem {
  return new Problem('unauthenticated', {
    status: 401,
    title: 'Authentication is required.',
    detail,
  })
}
