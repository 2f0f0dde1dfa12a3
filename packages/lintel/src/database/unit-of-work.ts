/** Several statements as one: in the transaction that is open, or in one of their own. */
import type { TransactionOptions } from '../spec/data-access.ts'
import type { AccessContext } from './access-context.ts'
import { problemOf } from './database-problems.ts'
import type { Transactions } from './transaction.ts'

export interface UnitOfWork {
  readonly context: AccessContext
  /** `undefined` inside a transaction. */
  readonly connections: Transactions | undefined
}

/** @throws Problem for what the database refuses */
export async function together<T>(
  { context, connections }: UnitOfWork,
  work: (context: AccessContext) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  if (!connections) return work(context)
  try {
    return await connections.transaction(options, (executor) => work({ ...context, executor }))
  } catch (error) {
    throw problemOf(error, context.meaning) ?? error
  }
}
