/** What is put under faults: jobs and ordered events whose effects can be counted. */
import { anyone, application, entity, event, grant, job, operation, t } from 'lintel'

export const Effect = entity(
  'effect',
  { kind: t.enum('job', 'event'), key: t.text(), number: t.integer() },
  { index: [['kind', 'number']] },
)
const numbered = { key: t.text(), number: t.integer() }
const grants = [grant(Effect, 'create')]
const retry = { attempts: 100, baseMs: 50, maxMs: 1_000 }

export const happened = event('happened', { data: numbered, orderedBy: 'key' })
export const takeEvent = job('take-event', {
  on: happened,
  grants,
  retry,
  run: ({ input, finish }) => finish((tx) => tx.insert(Effect, { kind: 'event', ...input })),
})
export const doJob = job('do-job', {
  input: numbered,
  grants,
  retry,
  run: ({ input, finish }) => finish((tx) => tx.insert(Effect, { kind: 'job', ...input })),
})

export const load = operation('POST /load', {
  summary: 'Enqueue some jobs and tell of as many events',
  allow: anyone,
  input: { from: t.integer(), count: t.integer({ max: 1_000 }), keys: t.integer({ min: 1 }) },
  run: ({ input: { from, count, keys }, db }) =>
    db.transaction(async (tx) => {
      for (let number = from; number < from + count; number++) {
        const numbered = { key: `k${number % keys}`, number }
        await tx.enqueue(doJob, numbered)
        await tx.emit(happened, numbered)
      }
    }),
})

export default application('faults', { parts: [{ Effect, happened, takeEvent, doJob, load }] })
