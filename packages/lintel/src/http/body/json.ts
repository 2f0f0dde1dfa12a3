/** Parses a JSON body: what JSON.parse accepts, minus what it would silently change or what nobody can store. */
import type { Problem, ProblemDetail } from '../../spec/problem.ts'
import { type BodyProblemCode, bodyProblem } from './body-problems.ts'
import { inspectJson } from './json-inspect.ts'
import { LOOK_CLOSER, scanJson, TOO_DEEP } from './json-scan.ts'
import { decodeUtf8 } from './text.ts'

export interface JsonLimits {
  /** Levels of objects and arrays, default 32; at most 1000, as the exact look recurses. */
  readonly maxDepth?: number
}

const DEFAULT_MAX_DEPTH = 32

/**
 * Parses a JSON text in UTF-8.
 *
 * The checks hold for a body of any size. The common case costs one scan of the bytes and one walk over
 * the value; the exact look, which finds the place, runs only when those two have seen something.
 *
 * @throws  Problem 400: `body_missing`, `body_not_utf8`, `body_malformed` (with line and column), `body_too_deep`;
 *          with JSON Pointers `body_duplicate_key`, `body_forbidden_key`, `number_out_of_range`,
 *          `number_imprecise`, `text_invalid`. The Problem has the code of the first violation.
 */
export function parseJson(bytes: Buffer, limits: JsonLimits = {}): unknown {
  if (bytes.length === 0) throw bodyProblem('body_missing')
  const text = decodeUtf8(bytes)
  const maxDepth = limits.maxDepth ?? DEFAULT_MAX_DEPTH
  const members = scanJson(bytes, text, maxDepth)
  if (members === TOO_DEEP) {
    throw bodyProblem('body_too_deep', { detail: `At most ${maxDepth} levels are accepted.` })
  }
  const value = parse(text)
  // JSON.parse keeps the last of two equal names, so fewer members than colons means a duplicate.
  if (members === LOOK_CLOSER || countMembers(value) !== members) refuseViolations(text)
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The message of the engine quotes the body, so it goes nowhere.
    throw malformed(text)
  }
}

function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return Array.isArray(value) ? countInArray(value) : countInObject(value as Record<string, unknown>)
}

function countInArray(elements: readonly unknown[]): number {
  let members = 0
  for (const element of elements) {
    if (typeof element === 'object' && element !== null) members += countMembers(element)
  }
  return members
}

function countInObject(object: Record<string, unknown>): number {
  let members = 0
  for (const name in object) {
    members++
    const value = object[name]
    if (typeof value === 'object' && value !== null) members += countMembers(value)
  }
  return members
}

function refuseViolations(text: string): void {
  const { violations } = inspectJson(text)
  const [first] = violations
  if (first !== undefined) throw violated(first, violations)
}

function violated(first: ProblemDetail, errors: readonly ProblemDetail[]): Problem {
  return bodyProblem(first.code as BodyProblemCode, { errors })
}

function malformed(text: string): Problem {
  const { faultAt } = inspectJson(text)
  if (faultAt === undefined) return bodyProblem('body_malformed')
  const before = text.slice(0, faultAt)
  const line = before.split('\n').length
  const column = faultAt - before.lastIndexOf('\n')
  const what = faultAt >= text.length ? 'It ends too early, at' : 'The first fault is at'
  return bodyProblem('body_malformed', { detail: `${what} line ${line}, column ${column}.` })
}
