/** What the flows of identity do, as their operations ask for it; `access/identity` does it. */
import type { Auth } from '../operation.ts'

export interface NewAccount {
  readonly email: string
  readonly password: string
  /** The other fields that sign-up takes. */
  readonly values: Readonly<Record<string, unknown>>
}

export interface AccountView {
  readonly id: string | number
  readonly email: string
  readonly role?: unknown
}

export interface SessionView {
  readonly id: string
  readonly createdAt: string
  readonly lastUsedAt: string
  readonly expiresAt: string
  /** When its holder proved last who they are, and how, in the words of RFC 8176. */
  readonly authenticatedAt: string
  readonly methods: readonly string[]
  /** Whether it is the one that asks. */
  readonly current: boolean
  readonly address: string | null
  readonly userAgent: string | null
}

/** Who is signed in; with a session, what a page needs to act in it. */
export interface SignedIn {
  readonly user: AccountView
  readonly session: SessionView | null
  /** Sent back in `X-CSRF-Token` with everything that changes something. */
  readonly csrfToken: string | null
}

export interface AccountFlows {
  /** Mails a token, and tells nothing of whether there was an account. */
  requestAccount(account: NewAccount): Promise<void>
  /** Opens an account at once. */
  openAccount(account: NewAccount): Promise<AccountView>
  verifyEmail(token: string): Promise<void>
}

/** The password was right, and a code is still to come: nobody is signed in. */
export interface SecondFactorNeeded {
  readonly user: null
  readonly session: null
  readonly csrfToken: null
  /** Goes with the code; good for one sign-in. */
  readonly secondFactor: { readonly token: string; readonly expiresAt: string }
}

export interface SessionFlows {
  signIn(credentials: {
    readonly email: string
    readonly password: string
  }): Promise<SignedIn | SecondFactorNeeded>
  stepUp(proof: { readonly password: string; readonly code?: string | null }): Promise<SignedIn>
  signOut(): Promise<void>
  signOutEverywhere(): Promise<void>
  current(): Promise<SignedIn>
  list(): Promise<readonly SessionView[]>
  end(session: string): Promise<void>
}

export interface IssuedTokens {
  readonly accessToken: string
  /** The word before it in `Authorization`. */
  readonly tokenType: string
  readonly expiresInSeconds: number
  readonly refreshToken: string
  /** When the refresh token ends if it is not used (RFC 3339). */
  readonly refreshExpiresAt: string
}

export interface TokenFlows {
  issue(request: {
    readonly email: string
    readonly password: string
    /** Where the account has a second factor. */
    readonly code?: string | null
    readonly scope: string | null
  }): Promise<IssuedTokens>
  refresh(token: string): Promise<IssuedTokens>
  revoke(token: string): Promise<void>
}

export interface PasswordFlows {
  change(passwords: { readonly current: string; readonly password: string }): Promise<SignedIn>
  requestReset(email: string): Promise<void>
  reset(input: { readonly token: string; readonly password: string }): Promise<void>
}

export interface ApiKeyView {
  readonly id: string
  readonly name: string
  /** What the key begins with. */
  readonly start: string
  readonly scopes: readonly string[]
  readonly createdAt: string
  readonly lastUsedAt: string | null
  readonly expiresAt: string
}

export interface MadeApiKey extends ApiKeyView {
  /** The key itself, this once. */
  readonly key: string
}

export interface ApiKeyFlows {
  create(key: {
    readonly name: string
    readonly scopes: readonly string[]
    readonly expiresInDays: number
  }): Promise<MadeApiKey>
  list(): Promise<readonly ApiKeyView[]>
  revoke(id: string): Promise<void>
}

export interface SecondFactorView {
  readonly isOn: boolean
  /** Whether the role of whoever asks needs one. */
  readonly isRequired: boolean
  readonly since: string | null
  readonly recoveryCodesLeft: number
}

export interface SecondFactorFlows {
  state(): Promise<SecondFactorView>
  signIn(answer: { readonly token: string; readonly code: string }): Promise<SignedIn>
  enrol(): Promise<{ readonly secret: string; readonly uri: string }>
  /** @returns the recovery codes */
  confirm(code: string): Promise<readonly string[]>
  disable(proof: { readonly password: string; readonly code: string }): Promise<void>
  renewRecoveryCodes(code: string): Promise<readonly string[]>
}

export interface LinkedIdentityView {
  readonly id: string
  readonly provider: string
  /** As the provider knows it. */
  readonly email: string | null
  readonly createdAt: string
  readonly lastUsedAt: string | null
}

export interface ProviderFlows {
  /** @returns where the browser goes */
  signIn(provider: string, returnTo: string): Promise<string>
  link(provider: string, returnTo: string): Promise<string>
  callback(provider: string, state: string | null): Promise<void>
  list(): Promise<readonly LinkedIdentityView[]>
  unlink(id: string): Promise<void>
}

export interface PasskeyView {
  readonly id: string
  readonly name: string
  readonly backedUp: boolean
  readonly createdAt: string
  readonly lastUsedAt: string | null
}

/** Options and responses are those of Web Authentication, in their JSON form. */
export interface PasskeyFlows {
  registration(): Promise<Readonly<Record<string, unknown>>>
  register(passkey: { readonly name: string; readonly response: unknown }): Promise<PasskeyView>
  ask(): Promise<Readonly<Record<string, unknown>>>
  signIn(response: unknown): Promise<SignedIn>
  stepUp(response: unknown): Promise<SignedIn>
  list(): Promise<readonly PasskeyView[]>
  remove(id: string): Promise<void>
}

export interface IdentityFlows {
  readonly accounts: AccountFlows
  readonly sessions: SessionFlows
  readonly tokens: TokenFlows
  readonly passwords: PasswordFlows
  readonly apiKeys: ApiKeyFlows
  readonly secondFactor: SecondFactorFlows
  readonly providers: ProviderFlows
  readonly passkeys: PasskeyFlows
}

const flows = Symbol('flows of identity')

/** `auth` of a flow's operation. Operations of authors have one without the flows. */
export function authWithFlows(auth: Auth, own: IdentityFlows): Auth {
  return Object.assign({ ...auth }, { [flows]: own })
}

/** @throws TypeError in an operation that is no flow */
export function flowsOf(auth: Auth): IdentityFlows {
  const own = (auth as { readonly [flows]?: IdentityFlows })[flows]
  if (!own) throw new TypeError('Only the flows of identity may do this.')
  return own
}
