/** What PostgreSQL would do for a statement, without doing it. */
import type { ClientBase } from 'pg'
import { bind, type Statement } from '../../../plan/sql/statement.ts'

export interface Explained {
  /** In PostgreSQL's own unit: one page read in a row is 1. */
  readonly cost: number
  readonly scans: readonly Scan[]
}

/** How one table is read. */
export interface Scan {
  readonly table: string
  readonly alias: string
  /** The index; absent where the table is read from one end to the other. */
  readonly index?: string
}

/** A plan's node, as `EXPLAIN (FORMAT JSON)` gives it. */
interface PlanNode {
  readonly 'Node Type': string
  readonly 'Total Cost': number
  readonly 'Relation Name'?: string
  readonly Alias?: string
  readonly 'Index Name'?: string
  readonly 'Index Cond'?: string
  readonly Plans?: readonly PlanNode[]
}

// Tables of tests are small enough to be read whole. With all else forbidden, PostgreSQL reads one from one end to the
// other only where no index serves.
const indexesOnly = ['seqscan', 'hashjoin', 'mergejoin', 'indexonlyscan', 'material', 'memoize']
  .map((name) => `SET LOCAL enable_${name} = off`)
  .join('; ')

interface Run {
  readonly statement: Statement
  readonly principal: string | null
  readonly values: Readonly<Record<string, unknown>>
}

/** What it costs as things are. */
export function explain(client: ClientBase, run: Run): Promise<Explained> {
  return inTransaction(client, '', run)
}

/** How it finds its rows where it has to use indexes. */
export function explainByIndexes(client: ClientBase, run: Run): Promise<Explained> {
  return inTransaction(client, indexesOnly, run)
}

async function inTransaction(client: ClientBase, settings: string, run: Run): Promise<Explained> {
  const { statement, principal, values } = run
  await client.query(`BEGIN; ${settings}`)
  try {
    const { rows } = await client.query<{ 'QUERY PLAN': readonly [{ readonly Plan: PlanNode }] }>(
      `EXPLAIN (FORMAT JSON) ${statement.text}`,
      bind(statement, { principal, values }),
    )
    const plan = rows[0]?.['QUERY PLAN'][0].Plan
    if (!plan) throw new Error('EXPLAIN gave no plan.')
    return { cost: plan['Total Cost'], scans: scansOf(plan) }
  } finally {
    await client.query('ROLLBACK')
  }
}

function scansOf(node: PlanNode): readonly Scan[] {
  const below = node.Plans ?? []
  const table = node['Relation Name']
  if (table === undefined) return below.flatMap(scansOf)
  const index = indexOf(node)
  const own = { table, alias: node.Alias ?? table, ...(index === undefined ? {} : { index }) }
  // Below it, too: a condition may ask other tables.
  return [own, ...below.flatMap(scansOf)]
}

/** The index by which a node finds rows: one that only gives an order reads the table whole. */
function indexOf(node: PlanNode): string | undefined {
  if (node['Node Type'] !== 'Bitmap Heap Scan') return node['Index Cond'] ? node['Index Name'] : undefined
  return bitmapIndexes(node).join(' and ')
}

function bitmapIndexes({ Plans = [] }: PlanNode): readonly string[] {
  return Plans.filter((each) => each['Node Type'].startsWith('Bitmap') && each.Alias === undefined).flatMap(
    (each) => [...(each['Index Name'] === undefined ? [] : [each['Index Name']]), ...bitmapIndexes(each)],
  )
}
