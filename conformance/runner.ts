// In charge of running a parsed file: each request in order, its captures, its checks.
// A failure does not end the file. A request that needs a variable which was not captured is not sent and counts as failed.

import { exchange, type HttpRequest } from './http-exchange.ts'
import type { HurlAssert, HurlCapture, HurlFile, HurlRequest } from './hurl-file.ts'
import { describeValue, type JsonValue } from './json-value.ts'
import { describePredicate, predicateHolds } from './predicate.ts'
import { evaluateQuery, QueryError, type ReadAnswer, readAnswer } from './query.ts'
import { renderJson, renderText, VariableError } from './template.ts'

export interface RunOptions {
  /** `http://127.0.0.1:3000`, without a slash at the end. */
  readonly host: string
  /** Goes into each name that the tests make, so that two runs do not collide. */
  readonly uid: string
  /** For each request. */
  readonly timeoutMs: number
}

export interface FileResult {
  readonly file: HurlFile
  readonly requests: readonly RequestResult[]
}

export interface RequestResult {
  readonly request: HurlRequest
  /** Empty when the request passed. */
  readonly failures: readonly Failure[]
  /** What was sent and what came, where it came that far. */
  readonly sent?: HttpRequest
  readonly answer?: ReadAnswer
  /** The variable for want of which the request was not sent. */
  readonly unsetVariable?: string
}

export interface Failure {
  readonly line: number
  readonly expected: string
  readonly came: string
}

/** Runs the requests of a file one after the other; variables live as long as the file. Never throws for what a server does. */
export async function runFile(file: HurlFile, options: RunOptions): Promise<FileResult> {
  const variables = new Map<string, JsonValue>(Object.entries({ host: options.host, uid: options.uid }))
  const requests: RequestResult[] = []
  for (const request of file.requests) requests.push(await runRequest(request, variables, options.timeoutMs))
  return { file, requests }
}

async function runRequest(
  request: HurlRequest,
  variables: Map<string, JsonValue>,
  timeoutMs: number,
): Promise<RequestResult> {
  const sent = tryTo(() => render(request, variables))
  if (sent instanceof Error) return unsent(request, sent)
  const answer = await exchange(sent, timeoutMs).then(readAnswer, asError)
  if (answer instanceof Error) {
    const failure = { line: request.line, expected: 'an answer', came: answer.message }
    return { request, sent, failures: [failure] }
  }
  return { request, sent, answer, failures: check(request, answer, variables) }
}

function render(request: HurlRequest, variables: Map<string, JsonValue>): HttpRequest {
  const headers = request.headers.map(({ name, value }) => ({ name, value: renderText(value, variables) }))
  const hasType = headers.some(({ name }) => name.toLowerCase() === 'content-type')
  // As Hurl does: a JSON body brings its content type, unless the file names one.
  if (request.body && !hasType) headers.push({ name: 'Content-Type', value: 'application/json' })
  const body = request.body && renderJson(request.body, variables)
  return { method: request.method, url: renderText(request.url, variables), headers, body }
}

function unsent(request: HurlRequest, error: Error): RequestResult {
  const failure = { line: request.line, expected: 'to be sent', came: `not sent: ${error.message}` }
  const unset = error instanceof VariableError ? { unsetVariable: error.variable } : {}
  return { request, failures: [failure], ...unset }
}

function check(request: HurlRequest, answer: ReadAnswer, variables: Map<string, JsonValue>): Failure[] {
  const { line, code } = request.status
  const status =
    answer.status === code ? [] : [{ line, expected: `HTTP ${code}`, came: `HTTP ${answer.status}` }]
  // Captures come before asserts, which may use them; and also after a wrong status, so that one fault is not counted many times.
  const captures = request.captures.flatMap((capture) => take(capture, answer, variables))
  const asserts = request.asserts.flatMap((assert) => judge(assert, answer, variables))
  return [...status, ...captures, ...asserts]
}

function take(capture: HurlCapture, answer: ReadAnswer, variables: Map<string, JsonValue>): Failure[] {
  // A later request must not run on the value of an earlier capture.
  variables.delete(capture.variable)
  const failed = (came: string) => [{ line: capture.line, expected: `a value for ${capture.text}`, came }]
  try {
    const value = evaluateQuery(capture.query, answer)
    if (value === undefined) return failed('nothing')
    variables.set(capture.variable, value)
    return []
  } catch (error) {
    if (error instanceof QueryError) return failed(error.message)
    throw error
  }
}

function judge(assert: HurlAssert, answer: ReadAnswer, variables: Map<string, JsonValue>): Failure[] {
  const { line, predicate, query, text } = assert
  try {
    const value = evaluateQuery(query, answer)
    if (predicateHolds(predicate, value, variables)) return []
    const rendered = text.includes('{{') ? `  (${describePredicate(predicate, variables)})` : ''
    return [{ line, expected: `${text}${rendered}`, came: describeValue(value) }]
  } catch (error) {
    if (error instanceof QueryError || error instanceof VariableError) {
      return [{ line, expected: text, came: error.message }]
    }
    throw error
  }
}

function tryTo<T>(work: () => T): T | Error {
  try {
    return work()
  } catch (error) {
    return asError(error)
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
