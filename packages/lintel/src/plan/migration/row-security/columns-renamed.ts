/** Policies after columns of their table got other names: PostgreSQL writes them so, and a way back has to. */
import { policyRow } from '../../access/row-security/access-schema.ts'
import { quoted } from '../../sql/column.ts'
import type { PolicySchema } from '../../tables/database-schema.ts'

export function columnsRenamed(
  policies: readonly PolicySchema[],
  columns: readonly { readonly from: string; readonly to: string }[],
): readonly PolicySchema[] {
  const names = new Map(columns.map(({ from, to }) => [own(from), own(to)]))
  // At once, for names that change places.
  const renamed = (sql: string) =>
    sql.replaceAll(new RegExp(`\\b${policyRow}\\."(?:[^"]|"")*"`, 'g'), (found) => names.get(found) ?? found)
  return policies.map(({ using, check, ...policy }) => ({
    ...policy,
    ...(using === undefined ? {} : { using: renamed(using) }),
    ...(check === undefined ? {} : { check: renamed(check) }),
  }))
}

function own(column: string): string {
  return `${policyRow}.${quoted(column)}`
}
