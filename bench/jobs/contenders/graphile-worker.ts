/** graphile-worker, with its local queue and batches of completions, which are its fastest settings. */
import { makeWorkerUtils, type Runner, run } from 'graphile-worker'
import { Pool } from 'pg'
import { type Contender, inBatches, insertEffect } from '../contender.ts'

const silent = { logger: undefined as never }

export const graphileWorker: Contender = {
  name: 'graphile-worker',
  async start({ databaseUrl, kind, concurrency, onBegun, onDone }) {
    const pgPool = new Pool({ connectionString: databaseUrl, max: 10 })
    pgPool.on('error', () => undefined)
    const { Logger } = await import('graphile-worker')
    silent.logger = new Logger(() => () => undefined) as never
    const utils = await makeWorkerUtils({ pgPool, ...silent })
    await utils.migrate()
    let runner: Runner | undefined
    return {
      enqueue: (count) =>
        count === 1
          ? utils.addJob('measured', { text: 'x' }).then(() => undefined)
          : inBatches(count, (size) =>
              utils.addJobs(
                Array.from({ length: size }, () => ({ identifier: 'measured', payload: { text: 'x' } })),
              ),
            ),
      work: async () => {
        runner = await run({
          pgPool,
          ...silent,
          noHandleSignals: true,
          taskList: {
            measured: async (payload, { withPgClient }) => {
              onBegun()
              const { text } = payload as { readonly text: string }
              if (kind === 'insert') await withPgClient((client) => client.query(insertEffect, [text]))
              onDone()
            },
          },
          preset: {
            worker: {
              concurrentJobs: concurrency,
              localQueue: { size: 500 },
              completeJobBatchDelay: 0,
              failJobBatchDelay: 0,
            },
          },
        })
      },
      stop: async () => {
        await runner?.stop()
        await utils.release()
        await pgPool.end()
      },
    }
  },
}
