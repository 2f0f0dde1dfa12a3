/** What a new column costs: its default decides whether the rows are written anew. */
import type { ColumnDef, Constraint, Node } from 'libpg-query'
import { nameParts } from './relation-name.ts'
import { costOf, type StatementCost, strongest } from './statement-cost.ts'

export function addColumnCost({ typeName, constraints }: ColumnDef): StatementCost {
  const isSerial = /^(small|big)?serial[248]?$/.test((typeName?.names ?? []).flatMap(nameParts).at(-1) ?? '')
  const parts = (constraints ?? []).map((node) => ('Constraint' in node ? rewriteOf(node.Constraint) : false))
  const costs = [isSerial, ...parts].map((rewrites) => costOf('ACCESS EXCLUSIVE', rewrites))
  return strongest(costs)
}

function rewriteOf({ contype, raw_expr: value, generated_kind: kind }: Constraint): boolean | 'unknown' {
  if (contype === 'CONSTR_IDENTITY') return true
  // A virtual column, of PostgreSQL 18, is computed when it is read.
  if (contype === 'CONSTR_GENERATED') return kind !== 'v'
  return contype === 'CONSTR_DEFAULT' && value ? isComputedPerRow(value) : false
}

/** Since PostgreSQL 11 a default that is the same for all rows is kept beside the table. */
function isComputedPerRow(value: Node): boolean | 'unknown' {
  const functions = functionsIn(value)
  if (functions.some((name) => volatile.has(name))) return true
  return functions.every((name) => stable.has(name)) ? false : 'unknown'
}

const volatile = new Set([
  'random',
  'gen_random_uuid',
  'uuidv4',
  'uuidv7',
  'uuid_generate_v4',
  'clock_timestamp',
  'timeofday',
  'nextval',
])
const stable = new Set(['now', 'transaction_timestamp', 'statement_timestamp', 'current_setting', 'timezone'])

/** Names of all functions that a default calls. CURRENT_TIMESTAMP and its like are none, and are stable. */
function functionsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([kind, part]) => {
    const names = kind === 'FuncCall' ? (part as { readonly funcname?: readonly Node[] }).funcname : undefined
    return [...(names ? [names.flatMap(nameParts).at(-1) ?? ''] : []), ...functionsIn(part)]
  })
}
