/**
 * Attempts that fail make the next one wait longer: counted in the database, so that every instance knows of them.
 *
 * An attempt is counted before it is made, by one statement, so that parallel attempts are no way around. Keys are
 * hashes. A delay always ends: a stranger slows an account down and does not close it.
 */
import { createHash } from 'node:crypto'
import type { DataAccess } from '../../database/data-access.ts'
import { newId } from '../../database/new-id.ts'
import { identityProblem } from '../../spec/identity/problems.ts'
import type { IdentityFlowsModel, ThrottleModel } from '../../spec/model.ts'
import { networkOf } from './network-of.ts'

/** For how long an address is known from which somebody signed in. */
const knownDays = 90

const take = `
  INSERT INTO auth_throttles AS t (id, key, failures, last_failure_at, blocked_until)
  VALUES ($1, $2, 1, clock_timestamp(), CASE WHEN $3::integer <= 1 THEN clock_timestamp() + make_interval(secs => $4) END)
  ON CONFLICT (key) DO UPDATE SET
    failures = CASE WHEN t.last_failure_at < clock_timestamp() - make_interval(secs => $6) THEN 1 ELSE t.failures + 1 END,
    last_failure_at = clock_timestamp(),
    blocked_until = CASE
      WHEN t.last_failure_at < clock_timestamp() - make_interval(secs => $6) AND $3::integer > 1 THEN NULL
      WHEN t.failures + 1 >= $3::integer THEN clock_timestamp() + make_interval(
        secs => least($5::double precision, $4::double precision * power(2, least(t.failures + 1 - $3::integer, 30))))
    END
  WHERE t.blocked_until IS NULL OR t.blocked_until <= clock_timestamp()
  RETURNING (blocked_until IS NOT NULL) AS blocks`

const waiting = `
  SELECT ceil(extract(epoch FROM blocked_until - clock_timestamp()))::integer AS seconds
  FROM auth_throttles WHERE key = $1`

export interface Attempt {
  /** Whether this failure, if it stays one, makes the next attempt wait. */
  readonly locksOut: boolean
  /** Takes the failure back. */
  succeeded(): Promise<void>
}

export class Throttle {
  readonly #db: DataAccess
  readonly #rules: IdentityFlowsModel['throttle']

  constructor(db: DataAccess, rules: IdentityFlowsModel['throttle']) {
    this.#db = db
    this.#rules = rules
  }

  /**
   * Counts an attempt to sign in to an account, whether it exists or not.
   *
   * Who signed in from this address before has a counter of its own: strangers cannot lock the owner out.
   *
   * @throws Problem `too_many_attempts` (429)
   */
  async signIn(email: string, address: string): Promise<Attempt> {
    const byAddress = await this.address('sign-in', address)
    const pair = keyOf('known', email, networkOf(address))
    const known = await this.#isKnown(pair)
    const byAccount = await this.#attempt(known ? pair : keyOf('account', email), this.#rules.account)
    return {
      locksOut: byAccount.locksOut || byAddress.locksOut,
      succeeded: async () => {
        await byAddress.succeeded()
        await this.#forget(known ? pair : keyOf('account', email))
        await this.#know(pair)
      },
    }
  }

  /**
   * Counts a guess by somebody who got as far as that: who is signed in, or knows the password.
   *
   * @param purpose  what is guessed; default: the password
   * @throws         Problem `too_many_attempts` (429)
   */
  async account(id: string, purpose = 'signed-in'): Promise<Attempt> {
    const key = keyOf(purpose, id)
    const attempt = await this.#attempt(key, this.#rules.account)
    return { ...attempt, succeeded: () => this.#forget(key) }
  }

  /** Counts an attempt of an address; success takes back this one alone. @throws Problem `too_many_attempts` (429) */
  async address(purpose: string, address: string): Promise<Attempt> {
    const key = keyOf(purpose, networkOf(address))
    const attempt = await this.#attempt(key, this.#rules.address)
    return { ...attempt, succeeded: () => this.#takeBack(key) }
  }

  /** Whether one more mail may go to this address now. */
  async mayMail(email: string): Promise<boolean> {
    return (await this.#take(keyOf('mail', email), this.#rules.mail)) !== undefined
  }

  /** Whoever has proved that the account is theirs begins anew. */
  forgetAccount(email: string): Promise<void> {
    return this.#forget(keyOf('account', email))
  }

  /** Deletes what no rule reads any more. */
  async prune(): Promise<void> {
    const longest = Math.max(...Object.values(this.#rules).map(({ forgetSeconds }) => forgetSeconds))
    await this.#db.sql(
      `DELETE FROM auth_throttles WHERE last_failure_at < clock_timestamp() - make_interval(secs => $1)
         AND (known_until IS NULL OR known_until < clock_timestamp())`,
      [longest],
    )
  }

  async #attempt(key: string, rule: ThrottleModel): Promise<Omit<Attempt, 'succeeded'>> {
    const taken = await this.#take(key, rule)
    if (taken) return { locksOut: taken.blocks }
    const [row] = await this.#db.sql<{ seconds: number | null }>(waiting, [key])
    const seconds = Math.max(row?.seconds ?? 1, 1)
    throw identityProblem('too_many_attempts', { headers: { 'retry-after': String(seconds) } })
  }

  /** `undefined` while the key has to wait. */
  async #take(key: string, rule: ThrottleModel): Promise<{ readonly blocks: boolean } | undefined> {
    const { attempts, delaySeconds, maxDelaySeconds, forgetSeconds } = rule
    const values = [newId(), key, attempts, delaySeconds, maxDelaySeconds, forgetSeconds]
    const [row] = await this.#db.sql<{ blocks: boolean }>(take, values)
    return row
  }

  async #isKnown(key: string): Promise<boolean> {
    const rows = await this.#db.sql(
      'SELECT 1 FROM auth_throttles WHERE key = $1 AND known_until > clock_timestamp()',
      [key],
    )
    return rows.length > 0
  }

  async #forget(key: string): Promise<void> {
    await this.#db.sql('UPDATE auth_throttles SET failures = 0, blocked_until = NULL WHERE key = $1', [key])
  }

  async #takeBack(key: string): Promise<void> {
    await this.#db.sql(
      'UPDATE auth_throttles SET failures = greatest(failures - 1, 0), blocked_until = NULL WHERE key = $1',
      [key],
    )
  }

  async #know(key: string): Promise<void> {
    await this.#db.sql(
      `INSERT INTO auth_throttles (id, key, failures, last_failure_at, known_until)
       VALUES ($1, $2, 0, clock_timestamp(), clock_timestamp() + make_interval(days => $3))
       ON CONFLICT (key) DO UPDATE SET known_until = excluded.known_until`,
      [newId(), key, knownDays],
    )
  }
}

function keyOf(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}
