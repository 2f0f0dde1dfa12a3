/** Counts requests in PostgreSQL, for all processes of the application. */
import type { Executor } from '../access-context.ts'
import type { NamedStatement } from '../statement-cache.ts'
import type { Counted, Counting, LimitStore } from './limit-store.ts'

const argument = (name: string) => ({ from: 'argument', name }) as const
const keys = argument('keys')

// The clock is that of the server, whatever the processes think. Sorted, so that two requests wait for each other in one
// order. A counter that would go beyond its limit stays as it is.
const count: NamedStatement = {
  name: 'l_limits_count',
  slots: [keys, argument('mosts'), argument('windows'), argument('costs')],
  text: `WITH wanted AS (
    SELECT * FROM unnest($1::text[], $2::bigint[], $3::double precision[], $4::bigint[]) AS asked(key, most, ms, cost)
  ), counted AS (
    INSERT INTO lintel.rate_limits AS known (key, count, most, ends_at)
    SELECT key, cost, most, clock_timestamp() + ms * interval '1 millisecond' FROM wanted WHERE cost <= most ORDER BY key
    ON CONFLICT (key) DO UPDATE SET
      most = excluded.most,
      count = CASE WHEN known.ends_at <= clock_timestamp() THEN 0 ELSE known.count END + excluded.count,
      ends_at = CASE WHEN known.ends_at <= clock_timestamp() THEN excluded.ends_at ELSE known.ends_at END
    WHERE known.ends_at <= clock_timestamp() OR known.count + excluded.count <= excluded.most
    RETURNING key, count, ends_at)
  SELECT wanted.key, (counted.key IS NOT NULL)::text, COALESCE(counted.count, known.count, 0)::text,
    COALESCE(extract(epoch FROM COALESCE(counted.ends_at, known.ends_at) - clock_timestamp()) * 1000, ms)::text
  FROM wanted LEFT JOIN counted USING (key) LEFT JOIN lintel.rate_limits AS known ON known.key = wanted.key`,
}

const giveBack: NamedStatement = {
  name: 'l_limits_give_back',
  slots: [keys, argument('costs')],
  text: `UPDATE lintel.rate_limits AS known SET count = greatest(0, known.count - given.cost)
    FROM unnest($1::text[], $2::bigint[]) AS given(key, cost) WHERE known.key = given.key`,
}

const pruneBatch = 1_000
const prune: NamedStatement = {
  name: 'l_limits_prune',
  slots: [],
  text: `WITH gone AS (
    DELETE FROM lintel.rate_limits WHERE key IN (
      SELECT key FROM lintel.rate_limits WHERE ends_at <= clock_timestamp()
      ORDER BY ends_at LIMIT ${pruneBatch} FOR UPDATE SKIP LOCKED)
    RETURNING 1)
  SELECT count(*)::text FROM gone`,
}

export class PostgresLimits implements LimitStore {
  readonly #executor: Executor

  constructor(executor: Executor) {
    this.#executor = executor
  }

  async count(all: readonly Counting[]): Promise<readonly Counted[]> {
    const rows = await this.#run(count, {
      keys: all.map(({ key }) => key),
      mosts: all.map(({ most }) => most),
      windows: all.map(({ windowMs }) => windowMs),
      costs: all.map(({ cost }) => cost),
    })
    const found = new Map(rows.map(([key, ...rest]) => [key, rest]))
    const counted = all.map(({ key, most }) => {
      const [within, count = '0', resetMs = '0'] = found.get(key) ?? []
      return {
        isWithin: within === 'true',
        left: Math.max(0, most - Number(count)),
        resetMs: Math.max(0, Number(resetMs)),
      }
    })
    const within = all.filter((_, at) => counted[at]?.isWithin)
    if (within.length === 0 || within.length === all.length) return counted
    // What another limit refuses was not asked of these.
    await this.#run(giveBack, { keys: within.map(({ key }) => key), costs: within.map(({ cost }) => cost) })
    return counted.map((each, at) =>
      each.isWithin ? { ...each, left: each.left + (all[at]?.cost ?? 0) } : each,
    )
  }

  /** Forgets windows that are over. */
  async prune(): Promise<void> {
    let count: number
    do {
      const rows = await this.#run(prune, {})
      count = Number(rows[0]?.[0] ?? 0)
    } while (count === pruneBatch)
  }

  #run(statement: NamedStatement, values: Readonly<Record<string, unknown>>) {
    return this.#executor.write(statement, { principal: null, values })
  }
}
