/** The clients that a handler uses, on behalf of one request. */
import type { UsedClients } from '../spec/client.ts'
import type { Backend } from './backend.ts'
import type { Call } from './call.ts'
import { traceparentOf } from './trace-context.ts'

export function boundClients(
  { clients }: Backend,
  uses: UsedClients | undefined,
  call: Call,
): Readonly<Record<string, object>> | undefined {
  if (!uses || !clients) return undefined
  return clients.bind(uses, {
    requestId: call.id,
    deadlineMs: call.deadlineMs,
    // Made only where something is asked.
    get signal() {
      return call.signal
    },
    traceparent: traceparentOf(call),
  })
}
