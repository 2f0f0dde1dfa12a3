/** Rules that stand in the database: do they, and is the role that serves bound by them? */
import type { ClientBase } from 'pg'
import type { Migration } from '../../database/migration/migration.ts'
import { migrationStatus } from '../../database/migration/migration-status.ts'
import { rowSecurityGaps } from '../../database/row-security.ts'
import type { RowSecuritySchema } from '../../plan/tables/database-schema.ts'
import { counted } from '../terminal.ts'
import { type Finding, fail, ok } from './finding.ts'

export interface RowSecurityCheck {
  readonly client: ClientBase
  readonly migrations: readonly Migration[]
  /** Absent where the application does without. */
  readonly security: RowSecuritySchema | undefined
}

export async function checkRowSecurity({
  client,
  migrations,
  security,
}: RowSecurityCheck): Promise<readonly Finding[]> {
  if (!security) return []
  const { ahead } = await migrationStatus({ client, migrations })
  const gaps = await rowSecurityGaps({ client, security, isAhead: ahead.length > 0 })
  if (gaps.length > 0) return gaps.map(({ message, hint }) => fail('row security', message, hint))
  const tables = Object.keys(security.tables).length
  return [ok('row security', `"${security.role}" is bound by the policies of ${counted(tables, 'table')}.`)]
}
