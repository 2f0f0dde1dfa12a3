/** What stops a command: in words for whoever typed it, with what to do about it. */
import type { Location } from '../spec/location.ts'
import { type ExitCode, exitCode } from './exit-code.ts'

export interface FailureOptions {
  /** Default: `refused`. */
  readonly exitCode?: ExitCode
  readonly hint?: string
  readonly at?: Location
  readonly cause?: unknown
}

export class Failure extends Error {
  /** Stable, for machines: `application_missing`. */
  readonly code: string
  readonly exitCode: ExitCode
  readonly hint: string | undefined
  readonly at: Location | undefined

  constructor(code: string, message: string, options: FailureOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'Failure'
    this.code = code
    this.exitCode = options.exitCode ?? exitCode.refused
    this.hint = options.hint
    this.at = options.at
  }
}
