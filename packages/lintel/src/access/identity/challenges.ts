/** Questions that wait for one answer: between a password and a code, for a passkey, on the way to a provider. */
import type { DataAccess } from '../../database/data-access.ts'
import type { Row } from '../../spec/entity.ts'
import type { IdentityEntities } from '../../spec/identity/entities.ts'
import { looksLikeToken, newToken, tokenHash } from './random-token.ts'

export type ChallengePurpose = 'second_factor' | 'passkey_registration' | 'passkey_sign_in' | 'provider'

export type Challenge = Row<IdentityEntities['challenge']>

export interface NewChallenge {
  readonly purpose: ChallengePurpose
  readonly ttlSeconds: number
  readonly account?: string
  /** The token of the browser that may answer. */
  readonly browser?: string
  /** Default: a new one. */
  readonly token?: string
  /** Nothing secret. */
  readonly data?: Readonly<Record<string, string>>
}

export interface Answered {
  readonly purpose: ChallengePurpose
  readonly token: string
  readonly browser?: string | undefined
}

export class Challenges {
  readonly #db: Pick<DataAccess, 'insert' | 'get' | 'delete' | 'deleteMany'>
  readonly #entity: IdentityEntities['challenge']

  constructor(
    db: Pick<DataAccess, 'insert' | 'get' | 'delete' | 'deleteMany'>,
    entity: IdentityEntities['challenge'],
  ) {
    this.#db = db
    this.#entity = entity
  }

  /** @returns its token, which is stored as a hash */
  async ask(challenge: NewChallenge): Promise<{ readonly token: string; readonly expiresAt: string }> {
    const { purpose, ttlSeconds, account, browser, token = newToken(), data = {} } = challenge
    const expiresAt = new Date(Date.now() + ttlSeconds * 1000).toISOString()
    await this.#db.insert(this.#entity, {
      purpose,
      account: account ?? null,
      token: tokenHash(token),
      browser: browser === undefined ? null : tokenHash(browser),
      data,
      expiresAt,
    })
    return { token, expiresAt }
  }

  /** The challenge of a token, still to be answered; `undefined` where it is none, is over, or is another browser's. */
  async find({ purpose, token, browser }: Answered): Promise<Challenge | undefined> {
    if (!looksLikeToken(token)) return undefined
    const found = await this.#db.get(this.#entity, { token: tokenHash(token), purpose })
    if (!found || Date.parse(found.expiresAt) <= Date.now()) return undefined
    const isOwn = found.browser === null || (browser !== undefined && found.browser === tokenHash(browser))
    return isOwn ? found : undefined
  }

  /** Takes an answer, once: of parallel ones, one is taken. */
  async take(answered: Answered): Promise<Challenge | undefined> {
    const found = await this.find(answered)
    return found && (await this.use(found)) ? found : undefined
  }

  /** @returns whether nobody was faster */
  use({ id }: Challenge): Promise<boolean> {
    return this.#db.delete(this.#entity, id)
  }

  async endAll(account: string): Promise<void> {
    await this.#db.deleteMany(this.#entity, { account })
  }

  async prune(): Promise<void> {
    await this.#db.deleteMany(this.#entity, { expiresAt: { lt: new Date().toISOString() } })
  }
}
