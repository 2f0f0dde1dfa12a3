/** The one place where a problem becomes an answer; anything else becomes a fixed 500. */
import { Problem, type ProblemDetail } from '../spec/problem.ts'
import { negotiate } from './headers/negotiate.ts'
import type { Reply } from './reply.ts'
import { requestProblem } from './request-problems.ts'

export type ErrorFormat = 'envelope' | 'problem'

export interface ProblemContext {
  readonly requestId: string
  readonly accept: string | undefined
  /** What is sent when the caller does not say. */
  readonly format: ErrorFormat
  /** The scheme that a 401 asks for. */
  readonly challenge: string
}

const problemJson = 'application/problem+json'
const maxDetails = 50

/** Whatever was thrown, as a problem that may be told. */
export function toProblem(error: unknown): Problem {
  return error instanceof Problem ? error : requestProblem('internal_error', { cause: error })
}

export function problemReply(problem: Problem, context: ProblemContext): Reply {
  const asProblem = wantsProblem(context)
  const body = asProblem ? problemDocument(problem, context.requestId) : envelope(problem, context.requestId)
  const headers = { ...challenge(problem, context), ...problem.headers }
  return {
    status: problem.status,
    headers,
    body: JSON.stringify(body),
    ...(asProblem ? { mediaType: problemJson } : {}),
  }
}

function wantsProblem({ accept, format }: ProblemContext): boolean {
  const offered = format === 'problem' ? [problemJson, 'application/json'] : ['application/json', problemJson]
  return (negotiate(accept, offered) ?? offered[0]) === problemJson
}

// RFC 9110 §11.6.1: a 401 names a scheme.
function challenge(problem: Problem, context: ProblemContext): Record<string, string> {
  return problem.status === 401 ? { 'www-authenticate': context.challenge } : {}
}

function envelope(problem: Problem, requestId: string) {
  return { error: { code: problem.code, message: problem.message, details: details(problem), requestId } }
}

/** RFC 9457 §3. */
function problemDocument(problem: Problem, requestId: string) {
  return {
    type: `urn:lintel:problem:${problem.code}`,
    title: problem.title,
    status: problem.status,
    ...(problem.detail === undefined ? {} : { detail: problem.detail }),
    instance: `urn:request:${requestId}`,
    code: problem.code,
    errors: details(problem),
    requestId,
  }
}

function details(problem: Problem): readonly ProblemDetail[] {
  return problem.errors.slice(0, maxDetails)
}
