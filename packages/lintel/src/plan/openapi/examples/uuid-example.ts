/** UUIDs of version 7 as examples: the same for the same name. */

/** Also the moment of every example of a timestamp. */
export const exampleMoment = Date.UTC(2026, 0, 15, 9, 30)

/** `uuidExample('order')` is the id of an order wherever an example mentions one. */
export function uuidExample(name: string): string {
  const time = exampleMoment.toString(16).padStart(12, '0')
  const [one, two, three] = [hash(`${name}1`), hash(`${name}2`), hash(`${name}3`)]
  // RFC 9562 §5.7: version 7 in four bits, variant 10 in two.
  const variant = ((Number.parseInt(two.slice(0, 1), 16) & 0x3) | 0x8).toString(16)
  const tail = `7${one.slice(0, 3)}-${variant}${two.slice(1, 4)}-${three}${two.slice(4, 8)}`
  return `${time.slice(0, 8)}-${time.slice(8)}-${tail}`
}

/** FNV-1a in 32 bits: eight hexadecimal digits. */
function hash(text: string): string {
  let value = 0x811c9dc5
  for (const char of text.toLowerCase())
    value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return value.toString(16).padStart(8, '0')
}
