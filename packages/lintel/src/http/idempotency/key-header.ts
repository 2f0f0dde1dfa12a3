/** Reads `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header-07, §2.1). */
import type { Call } from '../call.ts'
import { headerProblem } from '../headers/header-problems.ts'

const bare = /^[\x21\x23-\x7e][\x21-\x7e]{0,254}$/
// RFC 8941 §3.3.3: a string, in which a quote and a backslash have a backslash before them.
const quoted = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])+)"$/
const maxLength = 255

/**
 * The key, without quotes: a quoted one and the same without quotes are one key.
 *
 * @returns  `undefined` where none is sent
 * @throws   Problem `idempotency_key_malformed` (400)
 */
export function keyOf(call: Call): string | undefined {
  const sent = call.message.headers['idempotency-key']
  if (sent === undefined) return undefined
  // Node joins a header that comes twice with a comma and a space, and neither form takes that.
  const text = String(sent)
  if (bare.test(text)) return text
  const key = quoted.exec(text)?.[1]?.replace(/\\(.)/g, '$1')
  if (key === undefined || key.length > maxLength) throw headerProblem('idempotency_key_malformed')
  return key
}
