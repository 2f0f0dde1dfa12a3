/** Whether two models ask the same policies of a database. */
import type { RowSecuritySchema } from '../../tables/database-schema.ts'
import { checksumOf } from './statements.ts'

export function sameRowSecurity(
  one: RowSecuritySchema | undefined,
  other: RowSecuritySchema | undefined,
): boolean {
  return keyOf(one) === keyOf(other)
}

/** What waits for a contract alone asks nothing any more. */
function keyOf(security: RowSecuritySchema | undefined): string | undefined {
  return security && isInForce(security) ? checksumOf(security) : undefined
}

export function isInForce({ tables }: RowSecuritySchema): boolean {
  return Object.keys(tables).length > 0
}
