/** Goes through a table by its key, one range after the other: each a short transaction, with a rest in between. */
import { setTimeout as sleep } from 'node:timers/promises'
import { quoted } from '../../plan/sql/column.ts'
import { patiently } from './patience.ts'
import { readUnfinished, recordPosition } from './progress.ts'
import type { KeyWalk } from './read-script.ts'
import { runStatement } from './run-statements.ts'
import type { StepRun } from './run-step.ts'
import { defaultLimits } from './step-limits.ts'
import { rowCounts } from './table-statistics.ts'
import { inTransaction } from './transaction.ts'

const firstBatch = 200
const largestBatch = 20_000

interface Walk extends StepRun {
  readonly over: KeyWalk
}

interface Range {
  readonly first: readonly string[]
  readonly last: readonly string[]
  readonly rows: number
}

/**
 * Rows that come while it works are none of its business: a trigger or a default looks after them.
 *
 * @returns how many rows it went through, those of runners before included
 * @throws  MigrationError; batches before the failing one stay
 */
export async function runBackfill(walk: Walk): Promise<number> {
  const { client, lock, place, onProgress } = walk
  const before = await readUnfinished(client)
  let after = before?.position
  let rowsDone = before?.rowsDone ?? 0
  const rowsExpected = before?.rowsExpected ?? (await estimate(walk))
  let size = firstBatch
  for (;;) {
    lock.assertHeld()
    const startedAt = performance.now()
    const range = await patiently(walk, (attempt) => {
      // A batch that met a locked row is tried again with fewer rows.
      const rows = Math.max(1, Math.floor(size / attempt))
      return runBatch(walk, { after, rows, rowsDone, rowsExpected })
    })
    const { result: done } = range
    if (!done) return rowsDone
    after = done.last
    rowsDone += done.rows
    onProgress({ event: 'step-rows', ...place, rowsDone, rowsExpected: Math.max(rowsExpected, rowsDone) })
    const tookMs = performance.now() - startedAt
    size = nextSize(range.attempts > 1 ? Math.ceil(size / 2) : size, tookMs, walk)
    await sleep(restMs(tookMs, walk))
  }
}

function nextSize(
  size: number,
  tookMs: number,
  { batchTargetMs = defaultLimits.batchTargetMs }: Walk,
): number {
  const wanted = Math.round((size * batchTargetMs) / Math.max(tookMs, 1))
  return Math.max(10, Math.min(wanted, size * 2, largestBatch))
}

function restMs(tookMs: number, { dutyCycle = defaultLimits.dutyCycle }: Walk): number {
  return dutyCycle >= 1 ? 0 : (tookMs * (1 - dutyCycle)) / Math.max(dutyCycle, 0.01)
}

interface Batch {
  readonly after: readonly string[] | undefined
  readonly rows: number
  readonly rowsDone: number
  readonly rowsExpected: number
}

async function runBatch(walk: Walk, batch: Batch): Promise<Range | undefined> {
  const { client, step, script, place, lockTimeoutMs = defaultLimits.lockTimeoutMs } = walk
  const [statement] = step.statements
  return inTransaction(client, { lockTimeoutMs, statementTimeoutMs: 30_000 }, async () => {
    const range = await nextRange(walk, batch)
    if (!range || !statement) return undefined
    const { text: sql, line } = statement
    const values = [...range.first, ...range.last]
    await walk.trace({ ...place, sql, line, isInTransaction: true }, () =>
      runStatement(client, statement, { script, code: 'migration_stopped', values }),
    )
    await recordPosition(client, place.migration, {
      checksum: step.checksum,
      position: range.last,
      rowsDone: batch.rowsDone + range.rows,
      rowsExpected: batch.rowsExpected,
    })
    return range
  })
}

/** The next keys in their order, as texts. */
async function nextRange({ client, over }: Walk, { after, rows }: Batch): Promise<Range | undefined> {
  const key = over.key.map(quoted)
  // Without the table's name, ORDER BY would mean the texts, in whose order 1000 comes before 999.
  const inOrder = (suffix: string) => key.map((column) => `batch.${column}${suffix}`).join(', ')
  const texts = inOrder('::text')
  const behind =
    after === undefined
      ? ''
      : `WHERE (${key.join(', ')}) > (${after.map((_, index) => `$${index + 1}`).join(', ')})`
  const { rows: found } = await client.query({
    text: `WITH batch AS (SELECT ${key.join(', ')} FROM public.${quoted(over.table)} ${behind} ORDER BY ${key.join(', ')} LIMIT ${rows})
           (SELECT ${texts}, (SELECT count(*) FROM batch)::integer FROM batch ORDER BY ${inOrder('')} LIMIT 1)
           UNION ALL
           (SELECT ${texts}, 0 FROM batch ORDER BY ${inOrder(' DESC')} LIMIT 1)`,
    values: [...(after ?? [])],
    rowMode: 'array',
  })
  const [first, last] = found as [unknown[] | undefined, unknown[] | undefined]
  if (!first || !last) return undefined
  const keyOf = (row: unknown[]) => row.slice(0, key.length).map(String)
  return { first: keyOf(first), last: keyOf(last), rows: Number(first[key.length]) }
}

/** From the statistics: counting two million rows would take as long as a part of the work. */
async function estimate({ client, over }: Walk): Promise<number> {
  return (await rowCounts(client))[over.table] ?? 0
}
