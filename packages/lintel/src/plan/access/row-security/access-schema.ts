/** Names of what the rules are made of in the database. */
import { createHash } from 'node:crypto'

/** The schema of the views and functions that policies read. */
export const accessSchema = 'lintel_access'

/** The setting of a connection that says who calls. */
export const callerSetting = 'lintel.caller'

/** In the text of a policy, the row that it is asked about: its table may get another name. */
export const policyRow = 'lintel_row'

/**
 * Rows of other tables that a rule reads. It belongs to the owner of the tables, so that a rule sees what its caller does
 * not, and gives no more than keys, of which each is one that the rule looks for.
 */
export interface AccessView {
  readonly name: string
  readonly sql: string
}

/** The same rows are the same view, whichever rule or statement asks. */
export function accessView(sql: string): AccessView {
  return { name: `rows_${createHash('sha256').update(sql).digest('hex').slice(0, 20)}`, sql }
}
