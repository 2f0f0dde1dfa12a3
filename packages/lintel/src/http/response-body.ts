/** An answer to a contract: held to the document, and made ready to be sent. */
import { contentKeyFor } from '../plan/contract/content-kind.ts'
import type { ContractContent, ContractOperation, ContractResponse } from '../plan/contract/contract-model.ts'
import { Html } from '../spec/html.ts'
import type { AnswerCheck } from './answer-check.ts'
import { answerContent } from './answer-content.ts'
import { answerHeaders } from './answer-headers.ts'
import { AnswerStream } from './answer-stream.ts'
import type { Reply } from './reply.ts'

/** What a handler gives. */
export interface ContractAnswer {
  readonly status: number
  readonly body?: unknown
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, unknown>>
}

/** What of an answer breaks the contract; the caller learns nothing of it, the log everything. */
class ContractBroken extends Error {
  constructor(operation: ContractOperation, reason: string) {
    super(`${operation.operationId} answers what its contract does not allow: ${reason}`)
    this.name = 'ContractBroken'
  }
}

/**
 * Makes the reply of an answer.
 *
 * @param check  what holds it to the document; absent in production, where what can be sent is sent
 * @throws       ContractBroken for a status, a header, a media type or a body that the document does not name; and,
 *               always, for what nobody may send: a page that is plain text, a header with a line break
 */
export function contractReply(
  operation: ContractOperation,
  answer: ContractAnswer,
  check?: AnswerCheck,
): Reply {
  const broken = (reason: string) => new ContractBroken(operation, reason)
  const status = statusOf(answer, broken)
  const { body, headers: given = {} } = answer
  const [key, { content }] = responseFor(operation, status) ?? ['', nothing]
  const { 'content-length': length, ...headers } = answerHeaders(given, broken)
  const mediaType = mediaTypeOf(answer, content)
  const contentKey = contentKeyFor(mediaType, Object.keys(content))
  if (check) {
    const fault = faultOf({ operation, answer, key, content, contentKey }, check)
    if (fault !== undefined) throw broken(fault)
  }
  if (operation.method === 'HEAD' || isBodiless(status) || body === undefined) return { status, headers }
  const written = answerContent({ body, mediaType, contentKey, length }, broken)
  return { status, ...written, headers: { ...headers, ...written.headers } }
}

/** The key of `responses` that a status falls to: the exact one before its range before `default`. */
export function responseFor(
  { responses }: ContractOperation,
  status: number,
): readonly [key: string, response: ContractResponse] | undefined {
  for (const key of [String(status), `${Math.floor(status / 100)}XX`, 'default']) {
    const response = responses[key]
    if (response) return [key, response]
  }
  return undefined
}

const nothing: ContractResponse = { description: '', content: {} }

/** RFC 9110 §15.2: 1xx is on the way to an answer and is none. */
function statusOf(answer: ContractAnswer | undefined, broken: (reason: string) => Error): number {
  const status: unknown = answer?.status
  if (typeof status === 'number' && Number.isInteger(status) && status >= 200 && status <= 599) return status
  throw broken(answer ? `${JSON.stringify(status)} is no status.` : 'the handler returns nothing.')
}

/** RFC 9110 §15.3.5, §15.3.6, §15.4.5. */
function isBodiless(status: number): boolean {
  return status === 204 || status === 205 || status === 304
}

function mediaTypeOf({ contentType, body }: ContractAnswer, content: ContractContent): string {
  const first = contentType ?? Object.keys(content)[0]
  if (first !== undefined) return first
  if (body instanceof Html) return 'text/html'
  return body instanceof Uint8Array || body instanceof AnswerStream
    ? 'application/octet-stream'
    : 'application/json'
}

interface HeldAnswer {
  readonly operation: ContractOperation
  readonly answer: ContractAnswer
  /** Of `responses`; `''` when it has none for the status. */
  readonly key: string
  readonly content: ContractContent
  readonly contentKey: string | undefined
}

function faultOf(held: HeldAnswer, check: AnswerCheck): string | undefined {
  const { operation, answer, key, content, contentKey } = held
  const { status, body, headers = {}, contentType } = answer
  if (key === '') return `the status ${status} is not declared.`
  const headerErrors = check.headers(key, headers)
  if (headerErrors) return JSON.stringify(headerErrors)
  const types = Object.keys(content)
  if (body === undefined) {
    const isWanted = types.length > 0 && !isBodiless(status) && operation.method !== 'HEAD'
    return isWanted ? `${status} needs a body of ${types.join(' or ')}.` : undefined
  }
  if (types.length === 0 || isBodiless(status)) return `${status} has no body.`
  if (contentKey === undefined) return `${status} has ${types.join(', ')}, and not ${contentType}.`
  const errors = check.body(key, contentKey, body)
  return errors && JSON.stringify(errors)
}
