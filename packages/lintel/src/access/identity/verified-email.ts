/**
 * Whose holder has read the mail to the address of an account: by verifying it, by a reset, or as a provider says.
 *
 * An account may have been opened by somebody else with this address, who waits for its owner to come. What that
 * somebody set up ends when the owner proves that the address is theirs.
 *
 * @source https://msrc.microsoft.com/blog/2022/05/pre-hijacking-attacks/
 */
import { type AccountRow, emailOf, type IdentityParts, normalEmail } from './identity-parts.ts'

function isKept({ flows }: IdentityParts): boolean {
  return [flows.providers, flows.passkeys, flows.apiKeys].some((each) => each !== undefined)
}

export async function isEmailVerified(parts: IdentityParts, account: AccountRow): Promise<boolean> {
  if (!isKept(parts)) return false
  const known = await parts.db.get(parts.entities.verifiedEmail, { account: String(account.id) })
  return known !== undefined && known.email === normalEmail(emailOf(parts, account))
}

/** Notes that the holder of an account reads the mail to its address. */
export async function noteVerifiedEmail(parts: IdentityParts, account: AccountRow): Promise<void> {
  if (!isKept(parts) || (await isEmailVerified(parts, account))) return
  const { db, entities } = parts
  const id = String(account.id)
  await db.transaction(async (tx) => {
    await tx.deleteMany(entities.verifiedEmail, { account: id })
    await tx.insert(entities.verifiedEmail, { account: id, email: normalEmail(emailOf(parts, account)) })
  })
}

/** The same by somebody who was not known to; what others may have set up before ends. */
export async function claimByEmail(parts: IdentityParts, account: AccountRow): Promise<void> {
  if (!isKept(parts) || (await isEmailVerified(parts, account))) return
  const { db, entities, flows, apiKeys } = parts
  const id = String(account.id)
  if (flows.apiKeys) await apiKeys.revokeAll(id)
  if (flows.providers) await db.deleteMany(entities.linkedIdentity, { account: id })
  if (flows.passkeys) await db.deleteMany(entities.passkey, { account: id })
  await noteVerifiedEmail(parts, account)
}
