/** What is put under faults: jobs and ordered events whose effects can be counted, and a stock that runs out. */
import { anyone, application, entity, event, grant, job, operation, t } from 'lintel'

export const Effect = entity(
  'effect',
  { kind: t.enum('job', 'event'), key: t.text(), number: t.integer() },
  { index: [['kind', 'number']] },
)
/** What was kept of the load: an answer may be lost on its way. */
export const Batch = entity('batch', { first: t.integer().unique() })
export const Item = entity('item', { stock: t.integer({ min: 0 }) })
export const Order = entity('order', { item: t.ref(() => Item) })

const numbered = { key: t.text(), number: t.integer() }
const grants = [grant(Effect, 'create')]
const retry = { attempts: 100, baseMs: 50, maxMs: 1_000 }

export const happened = event('happened', { data: numbered, orderedBy: 'key', publish: true })
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
  summary: 'Enqueue some jobs and tell of as many events, once',
  allow: anyone,
  input: { from: t.integer(), count: t.integer({ max: 1_000 }), keys: t.integer({ min: 1 }) },
  grants: [grant(Batch, 'create')],
  run: ({ input: { from, count, keys }, db }) =>
    db.transaction(async (tx) => {
      await tx.insert(Batch, { first: from })
      for (let number = from; number < from + count; number++) {
        const numbered = { key: `k${number % keys}`, number }
        await tx.enqueue(doJob, numbered)
        await tx.emit(happened, numbered)
      }
    }),
})

export const stockItem = operation('POST /items', {
  summary: 'Put something on sale',
  allow: anyone,
  input: { stock: t.integer({ min: 0 }) },
  output: { id: t.uuid() },
  grants: [grant(Item, 'create')],
  run: async ({ input, db }) => ({ id: (await db.insert(Item, input)).id }),
})

export const order = operation('POST /items/{item}/orders', {
  summary: 'Order one of them',
  allow: anyone,
  params: { item: t.ref(() => Item) },
  errors: { sold_out: 409 },
  grants: [grant(Item, 'read'), grant(Item, 'update', 'stock'), grant(Order, 'create')],
  run: ({ params: { item }, db, fail }) =>
    db.transaction(async (tx) => {
      const left = await tx.update(Item, { id: item, stock: { gte: 1 } }, { stock: { increment: -1 } })
      if (!left) throw fail('sold_out')
      await tx.insert(Order, { item })
    }),
})

export default application('faults', {
  parts: [{ Effect, Batch, Item, Order, happened, takeEvent, doJob, load, stockItem, order }],
})
