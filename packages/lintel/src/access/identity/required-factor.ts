/** Whether somebody lacks the second factor that their role needs. */
import type { IdentityParts } from './identity-parts.ts'
import { confirmedTotp } from './second-factor.ts'

type Parts = Pick<IdentityParts, 'db' | 'entities' | 'flows' | 'identity'>

/** RFC 8176: a key that the device holds, which only passkeys prove here. */
const passkeyMethod = 'pop'

type Account = Readonly<Record<string, unknown>>

/** Whether the role of this account needs a second factor. */
export function isFactorRequired(
  { flows, identity }: Pick<Parts, 'flows' | 'identity'>,
  account: Account,
): boolean {
  const role = account[identity.role ?? '']
  return typeof role === 'string' && (flows.secondFactor?.requiredFor.includes(role) ?? false)
}

/**
 * For whoever signed in: a passkey counts where it was used, since the same account may have a password alone beside it.
 *
 * @param methods  how they proved who they are, in the words of RFC 8176
 */
export async function lacksFactor(
  parts: Parts,
  account: Account,
  methods: readonly string[],
): Promise<boolean> {
  if (!isFactorRequired(parts, account) || methods.includes(passkeyMethod)) return false
  return !(await confirmedTotp(parts, String(account.id)))
}

/** For a program that acts for somebody: its holder must have an app or a passkey. */
export async function holderLacksFactor(parts: Parts, holder: Account): Promise<boolean> {
  const { db, entities, flows } = parts
  if (!(await lacksFactor(parts, holder, []))) return false
  return !flows.passkeys || (await db.count(entities.passkey, { account: String(holder.id) })) === 0
}
