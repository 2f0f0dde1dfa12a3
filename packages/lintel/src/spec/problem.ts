/** A refusal that a caller may see: what every stage throws and `http` turns into a response. */

/** One thing wrong with one value of a request. */
export interface ProblemDetail {
  /** JSON Pointer (RFC 6901) into the body, or `query/<name>`, `path/<name>`, `header/<name>`. */
  readonly pointer: string
  /** Stable machine-readable kind, such as `required` or `too_long`. */
  readonly code: string
  readonly message: string
}

export interface ProblemOptions {
  readonly status: number
  readonly title: string
  readonly detail?: string | undefined
  readonly errors?: readonly ProblemDetail[] | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Stays inside the process: it is logged, never sent. */
  readonly cause?: unknown
}

/**
 * A refusal with a stable code (RFC 9457).
 *
 * `code`, `title`, `detail` and `errors` reach the client: they never carry row values of others or secrets.
 */
export class Problem extends Error {
  readonly code: string
  readonly status: number
  readonly title: string
  readonly detail: string | undefined
  readonly errors: readonly ProblemDetail[]
  readonly headers: Readonly<Record<string, string>>

  constructor(code: string, options: ProblemOptions) {
    super(options.detail ?? options.title, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'Problem'
    this.code = code
    this.status = options.status
    this.title = options.title
    this.detail = options.detail
    this.errors = options.errors ?? []
    this.headers = options.headers ?? {}
  }
}

/** One that an operation declares: its business rule said no. */
export class DeclaredProblem extends Problem {}

/** One row of an area's table of problems. */
export interface ProblemDefinition {
  readonly status: number
  readonly title: string
  /** What the caller can do about it. */
  readonly hint: string
}
