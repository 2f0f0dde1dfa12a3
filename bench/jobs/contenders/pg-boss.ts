/** pg-boss, which takes what waits at each look, every half second at the soonest. */
import { Pool } from 'pg'
import PgBoss from 'pg-boss'
import { type Contender, inBatches, insertEffect } from '../contender.ts'

const queue = 'measured'

export const pgBoss: Contender = {
  name: 'pg-boss',
  async start({ databaseUrl, kind, concurrency, onBegun, onDone }) {
    const boss = new PgBoss({ connectionString: databaseUrl, max: 10, schedule: false, supervise: false })
    boss.on('error', () => undefined)
    await boss.start()
    await boss.createQueue(queue)
    const pool = new Pool({ connectionString: databaseUrl, max: 10 })
    pool.on('error', () => undefined)
    const one = async (text: string) => {
      onBegun()
      if (kind === 'insert') await pool.query(insertEffect, [text])
      onDone()
    }
    return {
      enqueue: (count) =>
        count === 1
          ? boss.send(queue, { text: 'x' }).then(() => undefined)
          : inBatches(count, (size) =>
              boss.insert(Array.from({ length: size }, () => ({ name: queue, data: { text: 'x' } }))),
            ),
      work: async () => {
        const options = { batchSize: 1_000, pollingIntervalSeconds: 0.5 }
        await boss.work<{ readonly text: string }>(queue, options, async (jobs) => {
          const waiting = [...jobs]
          const worker = async () => {
            for (let job = waiting.shift(); job; job = waiting.shift()) await one(job.data.text)
          }
          await Promise.all(Array.from({ length: concurrency }, worker))
        })
      },
      stop: async () => {
        await boss.stop({ graceful: false, wait: true, close: true })
        await pool.end()
      },
    }
  },
}
