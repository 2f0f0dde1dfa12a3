/** Parses a body of application/x-www-form-urlencoded. */
import type { Problem } from '../../spec/problem.ts'
import { type PairFault, type Pairs, parsePairs } from '../headers/url-encoded.ts'
import { type BodyProblemCode, bodyProblem } from './body-problems.ts'
import { pointerTo } from './json-pointer.ts'
import { decodeUtf8 } from './text.ts'

export interface FormLimits {
  /** Fields, repeated ones counted each time, default 1000. */
  readonly maxFields?: number
}

const DEFAULT_MAX_FIELDS = 1000

/**
 * Parses a form.
 *
 * @returns  an object without prototype; a repeated name has all its values in order
 * @throws   Problem 400: `body_not_utf8`, `form_malformed`, `form_too_many_fields`,
 *           `body_forbidden_key` for a field named `__proto__`, `text_invalid`
 */
export function parseForm(bytes: Buffer, limits: FormLimits = {}): Pairs {
  const maxFields = limits.maxFields ?? DEFAULT_MAX_FIELDS
  return parsePairs(decodeUtf8(bytes), { maxPairs: maxFields, refuse })
}

const CODES: Readonly<Record<PairFault, BodyProblemCode>> = {
  malformed: 'form_malformed',
  text_invalid: 'text_invalid',
  forbidden_name: 'body_forbidden_key',
  too_many: 'form_too_many_fields',
}

function refuse(fault: PairFault, name?: string): Problem {
  const code = CODES[fault]
  if (name === undefined) return bodyProblem(code)
  const message = fault === 'malformed' ? 'is not valid percent-encoded UTF-8' : 'has the character U+0000'
  return bodyProblem(code, { errors: [{ pointer: pointerTo([name]), code, message }] })
}
