/** Which keys are taken, by which request, and what it was answered. */
import type { AccessContext, Executor } from '../access-context.ts'
import { problemOf } from '../database-problems.ts'
import { newId } from '../new-id.ts'
import type { NamedStatement } from '../statement-cache.ts'

/** A request by its hashes, in hexadecimal. */
export interface KeyedRequest {
  /** Of the caller, the endpoint and the key. */
  readonly key: string
  /** Of everything else that makes it the same request. */
  readonly fingerprint: string
}

export interface StoredAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly mediaType?: string | undefined
  /** `undefined`: it has no body. */
  readonly body?: string | undefined
  /** It is known that it was given, and not what it was. */
  readonly isWithheld?: boolean | undefined
}

export type Claim =
  /** The request is this process's own until its lease is over. */
  | { readonly kind: 'mine'; readonly owner: string }
  | { readonly kind: 'answered'; readonly answer: StoredAnswer }
  | { readonly kind: 'in flight' }
  /** The key belongs to a request that is not the same. */
  | { readonly kind: 'other request' }

export interface Terms {
  readonly leaseMs: number
  readonly keepMs: number
}

const argument = (name: string) => ({ from: 'argument', name }) as const
const key = argument('key')
const owner = argument('owner')

// A key is free again when its time is over, or when whoever held it has not finished in time. Whoever finishes holds
// the lock of the row until it is committed, so a claim that comes meanwhile waits, and sees the answer.
const claim: NamedStatement = {
  name: 'l_key_claim',
  slots: [key, argument('fingerprint'), owner, argument('leaseMs'), argument('keepMs')],
  text: `WITH claimed AS (
    INSERT INTO lintel.idempotency_keys AS known (key, fingerprint, owner, lease_until, expires_at)
    VALUES ($1::bytea, $2::bytea, $3::uuid, clock_timestamp() + $4::double precision * interval '1 millisecond',
      clock_timestamp() + $5::double precision * interval '1 millisecond')
    ON CONFLICT (key) DO UPDATE SET fingerprint = excluded.fingerprint, owner = excluded.owner,
      lease_until = excluded.lease_until, expires_at = excluded.expires_at, status = NULL, answer = NULL, body = NULL
    WHERE known.expires_at <= clock_timestamp() OR (known.status IS NULL AND known.lease_until <= clock_timestamp())
    RETURNING key)
  SELECT 'mine', NULL, NULL, NULL FROM claimed
  UNION ALL
  SELECT CASE WHEN fingerprint <> $2::bytea THEN 'other request' WHEN status IS NULL THEN 'in flight' ELSE 'answered' END,
    status::text, answer::text, body
  FROM lintel.idempotency_keys WHERE key = $1::bytea AND NOT EXISTS (SELECT FROM claimed)`,
}

const settle: NamedStatement = {
  name: 'l_key_settle',
  slots: [key, owner, argument('status'), argument('answer'), argument('body')],
  text: `UPDATE lintel.idempotency_keys SET status = $3::smallint, answer = $4::jsonb, body = $5
    WHERE key = $1::bytea AND owner = $2::uuid AND status IS NULL RETURNING 'kept'`,
}

const release: NamedStatement = {
  name: 'l_key_release',
  slots: [key, owner],
  text: 'DELETE FROM lintel.idempotency_keys WHERE key = $1::bytea AND owner = $2::uuid AND status IS NULL',
}

const pruneBatch = 1_000
const prune: NamedStatement = {
  name: 'l_key_prune',
  slots: [],
  text: `WITH gone AS (
    DELETE FROM lintel.idempotency_keys WHERE key IN (
      SELECT key FROM lintel.idempotency_keys WHERE expires_at <= clock_timestamp()
      ORDER BY expires_at LIMIT ${pruneBatch} FOR UPDATE SKIP LOCKED)
    RETURNING 1)
  SELECT count(*)::text FROM gone`,
}

export class KeyBook {
  readonly #executor: Executor
  readonly #meaning: AccessContext['meaning']

  constructor({ executor, meaning }: Pick<AccessContext, 'executor' | 'meaning'>) {
    this.#executor = executor
    this.#meaning = meaning
  }

  /** Takes the key for this request, or says why that cannot be. Committed at once, so that others see it. */
  async claim(request: KeyedRequest, { leaseMs, keepMs }: Terms): Promise<Claim> {
    const owner = newId()
    const { key, fingerprint } = hexed(request)
    const rows = await this.#run(claim, { key, fingerprint, owner, leaseMs, keepMs })
    const [kind, status, answer, body] = rows[0] ?? []
    if (kind === 'mine') return { kind, owner }
    if (kind === 'other request') return { kind }
    if (kind === 'answered')
      return {
        kind,
        answer: { ...JSON.parse(answer ?? '{}'), status: Number(status), body: body ?? undefined },
      }
    // Nothing was found: it was taken or given back within the statement, which saw neither.
    return { kind: 'in flight' }
  }

  /**
   * Keeps the answer, in the transaction of what it answers.
   *
   * @returns `false`: the lease was over, and another has taken the request up
   */
  async settle({ key }: KeyedRequest, owner: string, kept: Kept): Promise<boolean> {
    const { status, body, ...answer } = kept.answer
    const values = { key: hex(key), owner, status, body, answer: JSON.stringify(answer) }
    return (await this.#run(settle, values, kept.executor)).length > 0
  }

  /** Gives the key back, so that the same request may be tried again. One that is answered stays. */
  async release({ key }: KeyedRequest, owner: string): Promise<void> {
    await this.#run(release, { key: hex(key), owner })
  }

  /** Forgets answers whose time is over. */
  async prune(): Promise<void> {
    let count: number
    do {
      const rows = await this.#run(prune, {})
      count = Number(rows[0]?.[0] ?? 0)
    } while (count === pruneBatch)
  }

  async #run(
    statement: NamedStatement,
    values: Readonly<Record<string, unknown>>,
    executor: Executor = this.#executor,
  ) {
    try {
      return await executor.write(statement, { principal: null, values })
    } catch (error) {
      throw problemOf(error, this.#meaning) ?? error
    }
  }
}

interface Kept {
  readonly answer: StoredAnswer
  readonly executor: Executor
}

const hex = (digest: string) => `\\x${digest}`
const hexed = ({ key, fingerprint }: KeyedRequest) => ({ key: hex(key), fingerprint: hex(fingerprint) })
