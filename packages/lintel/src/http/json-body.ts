/** The JSON body of a request: read, parsed and checked. */

import type { Validate } from '../plan/schemas/validator.ts'
import type { ProblemDetail } from '../spec/problem.ts'
import type { Limits } from './backend.ts'
import { bodyProblem } from './body/body-problems.ts'
import { requireMediaType } from './body/content-type.ts'
import { parseJson } from './body/json.ts'
import { readBody } from './body/read-body.ts'
import type { Call } from './call.ts'
import { requestProblem } from './request-problems.ts'

const json = ['application/json']
/** RFC 7396: for a body of plain fields, a merge patch is the JSON object itself. */
export const mergePatch = ['application/merge-patch+json', 'application/json']

/** @throws Problem 400, 408, 413 or 415 for a body that cannot be read */
export async function readJson(
  call: Call,
  limits: Limits,
  accepted: readonly string[] = json,
): Promise<unknown> {
  requireMediaType(call.message.headers['content-type'], accepted)
  const bytes = call.body ?? (await readBody(call.message, { maxBytes: limits.maxBodyBytes }))
  if (bytes.length === 0) throw bodyProblem('body_missing')
  return parseJson(bytes, { maxDepth: limits.maxBodyDepth })
}

/** @throws Problem `invalid` (422) with every error */
export function checked<T>(value: unknown, validate: Validate): T {
  const errors = validate(value)
  if (errors) throw invalid(errors)
  return value as T
}

export function invalid(errors: readonly ProblemDetail[]) {
  return requestProblem('invalid', { errors })
}
