/** How every connection is opened: its settings, its limits, and the form in which values arrive. */
import { type ClientConfig, types } from 'pg'
import { quoted } from '../plan/sql/column.ts'

export interface SessionOptions {
  readonly connectionString: string
  /** A statement that takes longer is cancelled (default 10,000). */
  readonly statementTimeoutMs?: number
  /** A statement that waits longer for a lock fails (default 5,000). */
  readonly lockTimeoutMs?: number
  /** A transaction that does nothing for longer is ended (default 15,000). */
  readonly idleInTransactionTimeoutMs?: number
  readonly connectTimeoutMs?: number
  readonly applicationName?: string
  /** The role that statements run as (default: the one that signs in). */
  readonly role?: string
  /** Settings of PostgreSQL beside those that every session has, by their names. */
  readonly session?: Readonly<Record<string, string>>
}

export const defaultLockTimeoutMs = 5_000
export const defaultConnectTimeoutMs = 3_000

const int8 = 20
const dateOid = 1082
const timestamptz = 1184

/** `2026-11-21 10:00:00.5+00` → `2026-11-21T10:00:00.5+00:00`, the form that `row_to_json` gives. */
function isoMoment(text: string): string {
  return text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')
}

function wholeNumber(text: string): number | string {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : text
}

/** Values in the form that rows have in code, for statements of the query builder. */
export const rowTypes = {
  getTypeParser(oid: number): (value: string) => unknown {
    if (oid === timestamptz) return isoMoment
    if (oid === dateOid) return (value) => value
    if (oid === int8) return wholeNumber
    return types.getTypeParser(oid, 'text') as (value: string) => unknown
  },
}

export function clientConfig(options: SessionOptions): ClientConfig {
  return {
    connectionString: options.connectionString,
    application_name: options.applicationName ?? 'lintel',
    statement_timeout: options.statementTimeoutMs ?? 10_000,
    lock_timeout: options.lockTimeoutMs ?? defaultLockTimeoutMs,
    idle_in_transaction_session_timeout: options.idleInTransactionTimeoutMs ?? 15_000,
    connectionTimeoutMillis: options.connectTimeoutMs ?? defaultConnectTimeoutMs,
    keepAlive: true,
  }
}

// JIT compiles for longer than these statements run. The default path looks into a schema named like the user first,
// and a user called "lintel" would find our ledger there.
export const sessionSetup = "SET TIME ZONE 'UTC'; SET jit = off; SET search_path = public"

export function setupOf({ role, session = {} }: Pick<SessionOptions, 'role' | 'session'>): string {
  const settings = Object.entries(session).map(([name, value]) => `SET ${name} = ${value}`)
  const become = role === undefined ? [] : [`SET ROLE ${quoted(role)}`]
  return [sessionSetup, ...settings, ...become].join('; ')
}
