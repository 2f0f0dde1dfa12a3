/** Which trace a request belongs to, as its caller says. */
import type { Call } from './call.ts'

// W3C Trace Context §3.2.
const traceparent = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/

export function traceparentOf(call: Call): string | undefined {
  const text = call.header('traceparent')
  return text !== undefined && traceparent.test(text) ? text : undefined
}
