/** Says why the embedded PostgreSQL cannot serve, in a sentence that names the place and how to mend it. */

export type EmbeddedPostgresErrorCode =
  | 'option_invalid'
  | 'directory_unusable'
  | 'account_unsuitable'
  | 'binaries_missing'
  | 'version_mismatch'
  | 'initialise_failed'
  | 'start_failed'
  | 'server_unreachable'
  | 'lock_timeout'

/** Carries a stable `code` beside the message; the message never holds a password or row data. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError'
  readonly code: EmbeddedPostgresErrorCode

  constructor(code: EmbeddedPostgresErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
