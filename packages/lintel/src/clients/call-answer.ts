/** What an answer means: a value, a declared refusal, or a failure. */
import { isDeepStrictEqual } from 'node:util'
import { valueAt } from '../plan/contract/json-pointer.ts'
import { openSchema } from '../plan/schemas/open-schema.ts'
import { receivedValue } from '../plan/schemas/received.ts'
import { validator } from '../plan/schemas/validator.ts'
import { CallRefused } from '../spec/call-failures.ts'
import type { CallErrorModel, CallModel, Json } from '../spec/model.ts'
import { retryAfterMs } from './backoff.ts'
import type { Failure } from './call-failure.ts'
import { described } from './call-request.ts'
import type { Answer } from './exchange.ts'

export type Meaning =
  | { readonly value: unknown }
  | { readonly refused: CallRefused }
  | { readonly failure: Failure }

// RFC 9110 §15.5.9, §15.6; RFC 6585 §4: of these the other system says itself that they pass, or nobody can tell.
const passingStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504])

/** A body that nothing depends on is not waited for, and may as well break. */
export function isBodyWanted({ output, errors }: CallModel, status: number): boolean {
  if (isSuccess(status)) return output !== undefined
  return Object.values(errors).some((error) => error.status === status)
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}

export function answerReader(call: CallModel): (answer: Answer) => Meaning {
  const { output } = call
  const validate = output ? validator(openSchema(output)) : undefined
  return (answer) => {
    if (!isSuccess(answer.status)) return refusalOf(call, answer)
    if (!output || !validate) return { value: undefined }
    const body = jsonOf(answer)
    if ('wrong' in body) return { failure: shapeless(answer, body.wrong) }
    const errors = validate(body.json)
    if (errors) return { failure: shapeless(answer, `the answer is not as declared: ${described(errors)}`) }
    return { value: receivedValue(body.json, output) }
  }
}

function shapeless({ status }: Answer, reason: string): Failure {
  return { kind: 'shape', reason, isPassing: false, answered: status }
}

function refusalOf({ errors }: CallModel, answer: Answer): Meaning {
  const { status, headers } = answer
  const read = jsonOf(answer)
  const body = 'json' in read ? read.json : undefined
  const found = Object.entries(errors).find(([, error]) => isMeant(error, status, body))
  if (found) return { refused: new CallRefused(found[0], status, body) }
  const redirects = status >= 300 && status < 400 ? ', a redirect, which is not followed' : ''
  return {
    failure: {
      kind: 'status',
      reason: `it answered ${status}${redirects}.`,
      isPassing: passingStatuses.has(status),
      answered: status,
      retryAfterMs: retryAfterMs(single(headers['retry-after']), Date.now()),
    },
  }
}

function isMeant({ status, when }: CallErrorModel, answered: number, body: Json | undefined): boolean {
  if (status !== answered) return false
  if (!when) return true
  return body !== undefined && isDeepStrictEqual(valueAt(body, when.pointer), when.value)
}

function jsonOf({ headers, bytes }: Answer): { readonly json: Json } | { readonly wrong: string } {
  const type = single(headers['content-type']) ?? 'nothing'
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type))
    return { wrong: `the answer is not JSON: its Content-Type is ${plainType(type)}.` }
  const coding = single(headers['content-encoding']) ?? 'identity'
  if (coding !== 'identity') return { wrong: 'the answer has a Content-Encoding that nobody asked for.' }
  try {
    return { json: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) }
  } catch {
    // The message of the engine quotes the text, so it goes nowhere.
    return { wrong: 'the answer is not valid JSON.' }
  }
}

/** Of the other system's own words, only what reads as a media type. */
function plainType(type: string): string {
  return /^[\w.+-]{1,60}\/[\w.+-]{1,60}/.exec(type)?.[0] ?? (type === 'nothing' ? type : 'no media type')
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}
