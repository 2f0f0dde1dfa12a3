/** What verifies the tokens of one issuer. */
import type { PrincipalData } from '../spec/principal.ts'

export interface Verified {
  readonly principal: PrincipalData
  /** Milliseconds of Unix time at which it must be asked again. */
  readonly expiresAt: number
}

export interface TokenVerifier {
  /** `iss` of the tokens, exactly. */
  readonly issuer: string
  /** Whether a token with these claims is for this one to verify. Nothing of them is believed yet. */
  accepts(claims: Readonly<Record<string, unknown>>): boolean
  /** @throws TokenRefused, JOSEError, Problem */
  verify(token: string): Promise<Verified>
}
