/** How mails leave: by the specification's hook; without one, development shows them to the developer. */
import type { Deliver, IdentityMessage } from '../../spec/identity/options.ts'
import type { Observe } from '../../spec/observation.ts'

/** @param hook  absent in development alone: production does not start without it */
export function delivery(
  hook: Deliver | undefined,
  observe: Observe,
): (message: IdentityMessage) => Promise<void> {
  return async (message) => {
    if (hook) return hook(message)
    const { kind, to, token } = message
    observe({ event: 'mail', kind, to, ...(token === undefined ? {} : { token }) })
  }
}
