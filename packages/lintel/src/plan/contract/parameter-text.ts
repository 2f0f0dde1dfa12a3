/** Turns one text of a request into the primitive value that its schema asks for; nothing is guessed. */
import type { Json } from '../../spec/model.ts'

const integer = /^-?(?:0|[1-9]\d*)$/
// RFC 8259 §6: the grammar of a JSON number.
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/**
 * `'42'` → 42 for an integer, `'042'` → nothing; where text is allowed too, what is nothing else is text.
 *
 * @param types  names of JSON Schema types; none = text
 * @returns      `undefined` when the text is a value of none of the types
 */
export function readPrimitive(text: string, types: ReadonlySet<string>): Json | undefined {
  const read = readNumber(text, types)
  if (read !== undefined) return read
  if (types.has('boolean') && (text === 'true' || text === 'false')) return text === 'true'
  if (types.has('string') || types.size === 0) return text
  // RFC 6570 §3.2.1 gives null no text of its own: an empty one is the nearest.
  return types.has('null') && (text === '' || text === 'null') ? null : undefined
}

function readNumber(text: string, types: ReadonlySet<string>): number | undefined {
  const value = Number(text)
  // Beyond 2^53 - 1 another integer than the one that was sent would arrive.
  const isWhole = types.has('integer') && integer.test(text) && Number.isSafeInteger(value)
  const isNumber = types.has('number') && number.test(text) && Number.isFinite(value)
  if (!isWhole && !isNumber) return undefined
  return value === 0 ? 0 : value
}

/** `'must be an integer'`, `'must be a string or null'`. */
export function typeMessage(types: ReadonlySet<string>): string {
  const names = [...types].map((type) =>
    type === 'null' ? type : `${/^[aio]/.test(type) ? 'an' : 'a'} ${type}`,
  )
  return `must be ${names.join(' or ')}`
}
