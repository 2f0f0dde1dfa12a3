/** The ways into an account: none is taken away that is the last. */

import type { Transaction } from '../../spec/data-access.ts'
import { identityProblem } from '../../spec/identity/problems.ts'
import { type AccountRow, type IdentityParts, passwordHashOf } from './identity-parts.ts'

/**
 * Takes one way in away, unless nothing is left then. Of parallel ones that would leave nothing together, one is
 * refused: the transaction is serializable.
 *
 * @param remove  gives whether there was such a way
 * @throws        Problem `last_way_in` (409)
 */
export async function removeWayIn(
  parts: IdentityParts,
  account: AccountRow,
  remove: (tx: Transaction) => Promise<boolean>,
): Promise<boolean> {
  const { db, entities, flows } = parts
  const id = String(account.id)
  const work = async (tx: Transaction) => {
    if (!(await remove(tx))) return false
    const linked = flows.providers ? await tx.count(entities.linkedIdentity, { account: id }) : 0
    const passkeys = flows.passkeys ? await tx.count(entities.passkey, { account: id }) : 0
    const hasPassword = passwordHashOf(parts, account) !== undefined
    if (!hasPassword && linked + passkeys === 0) throw identityProblem('last_way_in')
    return true
  }
  return db.transaction(work, { isolation: 'serializable' })
}
