/** Decodes `name=value&name=value` exactly: what is not valid is refused, never repaired. */
import type { Problem } from '../../spec/problem.ts'
import { isUnstorable } from './unstorable-text.ts'

/** A name given once has a string, a repeated name all its values in order. No property is inherited. */
export type Pairs = Record<string, string | string[]>

export type PairFault = 'malformed' | 'text_invalid' | 'forbidden_name' | 'too_many'

export interface PairRules {
  readonly maxPairs: number
  /** Makes the refusal; `name` is the parameter at fault, when it can be told. */
  refuse(fault: PairFault, name?: string): Problem
}

/**
 * Parses URL-encoded pairs; `+` is a space, an empty pair is passed over, a name without `=` has the empty string.
 *
 * @throws  what `rules.refuse` makes: for a percent sign without two hex digits or bytes that are not UTF-8
 *          (`malformed`), U+0000 or a lone surrogate (`text_invalid`), the name `__proto__` (`forbidden_name`),
 *          more than `maxPairs` (`too_many`)
 */
export function parsePairs(text: string, rules: PairRules): Pairs {
  if (isUnstorable(text)) throw rules.refuse('text_invalid')
  const pairs: Pairs = Object.create(null)
  let count = 0
  let start = 0
  while (start < text.length) {
    let end = text.indexOf('&', start)
    if (end < 0) end = text.length
    if (end > start) {
      if (++count > rules.maxPairs) throw rules.refuse('too_many')
      addPair(pairs, text.slice(start, end), rules)
    }
    start = end + 1
  }
  return pairs
}

function addPair(pairs: Pairs, pair: string, rules: PairRules): void {
  const equals = pair.indexOf('=')
  const name = decode(equals < 0 ? pair : pair.slice(0, equals), rules)
  // Harmless here, but not once somebody copies the pairs into an ordinary object.
  if (name === '__proto__') throw rules.refuse('forbidden_name')
  const value = equals < 0 ? '' : decode(pair.slice(equals + 1), rules, name)
  const known = pairs[name]
  if (known === undefined) pairs[name] = value
  else if (typeof known === 'string') pairs[name] = [known, value]
  else known.push(value)
}

function decode(text: string, rules: PairRules, name?: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text
  if (!spaced.includes('%')) return spaced
  const decoded = percentDecode(spaced, rules, name)
  if (decoded.includes('\0')) throw rules.refuse('text_invalid', name)
  return decoded
}

function percentDecode(text: string, rules: PairRules, name?: string): string {
  try {
    return decodeURIComponent(text) // refuses surrogates and everything else that is not UTF-8
  } catch {
    throw rules.refuse('malformed', name)
  }
}
