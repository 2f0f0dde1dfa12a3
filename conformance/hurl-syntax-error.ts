// In charge of the one error of the parser: what was not understood, and where.

/**
 * A place in a Hurl file that this runner does not understand. Nothing of the suite is run then:
 * a line that is skipped is a check that silently no longer exists.
 */
export class HurlSyntaxError extends Error {
  override readonly name = 'HurlSyntaxError'
  readonly file: string
  readonly line: number

  constructor(file: string, line: number, problem: string) {
    super(`${file}:${line}: ${problem}`)
    this.file = file
    this.line = line
  }
}
