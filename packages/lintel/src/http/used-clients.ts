/** The clients that a handler uses, on behalf of one request. */
import type { UsedClients } from '../spec/client.ts'
import type { Backend } from './backend.ts'
import type { Call } from './call.ts'

// W3C Trace Context §3.2.
const traceparent = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/

export function boundClients(
  { clients }: Backend,
  uses: UsedClients | undefined,
  call: Call,
): Readonly<Record<string, object>> | undefined {
  if (!uses || !clients) return undefined
  const trace = call.header('traceparent')
  return clients.bind(uses, {
    requestId: call.id,
    deadlineMs: call.deadlineMs,
    // Made only where something is asked.
    get signal() {
      return call.signal
    },
    traceparent: trace !== undefined && traceparent.test(trace) ? trace : undefined,
  })
}
