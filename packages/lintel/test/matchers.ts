/** Domain matchers: what a feature test says of an answer, in one line. */
import { expect } from 'vitest'

/** An answer, from `fetch` or from a bare socket. */
export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: unknown
}

interface Refusals<R> {
  /** A well-formed refusal with this status and code, which tells nothing of what is inside. */
  toBeRefused(status: number, code?: string): R
  /** A refusal whose details name exactly these pointers, each once or more. */
  toPointAt(...pointers: readonly string[]): R
}

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: the declaration that is extended has this default
  interface Matchers<T = any> extends Refusals<T> {}
}

interface Detail {
  readonly pointer: string
  readonly code: string
  readonly message: string
}

interface Envelope {
  readonly error: { code: string; message: string; details: readonly Detail[]; requestId: string }
}

// Words of stacks, statements and drivers, which no refusal has a reason to say.
const inside =
  /node_modules|\bat .+:\d+:\d+|\bSELECT\b|\bINSERT\b|\bUPDATE\b .*\bSET\b|violates|constraint "|syntax error|\bcolumn "|relation "|invalid input syntax/

function faultOf(answer: Answered, status: number, code: string | undefined): string | undefined {
  if (answer.status !== status) return `the status ${status}, not ${answer.status}`
  const { error } = (answer.body ?? {}) as Partial<Envelope>
  if (!error) return 'an envelope { error }'
  if (code !== undefined && error.code !== code) return `the code ${code}, not ${error.code}`
  if (Object.keys(error).sort().join() !== 'code,details,message,requestId')
    return 'code, message, details, requestId'
  if (error.requestId !== answer.headers.get('x-request-id')) return 'the request id of its header'
  if (!error.details.every((each) => each.pointer !== undefined && each.code && each.message))
    return 'whole details'
  if (inside.test(answer.text)) return 'nothing of what is inside'
  return undefined
}

expect.extend({
  toBeRefused(answer: Answered, status: number, code?: string) {
    const fault = faultOf(answer, status, code)
    const said = `${answer.status} ${answer.text.slice(0, 600)}`
    return {
      pass: fault === undefined,
      message: () => `expected a refusal with ${fault ?? 'another answer'}\n${said}`,
    }
  },
  toPointAt(answer: Answered, ...pointers: readonly string[]) {
    const { error } = (answer.body ?? {}) as Partial<Envelope>
    const found = [...new Set((error?.details ?? []).map(({ pointer }) => pointer))].sort()
    const wanted = [...pointers].sort()
    return {
      pass: this.equals(found, wanted),
      message: () => `expected details at ${wanted.join(' ')}, found ${found.join(' ') || 'none'}`,
    }
  },
})
