/** Reads the tokens of a JSON text strictly, keeping the place (RFC 8259). */

/** Thrown at the first character that breaks the grammar. */
export class JsonSyntaxFault extends Error {
  readonly at: number

  constructor(at: number) {
    super(`malformed JSON at index ${at}`)
    this.name = 'JsonSyntaxFault'
    this.at = at
  }
}

const WHITESPACE = /[ \t\n\r]*/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const INTEGER = /-?(?:0|[1-9][0-9]*)/y
const FRACTION = /\.[0-9]+/y
const EXPONENT = /[eE][+-]?[0-9]+/y

export class JsonReader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  /** The next character that is not white space; undefined at the end. */
  peek(): string | undefined {
    this.#skip(WHITESPACE)
    return this.#text[this.#at]
  }

  accept(character: string): boolean {
    if (this.peek() !== character) return false
    this.#at++
    return true
  }

  expect(character: string): void {
    if (!this.accept(character)) this.#fault(this.#at)
  }

  end(): void {
    if (this.peek() !== undefined) this.#fault(this.#at)
  }

  literal(word: string): void {
    for (const character of word) {
      if (this.#text[this.#at] !== character) this.#fault(this.#at)
      this.#at++
    }
  }

  memberName(): string {
    if (this.peek() !== '"') this.#fault(this.#at)
    return this.string()
  }

  /** @returns the token as it is written */
  number(): string {
    const start = this.#at
    if (!this.#skip(INTEGER)) this.#fault(this.#text[start] === '-' ? start + 1 : start)
    if (this.#text[this.#at] === '.' && !this.#skip(FRACTION)) this.#fault(this.#at + 1)
    if (/[eE]/.test(this.#text[this.#at] ?? '') && !this.#skip(EXPONENT)) this.#fault(this.#at + 1)
    return this.#text.slice(start, this.#at)
  }

  /** @returns the string, unescaped */
  string(): string {
    const start = this.#at++
    let hasEscapes = false
    for (;;) {
      const character = this.#text.charCodeAt(this.#at)
      if (character === 0x22) break
      if (character === 0x5c) {
        hasEscapes = true
        if (!this.#skip(ESCAPE)) this.#fault(this.#at)
      } else if (character >= 0x20) this.#at++
      else this.#fault(this.#at) // a control character, or NaN at the end of the text
    }
    this.#at++
    const token = this.#text.slice(start, this.#at)
    return hasEscapes ? (JSON.parse(token) as string) : token.slice(1, -1)
  }

  /** Moves over what a sticky pattern matches here; whether it matched. */
  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at
    const isMatch = pattern.test(this.#text)
    if (isMatch) this.#at = pattern.lastIndex
    return isMatch
  }

  #fault(at: number): never {
    throw new JsonSyntaxFault(Math.min(at, this.#text.length))
  }
}
