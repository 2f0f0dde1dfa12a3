/** Lintel's jobs: with an insert that bears a second time, as the others have it, and with one that happens once. */
import { application, entity, grant, job, t } from '../../../packages/lintel/src/index.ts'
import { startService } from '../../../packages/lintel/src/service/service.ts'
import { type Contender, inBatches, type Place, type Started } from '../contender.ts'

const Effect = entity('effect', { job: t.text() }, { table: 'lintel_effects' })

export const lintel: Contender = { name: 'lintel', start: (place) => start(place, false) }
/** Its insert and its end are one transaction. */
export const lintelOnce: Contender = { name: 'lintel-once', start: (place) => start(place, true) }

async function start(
  { databaseUrl, kind, concurrency, onBegun, onDone }: Place,
  isOnce: boolean,
): Promise<Started> {
  const measured = job('measured', {
    input: { text: t.text() },
    grants: [grant(Effect, 'create')],
    concurrency,
    async run({ input, db, finish }) {
      onBegun()
      const effect = { job: input.text }
      if (kind === 'insert') {
        if (isOnce) await finish((tx) => tx.insert(Effect, effect))
        else await db.insert(Effect, effect)
      }
      onDone()
    },
  })
  const app = application('measured', { parts: [{ Effect, measured }] })
  const begin = (jobs: 'here' | 'elsewhere', schema: 'create' | 'trust') =>
    startService({
      application: app,
      project: { directory: import.meta.dirname },
      mode: 'test',
      environment: { DATABASE_URL: databaseUrl, PORT: '0', JOBS: jobs },
      schema,
      seed: false,
      observe: () => () => undefined,
    })
  const enqueuing = await begin('elsewhere', 'create')
  let working: Awaited<ReturnType<typeof begin>> | undefined
  return {
    enqueue: (count) =>
      count === 1
        ? enqueuing.db.enqueue(measured, { text: 'x' }).then(() => undefined)
        : inBatches(count, (size) =>
            enqueuing.db.enqueueMany(
              measured,
              Array.from({ length: size }, () => ({ text: 'x' })),
            ),
          ),
    work: async () => {
      working = await begin('here', 'trust')
    },
    stop: async () => {
      await working?.stop()
      await enqueuing.stop()
    },
  }
}
