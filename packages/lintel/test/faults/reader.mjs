/** Another application under faults: it takes the events of the first one from a broker. */
import { application, entity, event, grant, job, t } from 'lintel'

export const Effect = entity('effect', { key: t.text(), number: t.integer() }, { index: [['number']] })

export const happened = event('happened', {
  data: { key: t.text(), number: t.integer() },
  orderedBy: 'key',
  from: 'faults',
})
export const takeEvent = job('take-event', {
  on: happened,
  grants: [grant(Effect, 'create')],
  retry: { attempts: 100, baseMs: 50, maxMs: 1_000 },
  run: ({ input, finish }) => finish((tx) => tx.insert(Effect, input)),
})

export default application('reader', { parts: [{ Effect, happened, takeEvent }] })
