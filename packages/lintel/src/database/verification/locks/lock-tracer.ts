/** Which locks each statement of a migration really takes, how long they are held, and which tables it writes anew. */
import type { ClientBase } from 'pg'
import { strongestLock, type TableLockMode } from '../../../plan/verification/lock-modes.ts'
import { sampleLocks } from './lock-samples.ts'
import { type HeldLock, type Relation, type RelationKind, readLocks, readRelations } from './relations.ts'

export interface TakenLock {
  /** Stays the same when it gets another name. */
  readonly oid: number
  /** The name that others know; that of the statement's end where they know none. */
  readonly relation: string
  /** Its name at the end of the statement. */
  readonly nameAfter: string
  readonly kind: RelationKind
  /** The strongest that the statement took. */
  readonly mode: TableLockMode
  readonly modes: readonly TableLockMode[]
  /** Others could use the relation before; what is made in the same transaction nobody waits for. */
  readonly wasThere: boolean
  /** At most; in a transaction until its end, `undefined` as long as it goes on. */
  readonly heldMs: number | undefined
}

export interface StatementTrace {
  readonly statement: string
  readonly durationMs: number
  readonly locks: readonly TakenLock[]
  /** Locks were looked at every millisecond or so: one that is shorter may have been missed. */
  readonly isSampled: boolean
  /** Tables that were there before and whose rows were all written into a new file. */
  readonly rewritten: readonly string[]
}

interface Charge extends HeldLock {
  /** Open until the end of the transaction. */
  heldMs: number | undefined
}

interface TracedStatement extends Omit<StatementTrace, 'locks'> {
  readonly startedAt: number
  readonly charges: readonly Charge[]
  readonly before: ReadonlyMap<number, Relation>
  readonly after: ReadonlyMap<number, Relation>
}

export interface TraceOptions {
  readonly statement: string
  /** Whether the session is in a transaction that began before the statement and goes on after it. */
  readonly inTransaction: boolean
}

export class LockTracer {
  readonly #client: ClientBase
  readonly #observer: ClientBase
  readonly #pid: number
  readonly #records: TracedStatement[] = []

  private constructor(client: ClientBase, observer: ClientBase, pid: number) {
    this.#client = client
    this.#observer = observer
    this.#pid = pid
  }

  /**
   * @param client    the session that runs the migration
   * @param observer  another session on the same database, in no transaction
   */
  static async start(client: ClientBase, observer: ClientBase): Promise<LockTracer> {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_catalog.pg_backend_pid() AS pid')
    return new LockTracer(client, observer, rows[0]?.pid ?? 0)
  }

  /** Runs `work`, which sends the statement, and keeps what it locked; nothing is kept of one that fails. */
  trace<T>(options: TraceOptions, work: () => Promise<T>): Promise<T> {
    return options.inTransaction ? this.#traceInside(options, work) : this.#traceAlone(options, work)
  }

  /** After COMMIT: the locks of its statements are gone. */
  transactionEnded(): void {
    const now = performance.now()
    for (const { charges, startedAt } of this.#records) {
      for (const charge of charges) charge.heldMs ??= now - startedAt
    }
  }

  get traces(): StatementTrace[] {
    return this.#records.map(({ statement, durationMs, isSampled, rewritten, ...record }) => {
      return { statement, durationMs, isSampled, rewritten, locks: takenLocks(record) }
    })
  }

  /** Locks stay until the end of the transaction, so what is held afterwards and was not before is the statement's. */
  async #traceInside<T>({ statement }: TraceOptions, work: () => Promise<T>): Promise<T> {
    const visible = await readRelations(this.#observer)
    const own = await readRelations(this.#client)
    const held = new Set((await readLocks(this.#client, this.#pid)).map(keyOf))
    const startedAt = performance.now()
    const result = await work()
    const durationMs = performance.now() - startedAt
    const locks = (await readLocks(this.#client, this.#pid)).filter((lock) => !held.has(keyOf(lock)))
    const after = await readRelations(this.#client)
    const charges = locks.map((lock) => ({ ...lock, heldMs: undefined }))
    const rewritten = rewrittenTables({ before: own, after, visible })
    this.#records.push({
      statement,
      startedAt,
      durationMs,
      isSampled: false,
      charges,
      before: visible,
      after,
      rewritten,
    })
    return result
  }

  async #traceAlone<T>({ statement }: TraceOptions, work: () => Promise<T>): Promise<T> {
    const before = await readRelations(this.#observer)
    const startedAt = performance.now()
    const { result, locks } = await sampleLocks({ observer: this.#observer, pid: this.#pid }, work)
    const durationMs = performance.now() - startedAt
    const after = await readRelations(this.#observer)
    const rewritten = rewrittenTables({ before, after, visible: before })
    this.#records.push({
      statement,
      startedAt,
      durationMs,
      isSampled: true,
      charges: [...locks],
      before,
      after,
      rewritten,
    })
    return result
  }
}

function keyOf({ oid, mode }: HeldLock): string {
  return `${oid} ${mode}`
}

interface Files {
  readonly before: ReadonlyMap<number, Relation>
  readonly after: ReadonlyMap<number, Relation>
  readonly visible: ReadonlyMap<number, Relation>
}

function rewrittenTables({ before, after, visible }: Files): string[] {
  return [...before.values()]
    .filter(({ oid, kind }) => visible.has(oid) && (kind === 'table' || kind === 'materialized view'))
    .filter(({ oid, file }) => after.has(oid) && after.get(oid)?.file !== file)
    .map(({ name }) => name)
}

/** One entry for each relation, under the name that it had; what is PostgreSQL's own is left out. */
function takenLocks({
  charges,
  before,
  after,
}: Pick<TracedStatement, 'charges' | 'before' | 'after'>): TakenLock[] {
  const relations = [...new Set(charges.map(({ oid }) => oid))]
  return relations.flatMap((oid): TakenLock[] => {
    const relation = before.get(oid) ?? after.get(oid)
    const own = charges.filter((charge) => charge.oid === oid)
    const modes = own.map(({ mode }) => mode)
    const mode = strongestLock(modes)
    if (!relation || !mode) return []
    const { name, kind } = relation
    const nameAfter = after.get(oid)?.name ?? name
    const heldMs = longest(own)
    return [{ oid, relation: name, nameAfter, kind, mode, modes, wasThere: before.has(oid), heldMs }]
  })
}

function longest(charges: readonly Charge[]): number | undefined {
  const times = charges.map(({ heldMs }) => heldMs)
  return times.every((each) => each !== undefined) ? Math.max(...times) : undefined
}
