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
  /** The address before every route, as callers know it: `https://shop.example.com/v1`. */
  readonly base: string
  /** The query as it came, without `?`. */
  readonly search: string
  /** A secret of this browser, for a way in that leads through other pages. */
  readonly browserToken: string | undefined
  keepBrowser(token: string, maxAgeSeconds: number): void
  dropBrowser(): void
  /** Sends the browser on to another address. */
  redirect(address: string): void
}
