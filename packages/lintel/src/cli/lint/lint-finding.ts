/** What the linter of migrations reports. */

export interface LintFinding {
  /** squawk's id of the rule, or one of ours: `linterRules`. */
  readonly rule: string
  /** An `error` stops live traffic, breaks a release that is still serving, or cannot run; a `warning` does not. */
  readonly severity: LintSeverity
  /** Path of the script, as it was given. */
  readonly file: string
  /** Line of the file, from 1. */
  readonly line: number
  readonly message: string
  /** What to do instead. */
  readonly hint: string
  /** squawk's page on the rule. */
  readonly link?: string
}

export type LintSeverity = 'error' | 'warning'

/** A script of a migration, and how it is run. */
export interface LintedScript {
  /** Path of its file, for messages. */
  readonly file: string
  readonly sql: string
  /** A way back takes away what its `up.sql` gave: it may drop and rename. */
  readonly direction?: 'up' | 'down'
}
