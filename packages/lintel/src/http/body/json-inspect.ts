/** The exact look at a JSON text: where it breaks the grammar, and which of its values are refused, and where. */
import type { ProblemDetail } from '../../spec/problem.ts'
import { isUnstorable } from '../headers/unstorable-text.ts'
import { findNumberFault } from './json-number.ts'
import { pointerTo } from './json-pointer.ts'
import { JsonReader, JsonSyntaxFault } from './json-reader.ts'

export interface JsonInspection {
  /** Index of the first character that breaks the grammar; the length of the text when it ends too early. */
  readonly faultAt?: number
  /** In the order of the text, at most 20. */
  readonly violations: readonly ProblemDetail[]
}

const MAX_VIOLATIONS = 20

const MESSAGES = {
  body_duplicate_key: 'is given more than once',
  body_forbidden_key: 'is not allowed as a member name',
  number_out_of_range: 'is out of the range of an IEEE 754 double',
  number_imprecise: 'would lose digits; send it as a string',
  text_invalid: 'has the character U+0000 or a surrogate without its partner',
} as const

const LITERALS = { t: 'true', f: 'false', n: 'null' } as const

type ViolationCode = keyof typeof MESSAGES

/** Inspects a text whose depth is known to be bounded. */
export function inspectJson(text: string): JsonInspection {
  const inspector = new JsonInspector(text)
  try {
    inspector.document()
    return { violations: inspector.violations }
  } catch (error) {
    if (error instanceof JsonSyntaxFault) return { faultAt: error.at, violations: inspector.violations }
    throw error
  }
}

class JsonInspector {
  readonly violations: ProblemDetail[] = []
  readonly #reader: JsonReader
  readonly #path: (string | number)[] = []

  constructor(text: string) {
    this.#reader = new JsonReader(text)
  }

  document(): void {
    this.#value('')
    this.#reader.end()
  }

  /** @param underName  the member this value belongs to, empty for an element */
  #value(underName: string): void {
    const next = this.#reader.peek()
    if (next === '{') this.#object(underName)
    else if (next === '[') this.#array()
    else if (next === '"') this.#string()
    else if (next !== undefined && next in LITERALS) this.#reader.literal(LITERALS[next as 't' | 'f' | 'n'])
    else this.#number()
  }

  #string(): void {
    if (isUnstorable(this.#reader.string())) this.#violate('text_invalid')
  }

  #number(): void {
    const fault = findNumberFault(this.#reader.number())
    if (fault !== undefined) this.#violate(fault)
  }

  #array(): void {
    const reader = this.#reader
    reader.expect('[')
    if (reader.accept(']')) return
    let index = 0
    do {
      this.#path.push(index++)
      this.#value('')
      this.#path.pop()
    } while (reader.accept(','))
    reader.expect(']')
  }

  #object(underName: string): void {
    const reader = this.#reader
    reader.expect('{')
    if (reader.accept('}')) return
    const names = new Set<string>()
    do {
      const name = reader.memberName()
      this.#path.push(name)
      this.#memberName(name, { underName, isRepeated: names.has(name) })
      names.add(name)
      reader.expect(':')
      this.#value(name)
      this.#path.pop()
    } while (reader.accept(','))
    reader.expect('}')
  }

  #memberName(name: string, { underName, isRepeated }: { underName: string; isRepeated: boolean }): void {
    if (isRepeated) this.#violate('body_duplicate_key')
    if (isUnstorable(name)) this.#violate('text_invalid')
    if (name === '__proto__' || (name === 'prototype' && underName === 'constructor')) {
      this.#violate('body_forbidden_key')
    }
  }

  #violate(code: ViolationCode): void {
    if (this.violations.length === MAX_VIOLATIONS) return
    this.violations.push({ pointer: pointerTo(this.#path), code, message: MESSAGES[code] })
  }
}
