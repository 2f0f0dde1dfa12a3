/** Reads the query string of a request target. */
import type { Problem } from '../../spec/problem.ts'
import { type HeaderProblemCode, headerProblem } from './header-problems.ts'
import { type PairFault, type PairRules, type Pairs, parsePairs } from './url-encoded.ts'

export interface QueryLimits {
  /** Characters of the query string, default 8192. */
  readonly maxLength?: number
  /** Parameters, repeated ones counted each time, default 100. */
  readonly maxParameters?: number
}

const DEFAULT_MAX_LENGTH = 8192
const DEFAULT_MAX_PARAMETERS = 100
// RFC 3986 §2: a URI is printable ASCII; anything else must be percent-encoded.
const NOT_URI = /[^\x21-\x7e]/
const MAX_TOLD_NAME = 64

/**
 * Parses a query string exactly.
 *
 * @param search  with or without the leading `?`
 * @returns       an object without prototype; a repeated name has all its values in order
 * @throws        Problem 400 `query_malformed`, `query_text_invalid`, `query_forbidden_name`,
 *                `query_too_many_parameters`, or 414 `query_too_long`
 */
export function parseQuery(search: string, limits: QueryLimits = {}): Pairs {
  const text = search.startsWith('?') ? search.slice(1) : search
  const maxLength = limits.maxLength ?? DEFAULT_MAX_LENGTH
  if (text.length > maxLength) {
    throw headerProblem('query_too_long', { detail: `At most ${maxLength} characters are accepted.` })
  }
  if (NOT_URI.test(text)) throw headerProblem('query_malformed')
  return parsePairs(text, rulesFor(limits.maxParameters ?? DEFAULT_MAX_PARAMETERS))
}

function rulesFor(maxParameters: number): PairRules {
  return maxParameters === DEFAULT_MAX_PARAMETERS ? DEFAULT_RULES : { maxPairs: maxParameters, refuse }
}

const CODES: Readonly<Record<PairFault, HeaderProblemCode>> = {
  malformed: 'query_malformed',
  text_invalid: 'query_text_invalid',
  forbidden_name: 'query_forbidden_name',
  too_many: 'query_too_many_parameters',
}

function refuse(fault: PairFault, name?: string): Problem {
  const code = CODES[fault]
  if (name === undefined || name.length > MAX_TOLD_NAME) return headerProblem(code)
  const message = fault === 'malformed' ? 'is not valid percent-encoded UTF-8' : 'has the character U+0000'
  return headerProblem(code, { errors: [{ pointer: `query/${name}`, code, message }] })
}

const DEFAULT_RULES: PairRules = { maxPairs: DEFAULT_MAX_PARAMETERS, refuse }
