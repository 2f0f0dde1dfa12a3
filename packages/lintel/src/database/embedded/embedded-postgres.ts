/** Gives a project a PostgreSQL of its own without any set-up: the door of this folder. */

import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { supervise } from './supervisor.ts'

export interface EmbeddedPostgresOptions {
  /** A directory for this server alone: its data, socket and log. Created when missing; deleting it deletes the data. */
  readonly dataDir: string
  /** Created when missing. Letters, digits, `_` and `-`, at most 63. Default 'lintel'. */
  readonly database?: string
  /** False turns fsync off, for tests. Default true. An adopted server stays as it was started. */
  readonly durable?: boolean
  /** Default: 5432 as part of the socket's name; on Windows, where it is a TCP port, a free one. */
  readonly port?: number
}

export interface EmbeddedPostgres {
  /** For node-postgres and libpq: `postgres://postgres@/lintel?host=…`. Holds a password on Windows. */
  readonly connectionString: string
  /** The server's version, such as '18.4'. */
  readonly version: string
  /** 'package': the binaries of the npm package; 'system': a PostgreSQL found on this machine. */
  readonly source: 'package' | 'system'
  /** It ran already: started by another process, or left behind by one that was killed. */
  readonly adopted: boolean
  /** What this server is not for, as sentences to print. */
  readonly limits: readonly string[]
  /**
   * Ends the use by this caller. When it was the last one of all processes, stops the server and waits for
   * its end: open transactions are rolled back. End pools first. May be called again.
   */
  stop(): Promise<void>
}

/**
 * Starts a PostgreSQL in `dataDir`, or joins the one that runs there, and waits until it answers.
 *
 * The first start makes the data directory (about a second), later ones take a tenth of that. Several
 * processes may use one directory at once. A server left behind by a killed process is taken over.
 *
 * @throws   EmbeddedPostgresError; its message names the place and how to mend it
 * @example
 * const postgres = await startEmbeddedPostgres({ dataDir: '.lintel/postgres' })
 * const pool = new Pool({ connectionString: postgres.connectionString })
 * // …
 * await pool.end()
 * await postgres.stop()
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  refuseInvalid(options)
  return supervise({ ...options, transport: process.platform === 'win32' ? 'tcp' : 'socket' })
}

function refuseInvalid({ dataDir, database = 'lintel', port = 5432 }: EmbeddedPostgresOptions): void {
  if (dataDir === '') throw invalid('dataDir', 'is empty; give a directory such as .lintel/postgres')
  if (!/^[A-Za-z_][\w-]{0,62}$/.test(database)) {
    throw invalid('database', 'takes letters, digits, "_" and "-", starts with a letter or "_", at most 63')
  }
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw invalid('port', 'is not in 1–65535')
}

function invalid(option: keyof EmbeddedPostgresOptions, problem: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError('option_invalid', `startEmbeddedPostgres: ${option} ${problem}.`)
}
