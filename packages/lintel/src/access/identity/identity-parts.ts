/** What every flow works with. */
import type { DataAccess } from '../../database/data-access.ts'
import type { AnyEntity } from '../../spec/entity.ts'
import type { IdentityEntities } from '../../spec/identity/entities.ts'
import type { IdentityMessage } from '../../spec/identity/options.ts'
import type { IdentityFlowsModel, IdentityModel } from '../../spec/model.ts'
import type { Tokens } from '../tokens.ts'
import type { ApiKeys } from './api-keys.ts'
import type { Audit } from './audit.ts'
import type { Background } from './background.ts'
import type { Challenges } from './challenges.ts'
import type { Providers } from './providers.ts'
import type { RefreshTokens } from './refresh-tokens.ts'
import type { SecretBox } from './secret-box.ts'
import type { Sessions } from './sessions.ts'
import type { Throttle } from './throttle.ts'

export type AccountRow = Readonly<Record<string, unknown>> & { readonly id: string | number }

/** Ends what somebody may do with what was given out before; `except` is a session that goes on. */
export type EndAccess = (account: string, except?: string) => Promise<void>

export interface IdentityParts {
  /** The application's name. */
  readonly application: string
  readonly identity: IdentityModel
  readonly flows: IdentityFlowsModel
  /** The entity whose rows sign in. */
  readonly account: AnyEntity
  readonly entities: IdentityEntities
  /** Without rules: a flow says by itself which rows it touches. */
  readonly db: DataAccess
  /** The same for passwords that are hashes already. */
  readonly dbWithHashes: DataAccess
  readonly sessions: Sessions
  readonly refreshTokens: RefreshTokens
  /** Signs access tokens; absent where the application has none of its own. */
  readonly tokens: Tokens | undefined
  readonly apiKeys: ApiKeys
  readonly providers: Providers
  readonly challenges: Challenges
  /** Encrypts what must be read again. */
  readonly secrets: SecretBox
  readonly throttle: Throttle
  readonly audit: Audit
  readonly background: Background
  readonly deliver: (message: IdentityMessage) => Promise<void>
  /** Everything that a new password or signing out everywhere ends. */
  readonly endAccess: readonly EndAccess[]
}

/** E-mail addresses are compared in small letters, as they are stored. */
export function normalEmail(email: string): string {
  return email.toLowerCase()
}

export async function accountByEmail(
  { db, account, identity }: IdentityParts,
  email: string,
): Promise<AccountRow | undefined> {
  const row = await db.get(account, { [identity.email ?? 'email']: normalEmail(email) } as never)
  return row as AccountRow | undefined
}

export async function accountById(
  { db, account }: IdentityParts,
  id: string,
): Promise<AccountRow | undefined> {
  return (await db.get(account, id as never)) as AccountRow | undefined
}

export function emailOf({ identity }: IdentityParts, account: AccountRow): string {
  return String(account[identity.email ?? 'email'])
}

export function passwordHashOf({ identity }: IdentityParts, account: AccountRow): string | undefined {
  const hash = account[identity.password ?? 'password']
  return typeof hash === 'string' ? hash : undefined
}

export async function endAllAccess(parts: IdentityParts, account: string, except?: string): Promise<void> {
  for (const end of parts.endAccess) await end(account, except)
}
