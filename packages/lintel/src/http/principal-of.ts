/** One principal for each remembered credential. */
import { Principal, type PrincipalData } from '../spec/principal.ts'

const principals = new WeakMap<PrincipalData, Principal>()

/** One object for each remembered token, so that a request allocates none. */
export function principalOf(data: PrincipalData): Principal {
  const known = principals.get(data)
  if (known) return known
  const principal = new Principal(data)
  principals.set(data, principal)
  return principal
}
