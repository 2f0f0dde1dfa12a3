/** What a check of `lintel doctor` found. */

export interface Finding {
  /** What was looked at: `database`. */
  readonly check: string
  readonly state: 'ok' | 'warn' | 'fail'
  readonly message: string
  /** What to do about it. */
  readonly hint?: string
}

export function ok(check: string, message: string): Finding {
  return { check, state: 'ok', message }
}

export function warn(check: string, message: string, hint: string): Finding {
  return { check, state: 'warn', message, hint }
}

export function fail(check: string, message: string, hint?: string): Finding {
  return { check, state: 'fail', message, ...(hint === undefined ? {} : { hint }) }
}
