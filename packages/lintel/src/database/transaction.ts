/** Transactions: everything or nothing, and again when the database says that the order was unlucky. */
import { setTimeout as delay } from 'node:timers/promises'
import type { PoolClient } from 'pg'
import type { Touch } from '../plan/cache/tags.ts'
import type { TransactionOptions } from '../spec/data-access.ts'
import { Problem } from '../spec/problem.ts'
import type { Executor } from './access-context.ts'
import { forgetCaller } from './caller.ts'
import { cacheChannel, type Told } from './changes.ts'
import type { Connections } from './connections.ts'
import { isRetryable } from './database-problems.ts'
import { queryRows, queryTexts } from './query.ts'

const maxAttempts = 5
const baseDelayMs = 10

export interface OpenTransaction extends Executor {
  readonly client: PoolClient
  /** Notes a write that no statement of ours makes. */
  touched(touch: Touch): void
}

/**
 * Runs `work` in a transaction, which commits when it returns and rolls back when it throws.
 *
 * Serialization failures and deadlocks are tried again, up to 5 times, with full jitter. So `work` may run more
 * than once: what it does outside the database must bear that.
 */
export async function inTransaction<T>(
  connections: Connections,
  options: TransactionOptions,
  work: (open: OpenTransaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once({ connections, options }, work)
    } catch (error) {
      const cause = error instanceof Problem ? error.cause : error
      if (attempt >= maxAttempts || !isRetryable(cause)) throw error
      await delay(Math.random() * baseDelayMs * 2 ** attempt)
    }
  }
}

interface Attempt {
  readonly connections: Connections
  readonly options: TransactionOptions
}

async function once<T>(
  { connections, options }: Attempt,
  work: (open: OpenTransaction) => Promise<T>,
): Promise<T> {
  const { changes } = connections
  const client = await connections.acquire()
  const tags = new Set<string>()
  const open = executorOf(client, (touch) => {
    for (const tag of changes?.tagsOf(touch) ?? []) tags.add(tag)
  })
  let broken: Error | undefined
  let ended: Promise<void> | undefined
  try {
    await client.query(begin(options, connections.lockTimeoutMs))
    const result = await work(open)
    if (changes && tags.size > 0) {
      const told = changes.telling(tags)
      try {
        await commitTelling(client, told)
      } finally {
        // Also where nobody knows whether it was committed: to forget is never wrong.
        ended = changes.ended(told)
      }
    } else await client.query('COMMIT')
    return result
  } catch (error) {
    // A connection that cannot roll back is not given to anybody else.
    forgetCaller(client)
    broken = await client.query('ROLLBACK').then(
      () => undefined,
      (failure: Error) => failure,
    )
    throw error
  } finally {
    open.end()
    client.release(broken)
    await ended
  }
}

/** Told by the database itself, to all or to nobody, when it is committed. */
async function commitTelling(client: PoolClient, { payload }: Told): Promise<void> {
  const notify = client.query('SELECT pg_notify($1, $2)', [cacheChannel, payload])
  // Sent behind it, not after its answer. After an error PostgreSQL takes COMMIT for ROLLBACK.
  await Promise.all([notify, client.query('COMMIT')])
}

function begin({ isolation, readOnly }: TransactionOptions, lockTimeoutMs: number): string {
  const level = isolation ? ` ISOLATION LEVEL ${isolation.toUpperCase()}` : ''
  // Outside of transactions a connection waits for locks only briefly.
  return `BEGIN${level}${readOnly ? ' READ ONLY' : ''}; SET LOCAL lock_timeout = ${lockTimeoutMs}`
}

function executorOf(client: PoolClient, touched: (touch: Touch) => void): OpenTransaction & { end(): void } {
  let hasEnded = false
  // The connection is somebody else's by then, and so is the transaction that may be open on it.
  const refuseLate = () => {
    if (hasEnded)
      throw new TypeError('The transaction has ended: await inside its function whatever uses it.')
  }
  const run: Executor['read'] = async (statement, parameters) => {
    refuseLate()
    return queryTexts(client, statement, parameters)
  }
  const write: Executor['write'] = async (statement, parameters, touch) => {
    if (touch) touched(touch)
    return run(statement, parameters)
  }
  const rows: Executor['rows'] = async (statement, parameters) => {
    refuseLate()
    // Not prepared: where a migration changed a type, it would fail, and the transaction with it.
    return queryRows(client, { text: statement.text, slots: statement.slots }, parameters)
  }
  const end = () => {
    hasEnded = true
  }
  return { client, touched, read: run, write, rows, end }
}
