/** Runs the statements of a script one by one, so that a failure names its file and line. */
import type { ClientBase } from 'pg'
import type { Script } from './migration.ts'
import { MigrationError, type MigrationErrorCode } from './migration-error.ts'
import { firstWord, lineAt, type ScriptStatement, splitStatements } from './split-statements.ts'

/** Runs a script inside the transaction that the caller began. */
export async function runInTransaction(client: ClientBase, script: Script): Promise<void> {
  for (const statement of splitStatements(script.sql)) {
    refuseTransactionControl(statement, script)
    await runStatement(client, statement, { script, code: 'migration_failed' })
  }
}

interface Context {
  readonly script: Script
  readonly code: MigrationErrorCode
  /** Of the parameters `$1`, `$2`, …; as texts. */
  readonly values?: readonly string[]
}

/** @returns how many rows it wrote */
export async function runStatement(
  client: ClientBase,
  statement: ScriptStatement,
  context: Context,
): Promise<number> {
  const { values } = context
  try {
    const { rowCount } = await client.query(statement.text, ...(values ? [[...values]] : []))
    return rowCount ?? 0
  } catch (error) {
    throw failure(error, statement, context)
  }
}

export function refuseTransactionControl({ text, line }: ScriptStatement, { file }: Script): void {
  const word = firstWord(text)
  if (!['begin', 'start', 'commit', 'rollback', 'end', 'abort'].includes(word)) return
  const message = `${file}:${line} says ${word.toUpperCase()}.`
  throw new MigrationError('migration_transaction', message, { file, line })
}

function failure(error: unknown, statement: ScriptStatement, { script, code }: Context): MigrationError {
  const { file } = script
  const line = statement.line + lineInside(statement.text, error)
  const hint = hints[stateOf(error)]
  const options = { file, line, cause: error, ...(hint === undefined ? {} : { hint }) }
  return new MigrationError(code, `${file}:${line} ${wordsOf(error)}`, options)
}

const hints: Readonly<Record<string, string>> = {
  '25001':
    'Write "-- lintel: no-transaction" on the first line: this statement runs only outside a transaction.',
  '55P03': 'Another session holds a lock on the table. Run again when it is less busy.',
  '57014':
    'The statement took longer than the statement timeout. Set a longer one, if the table may be locked for so long.',
  '23502': 'Rows without a value are in the way. Give them one, or give the field a default.',
  '23505': 'Rows with the same value are in the way. Make them differ, then run it again.',
}

/** PostgreSQL counts characters, from 1, in the statement it was sent. */
function lineInside(text: string, error: unknown): number {
  const position = error instanceof Error && 'position' in error ? Number(error.position) : 0
  if (!(position > 0)) return 0
  const before = Array.from(text)
    .slice(0, position - 1)
    .join('')
  return lineAt(before, before.length) - 1
}

function stateOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** What PostgreSQL says, without its detail and without the value that an input error quotes: both may be private. */
function wordsOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return stateOf(error).startsWith('22') ? message.replace(/: "[\s\S]*$/, '') : message
}
