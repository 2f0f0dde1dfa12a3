/** The options of `identity(…)` for what is more than a password: keys, second factors, passkeys, other providers. */
import type { ColumnOf } from '../entity.ts'
import type { AtStart } from '../issuers.ts'

export interface ApiKeyOptions {
  /** The word that every key begins with, for whoever finds one (default: the application's name). */
  readonly prefix?: string
  /** Life of a key whose maker does not say (default 90). */
  readonly defaultDays?: number
  /** Life of a key at most (default 365). */
  readonly maxDays?: number
  /** Keys of one account at most (default 25). */
  readonly perAccount?: number
  /** For how long a process trusts what it has read of a key (default 5, at most 60; 0: not at all). */
  readonly rememberSeconds?: number
}

export interface SecondFactorOptions {
  /** Whose codes they are, as an app shows it (default: the application's name). */
  readonly issuer?: string
  /** Between the password and the code at most (default 300). */
  readonly challengeTtlSeconds?: number
  /** Codes for whoever has lost the app (default 10). */
  readonly recoveryCodes?: number
  /** Roles whose holders may do nothing else before they have set up an app or a passkey (default none). */
  readonly requiredFor?: readonly string[]
}

export interface PasskeyOptions {
  /** Who asks, as a browser shows it (default: the application's name). */
  readonly name?: string
  /** Between asking and answering at most (default 300). */
  readonly challengeTtlSeconds?: number
  /** Passkeys of one account at most (default 25). */
  readonly perAccount?: number
}

/** An OpenID provider, found by its discovery document. */
export interface ProviderOptions<E> {
  /** As its discovery document names it, to the letter. A function that gives `null`: nobody signs in by it here. */
  readonly issuer: AtStart<string | null>
  /** Of a setting: `() => env.get('GOOGLE_CLIENT_ID')`. `null` only where the issuer is. */
  readonly clientId: AtStart<string | null>
  /** A secret, of a private setting. Absent or `null`: a client without one, that PKCE alone protects. */
  readonly clientSecret?: AtStart<string | null>
  /** Asked for beside `openid` (default `email` and `profile`). */
  readonly scopes?: readonly string[]
  /** Whether somebody without an account gets one (default `true`). */
  readonly createAccounts?: boolean
  /** Fields of a new account from claims: `{ name: 'name' }`. */
  readonly claims?: { readonly [K in ColumnOf<E>]?: string }
}

export interface FactorOptions<E> {
  /** Keys for programs, made by whoever is signed in. */
  readonly apiKeys?: boolean | ApiKeyOptions
  /** Codes of an app beside the password, and recovery codes. */
  readonly secondFactor?: boolean | SecondFactorOptions
  /** Signing in with a device instead of a password. Needs the setting PUBLIC_URL. */
  readonly passkeys?: boolean | PasskeyOptions
  /** Signing in by OpenID Connect, by the names of the providers. Needs the setting PUBLIC_URL. */
  readonly providers?: Readonly<Record<string, ProviderOptions<E>>>
}
