/** Transactions: everything or nothing, and again when the database says that the order was unlucky. */
import { setTimeout as delay } from 'node:timers/promises'
import type { PoolClient } from 'pg'
import type { Touch } from '../plan/cache/tags.ts'
import type { TransactionOptions } from '../spec/data-access.ts'
import { Problem } from '../spec/problem.ts'
import type { Executor } from './access-context.ts'
import { forgetCaller } from './caller.ts'
import { type Changes, cacheChannel } from './changes.ts'
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
  return againWhenUnlucky(() => once({ connections, options }, work))
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
  let ended: { readonly told: Promise<void> } | undefined
  try {
    await client.query(beginText(options, connections.lockTimeoutMs))
    const result = await work(open)
    ended = await commit(client, changes, tags)
    return result
  } catch (error) {
    // A connection that cannot roll back is not given to anybody else.
    broken = await rollBack(client)
    throw error
  } finally {
    open.end()
    client.release(broken)
    await ended?.told
  }
}

export function beginText({ isolation, readOnly }: TransactionOptions, lockTimeoutMs: number): string {
  const level = isolation ? ` ISOLATION LEVEL ${isolation.toUpperCase()}` : ''
  // Outside of transactions a connection waits for locks only briefly.
  return `BEGIN${level}${readOnly ? ' READ ONLY' : ''}; SET LOCAL lock_timeout = ${lockTimeoutMs}`
}

/**
 * Commits; what was written is told by the database itself, to all or to nobody.
 *
 * @returns  what ends the telling, to be awaited after the connection is given back
 * @throws   Error where a statement failed and its error was caught: the server then rolls back, and calls it a success
 */
export async function commit(
  client: PoolClient,
  changes: Changes | undefined,
  tags: ReadonlySet<string>,
): Promise<{ readonly told: Promise<void> } | undefined> {
  if (!changes || tags.size === 0) {
    refuseRolledBack(await client.query('COMMIT'))
    return undefined
  }
  const told = changes.telling(tags)
  let ended: Promise<void> | undefined
  try {
    const notify = client.query('SELECT pg_notify($1, $2)', [cacheChannel, told.payload])
    // Sent behind it, not after its answer. After an error PostgreSQL takes COMMIT for ROLLBACK.
    const [, committed] = await Promise.all([notify, client.query('COMMIT')])
    refuseRolledBack(committed)
  } finally {
    // Also where nobody knows whether it was committed: to forget is never wrong.
    ended = changes.ended(told)
  }
  return { told: ended }
}

function refuseRolledBack({ command }: { readonly command: string }): void {
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

export function executorOf(
  client: PoolClient,
  touched: (touch: Touch) => void,
): OpenTransaction & { end(): void } {
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
