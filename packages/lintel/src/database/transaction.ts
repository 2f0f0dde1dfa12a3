/** Transactions: everything or nothing, and again when the database says that the order was unlucky. */
import { setTimeout as delay } from 'node:timers/promises'
import type { PoolClient } from 'pg'
import type { TransactionOptions } from '../spec/data-access.ts'
import { Problem } from '../spec/problem.ts'
import type { Executor } from './access-context.ts'
import { forgetCaller } from './caller.ts'
import type { Connections } from './connections.ts'
import { isRetryable } from './database-problems.ts'
import { queryRows, queryTexts } from './query.ts'

const maxAttempts = 5
const baseDelayMs = 10

export interface OpenTransaction extends Executor {
  readonly client: PoolClient
}

/** Where `work` runs as one transaction. */
export interface Transactions {
  transaction<T>(options: TransactionOptions, work: (executor: Executor) => Promise<T>): Promise<T>
}

/**
 * Runs `work` in a transaction, which commits when it returns and rolls back when it throws.
 *
 * Serialization failures and deadlocks are tried again, up to 5 times, with full jitter. So `work` may run more
 * than once: what it does outside the database must bear that.
 */
export function inTransaction<T>(
  connections: Connections,
  options: TransactionOptions,
  work: (open: OpenTransaction) => Promise<T>,
): Promise<T> {
  return againWhenUnlucky(() => once(connections, options, work))
}

/** Runs `work` again, up to 5 times in all, where it failed for others who were in its way. */
export async function againWhenUnlucky<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
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
  const open = executorOf(client)
  let broken: Error | undefined
  try {
    await client.query(beginText(options, connections.lockTimeoutMs))
    const result = await work(open)
    await commit(client)
    return result
  } catch (error) {
    // A connection that cannot roll back is not given to anybody else.
    broken = await rollBack(client)
    throw error
  } finally {
    open.end()
    client.release(broken)
  }
}

export function beginText({ isolation, readOnly }: TransactionOptions, lockTimeoutMs: number): string {
  const level = isolation ? ` ISOLATION LEVEL ${isolation.toUpperCase()}` : ''
  // Outside of transactions a connection waits for locks only briefly.
  return `BEGIN${level}${readOnly ? ' READ ONLY' : ''}; SET LOCAL lock_timeout = ${lockTimeoutMs}`
}

/** @throws Error where a statement failed and its error was caught: the server then rolls back, and calls it a success */
export async function commit(client: PoolClient): Promise<void> {
  const { command } = await client.query('COMMIT')
  if (command === 'COMMIT') return
  throw new Error('A statement of the transaction failed and its error was caught, so nothing is kept.')
}

/** @returns why the connection may not be used any more, if so */
export function rollBack(client: PoolClient, text = 'ROLLBACK'): Promise<Error | undefined> {
  forgetCaller(client)
  return client.query(text).then(
    () => undefined,
    (failure: Error) => failure,
  )
}

export function executorOf(client: PoolClient): OpenTransaction & { end(): void } {
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
  const rows: Executor['rows'] = async (statement, parameters) => {
    refuseLate()
    // Not prepared: where a migration changed a type, it would fail, and the transaction with it.
    return queryRows(client, { text: statement.text, slots: statement.slots }, parameters)
  }
  const end = () => {
    hasEnded = true
  }
  return { client, read: run, write: run, rows, end }
}
