/** When each schedule was last seen to: one row for all processes, which whoever comes first holds. */
import type { Connections } from '../connections.ts'
import { newId } from '../new-id.ts'
import type { NamedStatement } from '../statement-cache.ts'
import { inTransaction } from '../transaction.ts'
import { enqueueJobs } from './enqueue.ts'

const begin: NamedStatement = {
  name: 'l_schedule_begin',
  slots: [
    { from: 'argument', name: 'job' },
    { from: 'argument', name: 'now' },
  ],
  text: 'INSERT INTO lintel.schedules (job, last_at) VALUES ($1, $2::timestamptz) ON CONFLICT (job) DO NOTHING',
}

const hold: NamedStatement = {
  name: 'l_schedule_hold',
  slots: [{ from: 'argument', name: 'job' }],
  text: `SELECT to_json(last_at) #>> '{}' FROM lintel.schedules WHERE job = $1 FOR UPDATE SKIP LOCKED`,
}

const advance: NamedStatement = {
  name: 'l_schedule_advance',
  slots: begin.slots,
  text: 'UPDATE lintel.schedules SET last_at = $2::timestamptz WHERE job = $1',
}

export interface Due {
  readonly job: string
  /** Where a new schedule begins: times before it are nobody's. */
  readonly now: Date
  /** Times that are due since the last one, the oldest first. */
  readonly timesSince: (last: Date) => readonly Date[]
}

/**
 * Enqueues a job for each time that is due, once for all processes; gives how many.
 */
export function seeToSchedule(connections: Connections, { job, now, timesSince }: Due): Promise<number> {
  return inTransaction(connections, {}, async (tx) => {
    const write = (statement: NamedStatement, at: Date) =>
      tx.write(statement, { principal: null, values: { job, now: at.toISOString() } })
    await write(begin, now)
    const [row] = await write(hold, now)
    // Another process sees to it.
    if (!row?.[0]) return 0
    const times = timesSince(new Date(row[0]))
    const last = times.at(-1)
    if (!last) return 0
    const jobs = times.map((time) => ({ id: newId(), job, data: {}, scheduledFor: time.toISOString() }))
    await enqueueJobs(tx, jobs)
    await write(advance, last)
    return times.length
  })
}
