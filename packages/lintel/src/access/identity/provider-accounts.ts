/** Which account somebody has who comes from a provider. */
import { identityProblem } from '../../spec/identity/problems.ts'
import type { FlowCall } from './flow-call.ts'
import {
  type AccountRow,
  accountByEmail,
  accountById,
  type IdentityParts,
  normalEmail,
} from './identity-parts.ts'
import type { ProviderClaims } from './provider-client.ts'
import { isEmailVerified, noteVerifiedEmail } from './verified-email.ts'

export interface Visitor {
  readonly provider: string
  readonly claims: ProviderClaims
}

/**
 * The account that is linked; else the one with the same address, if both sides have seen that its holder reads the
 * mail to it; else a new one. Anything less would open accounts to whoever claims their address.
 *
 * @throws Problem `provider_email_unverified`, `provider_account_unknown` (403), `account_not_linked` (409)
 */
export async function accountOf(parts: IdentityParts, call: FlowCall, visitor: Visitor): Promise<AccountRow> {
  const { db, entities, flows } = parts
  const { iss: issuer, sub: subject } = visitor.claims
  const link = await db.get(entities.linkedIdentity, { issuer, subject })
  const linked = link && (await accountById(parts, link.account))
  if (link && linked) {
    await db.update(entities.linkedIdentity, link.id, { lastUsedAt: new Date().toISOString() })
    return linked
  }
  const email = verifiedEmailOf(visitor.claims)
  if (email === undefined) throw identityProblem('provider_email_unverified')
  const known = await accountByEmail(parts, email)
  if (known) {
    if (!(await isEmailVerified(parts, known))) throw identityProblem('account_not_linked')
    await linkTo(parts, call, known, visitor)
    return known
  }
  if (!flows.providers?.[visitor.provider]?.createAccounts) throw identityProblem('provider_account_unknown')
  return create(parts, call, { ...visitor, email })
}

/**
 * Links an account elsewhere to one here.
 *
 * @throws Problem `identity_taken` (409) when it is linked to another
 */
export async function linkTo(
  { db, entities, audit }: IdentityParts,
  call: FlowCall,
  account: AccountRow,
  { provider, claims }: Visitor,
): Promise<void> {
  const { iss: issuer, sub: subject } = claims
  const id = String(account.id)
  const known = await db.get(entities.linkedIdentity, { issuer, subject })
  if (known && known.account !== id) throw identityProblem('identity_taken')
  if (known) return
  await db.insert(entities.linkedIdentity, linkRow(id, { provider, claims }))
  await audit.record({ kind: 'identity_linked', account: id, call, detail: provider })
}

async function create(
  parts: IdentityParts,
  call: FlowCall,
  { provider, claims, email }: Visitor & { readonly email: string },
): Promise<AccountRow> {
  const { db, entities, identity, flows, audit } = parts
  const named = Object.entries(flows.providers?.[provider]?.claims ?? {})
  const given = named.flatMap(([field, claim]) => {
    const value = Object.hasOwn(claims, claim) ? claims[claim] : undefined
    return typeof value === 'string' && value.trim() !== '' ? [[field, value.trim().slice(0, 100)]] : []
  })
  const row = { ...Object.fromEntries(given), [identity.email ?? 'email']: email }
  const opened = await db.transaction(async (tx) => {
    const account = (await tx.insert(parts.account, row as never)) as AccountRow
    await tx.insert(entities.linkedIdentity, linkRow(String(account.id), { provider, claims }))
    return account
  })
  await noteVerifiedEmail(parts, opened)
  await audit.record({ kind: 'signed_up', account: opened.id, call, detail: provider })
  return opened
}

function linkRow(account: string, { provider, claims }: Visitor) {
  const { iss: issuer, sub: subject } = claims
  const email = typeof claims.email === 'string' ? claims.email.slice(0, 254) : null
  return { account, provider, issuer, subject, email, lastUsedAt: new Date().toISOString() }
}

/** OpenID Connect Core 1.0 §5.1. Some providers send the flag as text. */
function verifiedEmailOf({ email, email_verified: isVerified }: ProviderClaims): string | undefined {
  const counts = typeof email === 'string' && /^[^@\s]+@[^@\s]+$/.test(email) && email.length <= 254
  return counts && (isVerified === true || isVerified === 'true') ? normalEmail(email) : undefined
}
