/** What each statement of a migration did when it ran: the locks it took, the rows it went through, what it wrote anew. */
import type { ClientBase } from 'pg'
import { strongestLock } from '../../../plan/verification/lock-modes.ts'
import type { Direction } from '../../migration/ledger.ts'
import type { OnProgress, TracedStatement, TraceStatement } from '../../migration/migration-progress.ts'
import { LockTracer, type StatementTrace, type TakenLock } from '../locks/lock-tracer.ts'
import { countedSince, type RowCounters, readRowCounters } from '../locks/row-counters.ts'

export interface RecordedStatement {
  readonly direction: Direction
  /** Counts from 1. */
  readonly step: number
  /** Its place among the statements of its step, from 0. */
  readonly index: number
  readonly mode: TracedStatement['mode']
  readonly isInTransaction: boolean
  readonly line: number
  readonly sql: string
  /** More than 1 for a backfill: one for each batch. The rest is that of the worst of them, or their sum. */
  readonly runs: number
  readonly locks: readonly TakenLock[]
  /** Tables that were there before and whose rows were all written anew. */
  readonly rewritten: readonly string[]
  readonly rowsRead: RowCounters
}

interface Run {
  readonly traced: TracedStatement
  readonly rowsRead: RowCounters
  /** Rolled back, to be tried again. */
  isUndone: boolean
}

export class StatementRecorder {
  readonly #client: ClientBase
  readonly #tracer: LockTracer
  /** In the order of the tracer's records. */
  readonly #runs: Run[] = []
  #closed = 0
  #running: TracedStatement | undefined

  private constructor(client: ClientBase, tracer: LockTracer) {
    this.#client = client
    this.#tracer = tracer
  }

  /**
   * @param client    the session that runs the migration
   * @param observer  another session on the same database, in no transaction
   */
  static async start(client: ClientBase, observer: ClientBase): Promise<StatementRecorder> {
    return new StatementRecorder(client, await LockTracer.start(client, observer))
  }

  readonly trace: TraceStatement = async (traced, run) => {
    const { sql: statement, isInTransaction: inTransaction } = traced
    this.#running = traced
    const before = await readRowCounters(this.#client, inTransaction)
    const written = await this.#tracer.trace({ statement, inTransaction }, run)
    const rowsRead = countedSince(before, await readRowCounters(this.#client, inTransaction))
    this.#runs.push({ traced, rowsRead, isUndone: false })
    this.#running = undefined
    return written
  }

  readonly onProgress: OnProgress = ({ event }) => {
    if (event !== 'step-finished' && event !== 'step-rows' && event !== 'step-blocked') return
    this.#tracer.transactionEnded()
    if (event === 'step-blocked') for (const run of this.#runs.slice(this.#closed)) run.isUndone = true
    this.#closed = this.#runs.length
  }

  /** The statement that did not come to its end. */
  get failed(): TracedStatement | undefined {
    return this.#running
  }

  get statements(): readonly RecordedStatement[] {
    const traces = this.#tracer.traces
    const groups: { readonly runs: readonly [Run, StatementTrace][] }[] = []
    for (const [at, run] of this.#runs.entries()) {
      const trace = traces[at]
      if (run.isUndone || !trace) continue
      const last = groups.at(-1)?.runs
      if (last && isSame(last[0]?.[0].traced, run.traced))
        groups[groups.length - 1] = { runs: [...last, [run, trace]] }
      else groups.push({ runs: [[run, trace]] })
    }
    return numbered(groups.map(({ runs }) => together(runs)))
  }
}

function isSame(one: TracedStatement | undefined, other: TracedStatement): boolean {
  return (
    one?.direction === other.direction &&
    one.step === other.step &&
    one.line === other.line &&
    one.sql === other.sql
  )
}

function together(runs: readonly [Run, StatementTrace][]): Omit<RecordedStatement, 'index'> {
  const [[{ traced }]] = runs as [[Run, StatementTrace]]
  const { direction, step, mode, isInTransaction, line, sql } = traced
  const rowsRead = new Map<number, number>()
  for (const [run] of runs)
    for (const [oid, count] of run.rowsRead) rowsRead.set(oid, (rowsRead.get(oid) ?? 0) + count)
  return {
    ...{ direction, step, mode, isInTransaction, line, sql },
    runs: runs.length,
    locks: worstLocks(runs.flatMap(([, { locks }]) => locks)),
    rewritten: [...new Set(runs.flatMap(([, { rewritten }]) => rewritten))],
    rowsRead,
  }
}

/** One for each relation. */
function worstLocks(locks: readonly TakenLock[]): TakenLock[] {
  const byRelation = new Map<number, TakenLock>()
  for (const lock of locks) {
    const other = byRelation.get(lock.oid)
    const mode = strongestLock([lock.mode, other?.mode ?? lock.mode]) ?? lock.mode
    const times = [lock.heldMs, other?.heldMs].filter((each) => each !== undefined)
    byRelation.set(lock.oid, { ...lock, mode, heldMs: times.length === 0 ? undefined : Math.max(...times) })
  }
  return [...byRelation.values()]
}

function numbered(statements: readonly Omit<RecordedStatement, 'index'>[]): RecordedStatement[] {
  let index = 0
  return statements.map((statement, at) => {
    const before = statements[at - 1]
    index = before?.step === statement.step && before.direction === statement.direction ? index + 1 : 0
    return { ...statement, index }
  })
}
