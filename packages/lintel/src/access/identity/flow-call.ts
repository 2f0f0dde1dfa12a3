/** One request to a flow: who asks, from where, and how its session is kept. */
import type { Principal } from '../../spec/principal.ts'

export interface FlowCall {
  readonly requestId: string
  readonly address: string
  readonly userAgent: string | undefined
  readonly principal: Principal
  /** The token that came with the request's cookie, whether it is good or not. */
  readonly sessionToken: string | undefined
  /** Sends a session's token along with the answer, for as long as the session can last. */
  keepSession(token: string, maxAgeSeconds: number): void
  /** Takes the cookie away. */
  dropSession(): void
}
