// In charge of going through a Hurl file line by line.

import { HurlSyntaxError } from './hurl-syntax-error.ts'
import { LineScanner, type SourceLine } from './line-scanner.ts'

const emptyOrComment = /^\s*(#.*)?$/
const comment = /^\s*#\s*(.*?)\s*$/

export class SourceLines {
  readonly #file: string
  readonly #lines: readonly string[]
  #index = 0

  constructor(file: string, text: string) {
    this.#file = file
    this.#lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  }

  atEnd(): boolean {
    return this.#index >= this.#lines.length
  }

  /** The line to be read now; not to be asked for at the end. */
  current(): SourceLine {
    return { file: this.#file, number: this.#index + 1, text: this.#lines[this.#index]! }
  }

  /** The current line and all after it. */
  rest(): string {
    return this.#lines.slice(this.#index).join('\n')
  }

  advance(): void {
    this.#index += 1
  }

  /** Goes on behind the first `length` characters of `rest()`, which must be the end of their line. */
  advanceOver(length: number): void {
    const taken = this.rest().slice(0, length).split('\n')
    this.#index += taken.length - 1
    const { file, number, text } = this.current()
    new LineScanner({ file, number, text: text.slice(taken.at(-1)!.length) }).end()
    this.advance()
  }

  skipEmpty(): void {
    while (!this.atEnd() && emptyOrComment.test(this.#lines[this.#index]!)) this.advance()
  }

  /** The comment on the line right above, if there is one. */
  commentAbove(): string | undefined {
    return comment.exec(this.#lines[this.#index - 1] ?? '')?.[1] || undefined
  }

  failAtEnd(problem: string): never {
    throw new HurlSyntaxError(this.#file, this.#lines.length, problem)
  }
}
