// In charge of reading one line of a Hurl file from left to right.

import { HurlSyntaxError } from './hurl-syntax-error.ts'
import { readPlaceholder, type Template, type TemplatePart } from './template.ts'

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

export interface SourceLine {
  readonly file: string
  /** From 1. */
  readonly number: number
  readonly text: string
}

export class LineScanner {
  readonly #source: SourceLine
  #position = 0

  constructor(source: SourceLine) {
    this.#source = source
  }

  /** The next word, up to a blank; `''` at the end of the line or before a comment. */
  word(): string {
    this.#skipBlanks()
    if (this.#rest().startsWith('#')) return ''
    const word = /^\S*/.exec(this.#rest())![0]
    this.#position += word.length
    return word
  }

  /** Looks at the next word and stays before it. */
  peekWord(): string {
    const position = this.#position
    const word = this.word()
    this.#position = position
    return word
  }

  startsQuoted(): boolean {
    this.#skipBlanks()
    return this.#rest().startsWith('"')
  }

  /** A text in double quotes, with its escapes resolved and its variables found. */
  quoted(what: string): Template {
    if (!this.startsQuoted()) this.fail(`${what} must be in double quotes`)
    const parts: TemplatePart[] = []
    let plain = ''
    this.#position += 1
    for (;;) {
      const rest = this.#rest()
      if (rest === '') this.fail('a text in double quotes does not end')
      if (rest.startsWith('"')) break
      if (rest.startsWith('{{')) {
        if (plain !== '') parts.push(plain)
        plain = ''
        parts.push({ variable: this.#placeholder() })
      } else plain += this.#character()
    }
    this.#position += 1
    return plain === '' ? parts : [...parts, plain]
  }

  /** Fails unless nothing but blanks and a comment is left. */
  end(): void {
    this.#skipBlanks()
    const rest = this.#rest()
    if (rest !== '' && !rest.startsWith('#')) this.fail(`"${rest}" is not understood here`)
  }

  fail(problem: string): never {
    throw new HurlSyntaxError(this.#source.file, this.#source.number, problem)
  }

  /** Runs a reader that knows nothing of files, and gives its SyntaxError this line. */
  within<T>(read: () => T): T {
    try {
      return read()
    } catch (error) {
      if (error instanceof SyntaxError) this.fail(error.message)
      throw error
    }
  }

  #character(): string {
    const rest = this.#rest()
    if (!rest.startsWith('\\')) {
      this.#position += 1
      return rest[0]!
    }
    const unicode = /^\\u\{([0-9a-fA-F]{1,6})\}/.exec(rest)
    const resolved = unicode ? codePoint(unicode[1]!) : escapes[rest[1] ?? '']
    if (resolved === undefined) this.fail(`the escape ${rest.slice(0, 2)} is not understood`)
    this.#position += unicode ? unicode[0].length : 2
    return resolved
  }

  #placeholder(): string {
    const { variable, end } = this.within(() => readPlaceholder(this.#source.text, this.#position))
    this.#position = end
    return variable
  }

  #skipBlanks(): void {
    this.#position += /^[ \t]*/.exec(this.#rest())![0].length
  }

  #rest(): string {
    return this.#source.text.slice(this.#position)
  }
}

function codePoint(hex: string): string | undefined {
  const code = Number.parseInt(hex, 16)
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}
