/**
 * Refresh tokens: one sign-in, a family of tokens that follow each other, of which one is good at a time.
 *
 * A token has a part that its family has in common, and a secret of its own; both are stored as hashes. Whoever comes
 * with the common part and another secret has a token that was used already: then two have it, and one of them stole it.
 * Nobody can tell which, so the whole family ends.
 *
 * @source RFC 9700 §4.14.2
 */
import { hkdfSync, randomBytes } from 'node:crypto'
import type { DataAccess } from '../../database/data-access.ts'
import type { Row } from '../../spec/entity.ts'
import type { IdentityEntities } from '../../spec/identity/entities.ts'
import type { IdentityFlowsModel } from '../../spec/model.ts'
import { tokenHash } from './random-token.ts'

export type RefreshFamily = Row<IdentityEntities['refreshFamily']>

export interface RefreshTokensOptions {
  readonly db: Pick<DataAccess, 'insert' | 'get' | 'update' | 'delete' | 'deleteMany'>
  readonly entity: IdentityEntities['refreshFamily']
  readonly limits: NonNullable<IdentityFlowsModel['refresh']>
}

export interface Opening {
  readonly account: string
  readonly scope: string | null
  readonly address: string
  readonly userAgent: string | undefined
}

/** What came of using a token. */
export type Use =
  | { readonly is: 'good'; readonly family: RefreshFamily; readonly token: string }
  | { readonly is: 'unknown' | 'over' }
  /** It was used before; the family is gone. */
  | { readonly is: 'reused'; readonly family: RefreshFamily }

const selectorBytes = 16
const secretBytes = 32

export class RefreshTokens {
  readonly #options: RefreshTokensOptions

  constructor(options: RefreshTokensOptions) {
    this.#options = options
  }

  /** Begins a family. @returns its first token, which is nowhere else */
  async open({
    account,
    scope,
    address,
    userAgent,
  }: Opening): Promise<{ family: RefreshFamily; token: string }> {
    const { db, entity, limits } = this.#options
    const parts = { selector: randomBytes(selectorBytes), secret: randomBytes(secretBytes) }
    const now = Date.now()
    const family = await db.insert(entity, {
      account,
      selector: hashOf(parts.selector),
      token: hashOf(parts.secret),
      scope,
      address: address.slice(0, 64),
      userAgent: userAgent?.slice(0, 512) ?? null,
      lastUsedAt: moment(now),
      expiresAt: moment(now + limits.absoluteSeconds * 1000),
    })
    return { family, token: textOf(parts) }
  }

  /** Takes a token, and gives the next one of its family. */
  async use(text: string): Promise<Use> {
    const presented = partsOf(text)
    const family = await this.#familyOf(presented)
    if (!family) return { is: 'unknown' }
    if (this.endOf(family) <= Date.now()) {
      await this.end(family.id)
      return { is: 'over' }
    }
    const rotated = family.token === hashOf(presented.secret) && (await this.#rotate(family, presented))
    // Another request may have taken the token in between: what it left behind decides.
    return rotated || this.#usedBefore(presented)
  }

  /** When the token of a family ends if nobody uses it, in milliseconds. */
  endOf({ lastUsedAt, expiresAt }: RefreshFamily): number {
    return Math.min(Date.parse(expiresAt), Date.parse(lastUsedAt) + this.#options.limits.idleSeconds * 1000)
  }

  /** Ends the family of a token that is good or was. @returns the family, where there was one */
  async revoke(text: string): Promise<RefreshFamily | undefined> {
    const family = await this.#familyOf(partsOf(text))
    return family && (await this.end(family.id)) ? family : undefined
  }

  end(family: string): Promise<boolean> {
    return this.#options.db.delete(this.#options.entity, family)
  }

  /** Ends every family of an account. */
  async endAll(account: string): Promise<void> {
    await this.#options.db.deleteMany(this.#options.entity, { account })
  }

  /** Deletes families that are over. */
  async prune(): Promise<void> {
    const { db, entity, limits } = this.#options
    const now = Date.now()
    await db.deleteMany(entity, { expiresAt: { lt: moment(now) } })
    await db.deleteMany(entity, { lastUsedAt: { lt: moment(now - limits.idleSeconds * 1000) } })
  }

  #familyOf({ selector }: TokenParts): Promise<RefreshFamily | undefined> {
    return this.#options.db.get(this.#options.entity, { selector: hashOf(selector) })
  }

  /** `undefined` where somebody else was faster. */
  async #rotate(family: RefreshFamily, presented: TokenParts): Promise<Use | undefined> {
    const { db, entity, limits } = this.#options
    const now = Date.now()
    const salt = randomBytes(secretBytes)
    const secret = limits.graceSeconds > 0 ? successorOf(presented.secret, salt) : randomBytes(secretBytes)
    // The condition and the change are one statement: of parallel uses one finds the token as it was.
    const rotated = await db.update(
      entity,
      { id: family.id, token: family.token },
      {
        token: hashOf(secret),
        lastUsedAt: moment(now),
        ...(limits.graceSeconds > 0
          ? {
              previousToken: family.token,
              previousUntil: moment(now + limits.graceSeconds * 1000),
              successorSalt: salt.toString('base64url'),
            }
          : {}),
      },
    )
    return rotated && { is: 'good', family: rotated, token: textOf({ ...presented, secret }) }
  }

  /**
   * Within the grace, the one token before the good one gives the good one again, as long as nobody has used that: its
   * client did not get the answer. Its secret follows from the former one, so that it need not be stored.
   */
  async #usedBefore(presented: TokenParts): Promise<Use> {
    const family = await this.#familyOf(presented)
    if (!family) return { is: 'unknown' }
    const { previousToken, previousUntil, successorSalt } = family
    const isPrevious = previousToken === hashOf(presented.secret)
    if (isPrevious && successorSalt !== null && Date.parse(previousUntil ?? '') > Date.now()) {
      const secret = successorOf(presented.secret, Buffer.from(successorSalt, 'base64url'))
      return { is: 'good', family, token: textOf({ ...presented, secret }) }
    }
    await this.end(family.id)
    return { is: 'reused', family }
  }
}

interface TokenParts {
  /** What the tokens of a family have in common. */
  readonly selector: Buffer
  readonly secret: Buffer
}

function textOf({ selector, secret }: TokenParts): string {
  return Buffer.concat([selector, secret]).toString('base64url')
}

function partsOf(text: string): TokenParts {
  const bytes = Buffer.from(text, 'base64url')
  return { selector: bytes.subarray(0, selectorBytes), secret: bytes.subarray(selectorBytes) }
}

function hashOf(bytes: Buffer): string {
  return tokenHash(bytes.toString('base64url'))
}

function successorOf(secret: Buffer, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, 'lintel refresh token', secretBytes))
}

function moment(time: number): string {
  return new Date(time).toISOString()
}
