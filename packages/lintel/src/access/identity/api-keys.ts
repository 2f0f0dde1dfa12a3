/**
 * API keys: a program acts for its holder, with the holder's rights and no more than the key's scopes.
 *
 * What was read of a key is trusted for a few seconds, as of a session. Whoever revokes one makes this process forget
 * it at once; other processes hear of it within those seconds.
 */
import { timingSafeEqual } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { DataAccess } from '../../database/data-access.ts'
import type { AnyEntity, Row } from '../../spec/entity.ts'
import type { IdentityEntities } from '../../spec/identity/entities.ts'
import { identityProblem } from '../../spec/identity/problems.ts'
import type { IdentityFlowsModel, IdentityModel } from '../../spec/model.ts'
import type { PrincipalData } from '../../spec/principal.ts'
import type { Problem } from '../../spec/problem.ts'
import { looksLikeApiKey, newApiKey, parseApiKey } from './api-key-text.ts'
import { tokenHash } from './random-token.ts'

/** The moment of last use is written this often at most: it tells which keys nobody uses. */
const touchMs = 60_000

export type ApiKeyRow = Row<IdentityEntities['apiKey']>

interface Remembered {
  readonly principal: PrincipalData
  readonly until: number
}

export interface ApiKeysOptions {
  readonly db: Pick<DataAccess, 'insert' | 'get' | 'find' | 'update' | 'delete' | 'deleteMany'>
  readonly account: AnyEntity
  readonly entity: IdentityEntities['apiKey']
  readonly identity: IdentityModel
  readonly prefix: string
  readonly limits: NonNullable<IdentityFlowsModel['apiKeys']>
  /** Whether the holder lacks the second factor that their role needs. */
  readonly holderLacksFactor: (holder: Readonly<Record<string, unknown>>) => Promise<boolean>
}

export interface NewKey {
  readonly account: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly expiresInDays: number
}

export class ApiKeys {
  readonly #options: ApiKeysOptions
  /** By hashes, so that no memory holds many keys. */
  readonly #remembered = new LRUCache<string, Remembered>({ max: 10_000 })
  /** Counts what was forgotten: what was read before is not remembered after. */
  #generation = 0

  constructor(options: ApiKeysOptions) {
    this.#options = options
  }

  /** Whether credentials mean to be a key, so that they are for this one to verify. */
  recognises(credentials: string): boolean {
    return looksLikeApiKey(this.#options.prefix, credentials)
  }

  /**
   * Whom a key acts for.
   *
   * @throws Problem `api_key_invalid` (401), without a look into the database for what no key can be;
   *         `second_factor_missing` (403)
   */
  async verify(text: string): Promise<PrincipalData> {
    const key = parseApiKey(this.#options.prefix, text)
    if (!key) throw invalid()
    const hash = tokenHash(key.secret)
    const known = this.#known(key.publicId + hash)
    if (known) return known
    const generation = this.#generation
    const row = await this.#options.db.get(this.#options.entity, { publicId: key.publicId })
    // Hashes of equal length: the comparison tells nothing of where they differ.
    if (!row || !timingSafeEqual(Buffer.from(row.secret), Buffer.from(hash))) throw invalid()
    if (Date.parse(row.expiresAt) <= Date.now()) throw invalid()
    const principal = await this.#principalOf(row)
    await this.#touch(row)
    this.#remember(key.publicId + hash, { principal, row, generation })
    return principal
  }

  /** @returns the text of the key, which is nowhere else */
  async create({ account, name, scopes, expiresInDays }: NewKey): Promise<{ row: ApiKeyRow; text: string }> {
    const { db, entity, prefix } = this.#options
    const { publicId, secret, text } = newApiKey(prefix)
    const expiresAt = new Date(Date.now() + expiresInDays * 86_400_000).toISOString()
    const row = await db.insert(entity, {
      account,
      publicId,
      secret: tokenHash(secret),
      prefix,
      name,
      scopes: [...new Set(scopes)],
      expiresAt,
    })
    return { row, text }
  }

  /** Those of an account, the newest first; also those that are over, for a while. */
  list(account: string): Promise<readonly ApiKeyRow[]> {
    const { db, entity, limits } = this.#options
    return db.find(entity, {
      where: { account },
      orderBy: ['-createdAt', '-id'],
      limit: limits.perAccount * 2,
    })
  }

  /** @returns whether this account had such a key */
  async revoke(id: string, account: string): Promise<boolean> {
    const { db, entity } = this.#options
    const isGone = await db.delete(entity, { id, account })
    this.#forgetWhere(({ apiKey }) => apiKey === id)
    return isGone
  }

  async revokeAll(account: string): Promise<void> {
    const { db, entity } = this.#options
    await db.deleteMany(entity, { account })
    this.#forgetWhere(({ id }) => id === account)
  }

  /** What was read of an account does not hold any more: its rights have changed. */
  forgetAccount(account: string): void {
    this.#forgetWhere(({ id }) => id === account)
  }

  /** Deletes keys that have been over for a month: until then their holder can see why a program was refused. */
  async prune(): Promise<void> {
    const { db, entity } = this.#options
    await db.deleteMany(entity, { expiresAt: { lt: new Date(Date.now() - 30 * 86_400_000).toISOString() } })
  }

  /** The account is read each time: its rights may have changed, and it may be gone. */
  async #principalOf({ id, account, scopes }: ApiKeyRow): Promise<PrincipalData> {
    const { db, account: entity, identity } = this.#options
    const holder = (await db.get(entity, account as never)) as Readonly<Record<string, unknown>> | undefined
    if (!holder) throw invalid()
    if (await this.#options.holderLacksFactor(holder)) throw identityProblem('second_factor_missing')
    const role = holder[identity.role ?? '']
    return { id: String(holder.id), roles: typeof role === 'string' ? [role] : [], scopes, apiKey: id }
  }

  async #touch({ id, lastUsedAt }: ApiKeyRow): Promise<void> {
    const { db, entity } = this.#options
    const now = Date.now()
    if (lastUsedAt !== null && now - Date.parse(lastUsedAt) < touchMs) return
    await db.update(entity, id, { lastUsedAt: new Date(now).toISOString() })
  }

  #known(hash: string): PrincipalData | undefined {
    const found = this.#remembered.get(hash)
    if (!found) return undefined
    if (found.until > Date.now()) return found.principal
    this.#remembered.delete(hash)
    return undefined
  }

  #remember(
    hash: string,
    { principal, row, generation }: { principal: PrincipalData; row: ApiKeyRow; generation: number },
  ): void {
    const { rememberSeconds } = this.#options.limits
    if (rememberSeconds === 0 || generation !== this.#generation) return
    const until = Math.min(Date.now() + rememberSeconds * 1000, Date.parse(row.expiresAt))
    this.#remembered.set(hash, { principal, until })
  }

  #forgetWhere(matches: (principal: PrincipalData) => boolean): void {
    this.#generation++
    for (const [hash, { principal }] of this.#remembered.entries())
      if (matches(principal)) this.#remembered.delete(hash)
  }
}

/** The same for every reason: whoever tries keys learns nothing from it. */
function invalid(): Problem {
  // RFC 6750 §3.1
  const challenge = 'Bearer error="invalid_token", error_description="The API key is not valid."'
  return identityProblem('api_key_invalid', { headers: { 'www-authenticate': challenge } })
}
