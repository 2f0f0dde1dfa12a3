/** Whose a subject of an outside provider is: a row of the identity's entity, made at first sight where that is declared. */
import type { DataAccess } from '../database/data-access.ts'
import { isValue } from '../plan/query/value-text.ts'
import type { AnyEntity } from '../spec/entity.ts'
import type { EntityModel } from '../spec/model.ts'
import type { PrincipalData } from '../spec/principal.ts'
import { Problem } from '../spec/problem.ts'
import type { AccountOf } from './outside-tokens.ts'
import { TokenRefused } from './token-refused.ts'

type Row = Readonly<Record<string, unknown>>

export interface Accounts {
  /** Without rules: nobody is anybody yet. */
  readonly db: Pick<DataAccess, 'find' | 'insert'>
  readonly entity: AnyEntity
  readonly model: EntityModel
  /** A unique field that holds the subject. */
  readonly subject: string
  readonly role?: string | undefined
  /** The row of somebody who was never here. */
  readonly provision?: ((claims: Row) => Row | Promise<Row>) | undefined
}

export function accountsOf(accounts: Accounts): AccountOf {
  const { db, entity, model, subject: name, role, provision } = accounts
  const field = model.fields[name]
  const find = async (subject: string): Promise<Row | undefined> => {
    const [row] = await db.find(entity, { where: { [name]: subject }, limit: 1 } as object)
    return row as Row | undefined
  }
  return async (subject, claims) => {
    // A text that the column cannot hold is nobody's.
    if (!field || !isValue(field, subject)) return undefined
    const row = (await find(subject)) ?? (provision && (await make({ subject, claims, find, accounts })))
    return row && principalOf(row, role)
  }
}

interface Making {
  readonly subject: string
  readonly claims: Row
  readonly find: (subject: string) => Promise<Row | undefined>
  readonly accounts: Accounts
}

async function make({ subject, claims, find, accounts }: Making): Promise<Row | undefined> {
  const { db, entity, subject: name, provision } = accounts
  try {
    const row = { ...(await provision?.(claims)), [name]: subject }
    return (await db.insert(entity, row as never)) as Row
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error
    // Two requests came at once, or another account has what must be one's own, such as an address.
    const there = await find(subject)
    if (there) return there
    throw new TokenRefused(`No account can be made for this subject: ${error.code}.`)
  }
}

function principalOf(row: Row, role: string | undefined): PrincipalData {
  const value = role === undefined ? undefined : row[role]
  return { id: String(row.id), roles: typeof value === 'string' ? [value] : [] }
}
