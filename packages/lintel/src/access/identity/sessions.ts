/**
 * Sessions: who signed in, by a token that is stored as a hash.
 *
 * What was read of a session is trusted for a few seconds, so that most requests cost nothing. Whoever ends a session
 * makes this process forget it at once; other processes hear of it within those seconds.
 */
import { LRUCache } from 'lru-cache'
import type { DataAccess } from '../../database/data-access.ts'
import type { AnyEntity, Row } from '../../spec/entity.ts'
import type { IdentityEntities } from '../../spec/identity/entities.ts'
import type { SessionView } from '../../spec/identity/flows.ts'
import type { IdentityFlowsModel, IdentityModel } from '../../spec/model.ts'
import type { PrincipalData } from '../../spec/principal.ts'
import { looksLikeToken, newToken, tokenHash } from './random-token.ts'

/** Requests that were under way when a token was rotated still come with the old one. */
const rotationGraceMs = 30_000
/** The moment of last use is written this often at most: it decides over days, not seconds. */
const touchMs = 60_000

export type SessionRow = Row<IdentityEntities['session']>

/** A session that was found good. */
export interface LiveSession {
  readonly principal: PrincipalData
  readonly csrfToken: string
  /** When it ends at the latest, in milliseconds. */
  readonly endsAt: number
  /** The token to go on with, where it was rotated just now. */
  readonly rotated?: string
}

interface Remembered {
  readonly live: LiveSession
  readonly until: number
}

export interface SessionsOptions {
  readonly db: DataAccess
  readonly account: AnyEntity
  readonly entity: IdentityEntities['session']
  readonly identity: IdentityModel
  readonly limits: NonNullable<IdentityFlowsModel['sessions']>
  /** Whether somebody who signed in by these methods lacks the second factor that their role needs. */
  readonly lacksFactor: (account: Opening['account'], methods: readonly string[]) => Promise<boolean>
}

export interface Opening {
  readonly account: Readonly<Record<string, unknown>>
  readonly address: string
  readonly userAgent: string | undefined
  /** How it was proved whose session this is, in the words of RFC 8176. */
  readonly methods: readonly string[]
}

export class Sessions {
  readonly #options: SessionsOptions
  readonly #remembered = new LRUCache<string, Remembered>({ max: 10_000 })
  /** Counts what was forgotten: what was read before is not remembered after. */
  #generation = 0

  constructor(options: SessionsOptions) {
    this.#options = options
  }

  /** What was read of this session a moment ago, without any work. */
  known(token: string): LiveSession | undefined {
    const found = this.#remembered.get(token)
    if (!found) return undefined
    if (found.until > Date.now()) return found.live
    this.#remembered.delete(token)
    return undefined
  }

