/** Who is calling: every request, job and command runs as one principal. */
import { Problem } from './problem.ts'

export interface PrincipalData {
  /** Id of the identity's row; `null` for an anonymous caller. */
  readonly id: string | null
  readonly roles: readonly string[]
  /** Id of the session, where a cookie says who calls. */
  readonly session?: string
}

export class Principal {
  readonly isSignedIn: boolean
  readonly roles: readonly string[]
  /** Id of the session, where a cookie says who calls. */
  readonly session: string | undefined
  readonly #id: string | null

  constructor(data: PrincipalData) {
    this.#id = data.id
    this.roles = data.roles
    this.session = data.session
    this.isSignedIn = data.id !== null
  }

  /**
   * Id of the signed-in user.
   *
   * @throws Problem `unauthenticated` (401) for an anonymous caller, so that a forgotten check never reads as "no filter"
   */
  get id(): string {
    if (this.#id === null) throw unauthenticated()
    return this.#id
  }

  hasRole(role: string): boolean {
    return this.roles.includes(role)
  }
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
