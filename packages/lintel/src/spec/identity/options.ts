/** The options of `identity(…)`: each flow is one line, and every limit is a setting with a safe default. */
import type { ColumnOf } from '../entity.ts'
import type { Html } from '../html.ts'
import type { TrustOptions } from '../issuers.ts'
import type { FactorOptions } from './factor-options.ts'

export interface SignUpOptions<E> {
  /** Fields that somebody gives beside e-mail address and password. */
  readonly fields?: readonly ColumnOf<E>[]
  /**
   * `required` (default): the account is opened by whoever reads the mail, and the answer never tells which addresses
   * are known. `none`: it is open at once, and an address that is taken is a 409.
   */
  readonly verifyEmail?: 'required' | 'none'
  /** Life of the token in the mail (default 86,400: a day). */
  readonly tokenTtlSeconds?: number
}

export interface SessionOptions {
  /** Ends when it is not used for so long (default 1,209,600: 14 days). */
  readonly idleSeconds?: number
  /** Ends after so long, however much it is used (default 7,776,000: 90 days). */
  readonly absoluteSeconds?: number
  /** For how long a process trusts what it has read of a session (default 5, at most 60; 0: not at all). */
  readonly rememberSeconds?: number
  /** Changing what protects an account asks for a sign-in that is no older (default 900: a quarter of an hour). */
  readonly freshSeconds?: number
  /** Name of the cookie, without the prefix `__Host-` (default: the application's name and `-session`). */
  readonly cookie?: string
}

export interface TokenOptions {
  /** Life of an access token (default 3,600; with refresh tokens 600). */
  readonly accessTtlSeconds?: number
  /** `POST /auth/token`: an access token for e-mail address and password, and a token for the next one. */
  readonly refresh?: boolean
  /** A refresh token that is not used for so long ends (default 1,209,600: 14 days). */
  readonly refreshIdleSeconds?: number
  /** It ends after so long, however often it was renewed (default 7,776,000: 90 days). */
  readonly refreshTtlSeconds?: number
  /**
   * For so long a refresh token that was used gives the same successor again, for a client that did not get the answer
   * (default 0, at most 60). Beyond that a second use ends all that came of the first sign-in.
   */
  readonly refreshGraceSeconds?: number
}

export interface PasswordResetOptions {
  /** Life of the token in the mail (default 1,800: half an hour). */
  readonly tokenTtlSeconds?: number
}

/** NIST SP 800-63B-4 §3.1.1.2: length and a blocklist, no rules of composition, no expiry. */
export interface PasswordRules {
  /** In code points (default: the field's own, which is 8). NIST asks for 15 where a password is the only factor. */
  readonly minLength?: number
  /** In code points (default: the field's own, which is 256; at least 64). */
  readonly maxLength?: number
  /** Refuses common passwords, and those made of the name of the application or of the person (default `true`). */
  readonly blockCommon?: boolean
  /** Words of which no password may consist: names of the organisation and its products. */
  readonly blockedWords?: readonly string[]
}

export interface ThrottleRule {
  /** Failures that are free of delay. */
  readonly attempts?: number
  /** The first delay; it doubles with each further failure. */
  readonly delaySeconds?: number
  /** The longest delay. */
  readonly maxDelaySeconds?: number
  /** A failure is forgotten when none follows for so long. */
  readonly forgetSeconds?: number
}

export interface ThrottleOptions {
  /** For each account, known or not (defaults: 5 attempts, 10 s, 900 s, 86,400 s). */
  readonly account?: ThrottleRule
  /** For each address that calls; IPv6 by its network of 64 bits (defaults: 50 attempts, 10 s, 900 s, 3,600 s). */
  readonly address?: ThrottleRule
  /** Mails to one address (defaults: 3 mails, 60 s, 3,600 s, 86,400 s). */
  readonly mail?: ThrottleRule
}

export interface AuditOptions {
  /** Events are deleted after so many days (default 90). */
  readonly keepDays?: number
}

/** What somebody has to be told by mail. */
export interface IdentityMessage {
  /**
   * `verify_email`: open the account with `token`. `account_exists`: somebody signed up with an address that has an
   * account. `password_reset`: choose a password with `token`. `password_changed`, `sign_in_changed` (a second factor,
   * a passkey or a provider): for the owner's information.
   */
  readonly kind: 'verify_email' | 'account_exists' | 'password_reset' | 'password_changed' | 'sign_in_changed'
  /** The address as it is stored. */
  readonly to: string
  /** Single use, and a secret: it belongs into the mail and nowhere else. */
  readonly token?: string
  /** When the token ends (RFC 3339). */
  readonly expiresAt?: string
}

/** A message of identity with what its mail needs. */
export interface IdentityMail extends IdentityMessage {
  /** The application's name. */
  readonly application: string
  /** Where its reader goes, with the token; absent without a token, and in development without `PUBLIC_URL`. */
  readonly link?: string
}

export interface IdentityMailText {
  readonly subject: string
  readonly text: string
  readonly html?: Html
}

export interface MailsOptions {
  /** The page below `PUBLIC_URL` that sends the token of the link to `POST /auth/verify-email` (default `/verify-email`). */
  readonly verifyEmailPage?: `/${string}`
  /** The page that asks for a password, and sends it with the token (default `/reset-password`). */
  readonly passwordResetPage?: `/${string}`
  /** Says it in other words; `undefined`: in those of the framework. */
  readonly compose?: (mail: IdentityMail) => IdentityMailText | undefined
}

export type Deliver = (message: IdentityMessage) => Promise<void> | void

export interface IdentityOptions<E> extends FactorOptions<E> {
  /** Field that holds a person's role. */
  readonly role?: ColumnOf<E>
  /** The word before the token in `Authorization` (default `Bearer`). */
  readonly scheme?: string
  /** Access tokens that the application signs; `false`: none, those of trusted providers are the only ones. */
  readonly tokens?: false | TokenOptions
  /** Outside identity providers whose access tokens are taken. */
  readonly trust?: readonly TrustOptions<E>[]
  /** Field of the e-mail address (default: the only one of this kind); flows need it. */
  readonly email?: ColumnOf<E>
  /** Path before every flow (default `/auth`). */
  readonly path?: `/${string}`
  /** Opens accounts: `POST /auth/sign-up`. */
  readonly signUp?: boolean | SignUpOptions<E>
  /** Signing in with a password, for a session in a cookie. */
  readonly sessions?: boolean | SessionOptions
  /** A new password for whoever has forgotten it, by mail. */
  readonly passwordReset?: boolean | PasswordResetOptions
  readonly password?: PasswordRules
  readonly throttle?: ThrottleOptions
  /** Keeps sign-ins, failures and changes of rights (default `true` as soon as a flow is on). */
  readonly audit?: boolean | AuditOptions
  /** The mails of flows: where links lead, what is said. `true`: those for information alone, too, where no flow needs one. */
  readonly mails?: true | MailsOptions
  /** Sends mails by other means than `MAIL_URL`: once, after the answer, and not through the queue. */
  readonly deliver?: Deliver | undefined
}