  /** The session of a token; `undefined` for one that is unknown or over. */
  async verify(token: string): Promise<LiveSession | undefined> {
    const known = this.known(token)
    if (known) return known
    if (!looksLikeToken(token)) return undefined
    const generation = this.#generation
    const session = await this.#find(tokenHash(token))
    if (!session || !this.#isLive(session)) return undefined
    const { db, account: entity } = this.#options
    // The account is read each time: its rights may have changed, and it may be gone.
    const account = (await db.get(entity, session.account as never)) as Opening['account'] | undefined
    if (!account) return undefined
    const rotated = await this.#rotateForRights(session, account, token)
    await this.#touch(session)
    const mustEnrol = await this.#options.lacksFactor(account, session.methods)
    const live = this.#live(session, account, mustEnrol)
    if (rotated !== undefined) return { ...live, rotated }
    // The old token of a rotation ends in a moment, which no memory may outlast.
    // What is missing is looked for each time: it may be there with the next request.
    if (session.token === tokenHash(token) && !mustEnrol) this.#remember(token, live, generation)
    return live
  }

  /** Opens a session. @returns its token, which is nowhere else */
  async open({
    account,
    address,
    userAgent,
    methods,
  }: Opening): Promise<{ session: SessionRow; token: string }> {
    const { db, entity, limits } = this.#options
    const token = newToken()
    const now = Date.now()
    const session = await db.insert(entity, {
      account: account.id as string,
      token: tokenHash(token),
      csrfToken: newToken(),
      role: this.#roleOf(account),
      methods,
      authenticatedAt: moment(now),
      address: address.slice(0, 64),
      userAgent: userAgent?.slice(0, 512) ?? null,
      lastUsedAt: moment(now),
      expiresAt: moment(now + limits.absoluteSeconds * 1000),
    })
    return { session, token }
  }

  get(id: string): Promise<SessionRow | undefined> {
    return this.#options.db.get(this.#options.entity, id)
  }

  /** Sessions of an account that are not over, the one used last first. */
  async list(account: string): Promise<readonly SessionRow[]> {
    const { db, entity } = this.#options
    const sessions = await db.find(entity, {
      where: { account, expiresAt: { gt: moment(Date.now()) } },
      orderBy: ['-lastUsedAt', '-id'],
    })
    return sessions.filter((session) => this.#isLive(session))
  }

  /**
   * Gives a session a new token, and other secrets; the old ones are void at once.
   *
   * @param methods  how its holder proved just now who they are, where that is why
   */
  async renew(
    id: string,
    methods?: readonly string[],
  ): Promise<{ session: SessionRow; token: string } | undefined> {
    const { db, entity } = this.#options
    const token = newToken()
    const changes = {
      token: tokenHash(token),
      csrfToken: newToken(),
      previousToken: null,
      previousUntil: null,
      ...(methods ? { methods, authenticatedAt: moment(Date.now()) } : {}),
    }
    const session = await db.update(entity, id, changes)
    this.#forgetWhere(({ principal }) => principal.session === id)
    return session ? { session, token } : undefined
  }

  /** @returns whether this account had such a session */
  async end(id: string, account: string): Promise<boolean> {
    const { db, entity } = this.#options
    const isGone = await db.delete(entity, { id, account })
    this.#forgetWhere(({ principal }) => principal.session === id)
    return isGone
  }

  /** Ends the session of a token, if there is one. */
  async endToken(token: string): Promise<void> {
    if (!looksLikeToken(token)) return
    const session = await this.#find(tokenHash(token))
    if (session) await this.end(session.id, session.account)
  }

  /** @param except  the session that goes on */
  async endAll(account: string, except?: string): Promise<number> {
    const { db, entity } = this.#options
    const count = await db.deleteMany(entity, {
      account,
      ...(except === undefined ? {} : { id: { ne: except } }),
    })
    this.#forgetWhere(({ principal }) => principal.id === account && principal.session !== except)
    return count
  }

  /** Reads the account anew with its next request in this process. */
  forgetAccount(account: string): void {
    this.#forgetWhere(({ principal }) => principal.id === account)
  }

  /** Deletes sessions that are over. */
  async prune(): Promise<void> {
    const { db, entity, limits } = this.#options
    await db.deleteMany(entity, { expiresAt: { lt: moment(Date.now()) } })
    await db.deleteMany(entity, { lastUsedAt: { lt: moment(Date.now() - limits.idleSeconds * 1000) } })
  }

  view(session: SessionRow, current: string | undefined): SessionView {
    const { id, createdAt, lastUsedAt, expiresAt, authenticatedAt, methods, address, userAgent } = session
    const times = { createdAt, lastUsedAt, expiresAt, authenticatedAt }
    return { id, ...times, methods, address, userAgent, current: id === current }
  }

  maxAgeSeconds(session: SessionRow): number {
    return Math.max(Math.floor((Date.parse(session.expiresAt) - Date.now()) / 1000), 0)
  }

  async #find(hash: string): Promise<SessionRow | undefined> {
    const { db, entity } = this.#options
    const session = await db.get(entity, { token: hash })
    if (session) return session
    const before = await db.get(entity, { previousToken: hash })
    return before && Date.parse(before.previousUntil ?? '') > Date.now() ? before : undefined
  }

  #isLive({ expiresAt, lastUsedAt }: SessionRow): boolean {
    const now = Date.now()
    const idleUntil = Date.parse(lastUsedAt) + this.#options.limits.idleSeconds * 1000
    return Date.parse(expiresAt) > now && idleUntil > now
  }

  #live(session: SessionRow, account: Opening['account'], mustEnrol: boolean): LiveSession {
    const role = this.#roleOf(account)
    const roles = role === null ? [] : [role]
    return {
      principal: { id: String(account.id), roles, session: session.id, mustEnrol },
      csrfToken: session.csrfToken,
      endsAt: Date.parse(session.expiresAt),
    }
  }

  #roleOf(account: Opening['account']): string | null {
    const role = account[this.#options.identity.role ?? '']
    return typeof role === 'string' ? role : null
  }

  /** OWASP Session Management Cheat Sheet: the token is a new one after any change of rights. */
  async #rotateForRights(
    session: SessionRow,
    account: Opening['account'],
    token: string,
  ): Promise<string | undefined> {
    const role = this.#roleOf(account)
    if (role === session.role) return undefined
    const { db, entity } = this.#options
    const next = newToken()
    const rotated = await db.update(
      entity,
      { id: session.id, token: tokenHash(token) },
      {
        token: tokenHash(next),
        previousToken: tokenHash(token),
        previousUntil: moment(Date.now() + rotationGraceMs),
        role,
      },
    )
    // Of parallel requests one rotates; the others go on with the old token for a moment.
    if (!rotated) return undefined
    this.#forgetWhere(({ principal }) => principal.session === session.id)
    return next
  }

  async #touch(session: SessionRow): Promise<void> {
    const { db, entity, limits } = this.#options
    const now = Date.now()
    const due = Math.min(touchMs, limits.idleSeconds * 100)
    if (now - Date.parse(session.lastUsedAt) < due) return
    await db.update(entity, session.id, { lastUsedAt: moment(now) })
  }

  #remember(token: string, live: LiveSession, generation: number): void {
    const { rememberSeconds } = this.#options.limits
    if (rememberSeconds === 0 || generation !== this.#generation) return
    this.#remembered.set(token, { live, until: Date.now() + rememberSeconds * 1000 })
  }

  #forgetWhere(matches: (live: LiveSession) => boolean): void {
    this.#generation++
    for (const [token, { live }] of this.#remembered.entries())
      if (matches(live)) this.#remembered.delete(token)
  }
}

function moment(time: number): string {
  return new Date(time).toISOString()
}
