/** BullMQ, on Redis: beside the others, for it keeps jobs elsewhere than the data. */
import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { Pool } from 'pg'
import { type Contender, inBatches, insertEffect } from '../contender.ts'

export const bullmq: Contender = {
  name: 'bullmq',
  async start({ databaseUrl, redisUrl, kind, concurrency, onBegun, onDone }) {
    const connect = () => new Redis(redisUrl, { maxRetriesPerRequest: null })
    const [enqueuing, working] = [connect(), connect()]
    const name = `measured-${process.pid}`
    const queue = new Queue(name, {
      connection: enqueuing,
      defaultJobOptions: { removeOnComplete: true },
    })
    const pool = new Pool({ connectionString: databaseUrl, max: 10 })
    pool.on('error', () => undefined)
    let worker: Worker | undefined
    return {
      enqueue: (count) =>
        count === 1
          ? queue.add('measured', { text: 'x' }).then(() => undefined)
          : inBatches(count, (size) =>
              queue.addBulk(Array.from({ length: size }, () => ({ name: 'measured', data: { text: 'x' } }))),
            ),
      work: async () => {
        worker = new Worker(
          name,
          async ({ data }) => {
            onBegun()
            if (kind === 'insert') await pool.query(insertEffect, [data.text])
            onDone()
          },
          { connection: working, concurrency },
        )
        worker.on('error', () => undefined)
        await worker.waitUntilReady()
      },
      stop: async () => {
        await worker?.close()
        await queue.obliterate({ force: true })
        await queue.close()
        enqueuing.disconnect()
        working.disconnect()
        await pool.end()
      },
    }
  },
}
