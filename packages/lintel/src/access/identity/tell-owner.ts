/** Tells the owner of an account by mail that something protects it now that did not before, or no longer does. */
import { accountById, emailOf, type IdentityParts } from './identity-parts.ts'

export async function tellOwner(parts: IdentityParts, account: string): Promise<void> {
  const { delivers, mails } = parts.flows
  if (!delivers && !mails) return
  const row = await accountById(parts, account)
  if (!row) return
  const to = emailOf(parts, row)
  parts.background.run('sign-in mail', () => parts.deliver({ kind: 'sign_in_changed', to }))
}
