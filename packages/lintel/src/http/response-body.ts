/** An answer to a contract: held to the document, and written as its media type says. */
import { Readable } from 'node:stream'
import type { ContractOperation, ContractResponse } from '../plan/contract/contract-model.ts'
import { Html } from '../spec/html.ts'
import type { ProblemDetail } from '../spec/problem.ts'
import type { Reply } from './reply.ts'
import { kindOf } from './request-body.ts'

/** What a handler gives. */
export interface ContractAnswer {
  readonly status: number
  readonly body?: unknown
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, string | number>>
}

export type CheckBody = (
  status: string,
  mediaType: string,
  body: unknown,
) => readonly ProblemDetail[] | undefined

/** What of an answer breaks the contract; the caller learns nothing of it, the log everything. */
export class ContractBroken extends Error {
  constructor(operation: ContractOperation, reason: string) {
    super(`${operation.operationId} answers what its contract does not allow: ${reason}`)
    this.name = 'ContractBroken'
  }
}

/** @throws ContractBroken for a status, a media type or a body that the document does not name */
export function contractReply(
  operation: ContractOperation,
  answer: ContractAnswer,
  check?: CheckBody,
): Reply {
  const { status, body } = answer
  const found = declared(operation, status)
  if (!found) throw new ContractBroken(operation, `the status ${status} is not declared.`)
  const [key, response] = found
  const headers = Object.fromEntries(
    Object.entries(answer.headers ?? {}).map(([name, value]) => [name, String(value)]),
  )
  const types = Object.keys(response.content)
  if (types.length === 0 || body === undefined) {
    if (body !== undefined) throw new ContractBroken(operation, `${status} has no body.`)
    if (types.length > 0) throw new ContractBroken(operation, `${status} needs a body.`)
    return { status, headers }
  }
  const mediaType = answer.contentType ?? types[0] ?? 'application/json'
  if (!types.includes(mediaType))
    throw new ContractBroken(operation, `${mediaType} is not declared for ${status}.`)
  const errors = check?.(key, mediaType, body)
  if (errors) throw new ContractBroken(operation, JSON.stringify(errors))
  return { status, headers, ...written(operation, mediaType, body) }
}

/** The exact status before its range before `default`. */
function declared(
  { responses }: ContractOperation,
  status: number,
): readonly [string, ContractResponse] | undefined {
  for (const key of [String(status), `${Math.floor(status / 100)}XX`, 'default']) {
    const response = responses[key]
    if (response) return [key, response]
  }
  return undefined
}

function written(
  operation: ContractOperation,
  mediaType: string,
  body: unknown,
): Pick<Reply, 'body' | 'mediaType'> {
  const kind = kindOf(mediaType)
  if (kind === 'json')
    return { body: JSON.stringify(body), mediaType: `${mediaType.split(';')[0]}; charset=utf-8` }
  if (kind === 'text')
    return {
      body: pageOrText(operation, mediaType, body),
      mediaType: `${mediaType.split(';')[0]}; charset=utf-8`,
    }
  if (body instanceof Uint8Array)
    return { body: Buffer.from(body.buffer, body.byteOffset, body.byteLength), mediaType }
  if (typeof body === 'object' && body !== null && Symbol.asyncIterator in body) {
    return { body: Readable.from(body as AsyncIterable<Uint8Array>), mediaType }
  }
  throw new ContractBroken(operation, `a body of ${mediaType} must be bytes.`)
}

function pageOrText(operation: ContractOperation, mediaType: string, body: unknown): string {
  if (body instanceof Html) return body.markup
  // Text that was put together by hand may hold somebody's script.
  if (mediaType.startsWith('text/html'))
    throw new ContractBroken(operation, 'a page must be written with html`…`.')
  return String(body)
}
