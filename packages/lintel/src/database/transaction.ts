/** Transactions: everything or nothing, and again when the database says that the order was unlucky. */
import { setTimeout as delay } from 'node:timers/promises'
import type { PoolClient } from 'pg'
import type { TransactionOptions } from '../spec/data-access.ts'
import { Problem } from '../spec/problem.ts'
import type { Executor } from './access-context.ts'
import type { Connections } from './connections.ts'
import { isRetryable } from './database-problems.ts'
import { queryRows, queryTexts } from './query.ts'

const maxAttempts = 5
const baseDelayMs = 10

export interface OpenTransaction extends Executor {
  readonly client: PoolClient
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
      return await once(connections, options, work)
    } catch (error) {
      const cause = error instanceof Problem ? error.cause : error
      if (attempt >= maxAttempts || !isRetryable(cause)) throw error
      await delay(Math.random() * baseDelayMs * 2 ** attempt)
    }
  }
}

async function once<T>(
  connections: Connections,
  options: TransactionOptions,
  work: (open: OpenTransaction) => Promise<T>,
): Promise<T> {
  const client = await connections.acquire()
  let broken: Error | undefined
  try {
    await client.query(begin(options))
    const result = await work(executorOf(client))
    await client.query('COMMIT')
    return result
  } catch (error) {
    // A connection that cannot roll back is not given to anybody else.
    broken = await client.query('ROLLBACK').then(() => undefined, (failure: Error) => failure)
    throw error
  } finally {
    client.release(broken)
  }
}

function begin({ isolation, readOnly }: TransactionOptions): string {
  const level = isolation ? ` ISOLATION LEVEL ${isolation.toUpperCase()}` : ''
  return `BEGIN${level}${readOnly ? ' READ ONLY' : ''}`
}

function executorOf(client: PoolClient): OpenTransaction {
  const run: Executor['read'] = (statement, parameters) => queryTexts(client, statement, parameters)
  return { client, read: run, write: run, rows: (statement, parameters) => queryRows(client, statement, parameters) }
}
