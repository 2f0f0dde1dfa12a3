/** How a contract tells what went wrong: in its own shape, or as problem details (RFC 9457); never in our envelope. */
import { contentKind } from '../plan/contract/content-kind.ts'
import type { ContractOperation } from '../plan/contract/contract-model.ts'
import type { ContractOptions } from '../spec/contract.ts'
import type { Problem } from '../spec/problem.ts'
import type { Reply } from './reply.ts'
import { requestProblem } from './request-problems.ts'
import { responseFor } from './response-body.ts'

export interface ContractProblems {
  readonly operation: ContractOperation
  /** The contract's own shape. */
  readonly describe: ContractOptions['problem']
  /** Of a 401 that has none itself. */
  readonly challenge: string
  /** Hears of a `describe` that fails. */
  readonly onFault: (error: unknown) => void
}

/** Never throws: a caller always learns that something went wrong. */
export function contractProblemReply(problems: ContractProblems): (problem: Problem) => Reply {
  return (problem) => {
    const reply = ownReply(problem, problems) ?? problemDetails(problem)
    const challenge = reply.status === 401 ? { 'www-authenticate': problems.challenge } : {}
    return { ...reply, headers: { ...challenge, ...problem.headers } }
  }
}

function ownReply(problem: Problem, { operation, describe, onFault }: ContractProblems): Reply | undefined {
  if (!describe) return undefined
  try {
    const { status, body } = describe(problem)
    const text: string | undefined = JSON.stringify(body)
    if (text === undefined || !Number.isInteger(status) || status < 400 || status > 599) {
      throw new TypeError(
        'The problem function of a contract must give a status from 400 to 599, and a body.',
      )
    }
    return { status, body: text, mediaType: mediaTypeOf(operation, status) }
  } catch (error) {
    onFault(error)
    return problemDetails(requestProblem('internal_error'))
  }
}

/** The JSON that the document names for the status. */
function mediaTypeOf(operation: ContractOperation, status: number): string {
  const types = Object.keys(responseFor(operation, status)?.[1].content ?? {})
  return `${types.find((type) => contentKind(type) === 'json') ?? 'application/json'}; charset=utf-8`
}

const maxDetails = 50

/** RFC 9457 §3. */
function problemDetails({ code, title, status, detail, errors }: Problem): Reply {
  const body = {
    type: `urn:lintel:problem:${code}`,
    title,
    status,
    ...(detail === undefined ? {} : { detail }),
    code,
    errors: errors.slice(0, maxDetails),
  }
  return { status, body: JSON.stringify(body), mediaType: 'application/problem+json' }
}
