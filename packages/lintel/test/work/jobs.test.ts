/** Jobs: enqueued in the caller's transaction, run by whoever has time, tried again, and buried with their reason. */
import { anyone, application, entity, grant, job, operation, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import { until } from './until.ts'

const Note = entity('note', { text: t.text(), tries: t.integer().default(0) })

const runs: { readonly text: string; readonly attempt: number }[] = []
let failures = 0

const write = job('write', {
  input: { text: t.text() },
  grants: [grant(Note, 'create')],
  async run({ input, finish }) {
    await finish((tx) => tx.insert(Note, { text: input.text }))
  },
})
const flaky = job('flaky', {
  input: { text: t.text() },
  retry: { attempts: 3, baseMs: 1 },
  run({ input, job }) {
    runs.push({ text: input.text, attempt: job.attempt })
    if (failures-- > 0) throw new Error('Not yet.')
  },
})
const order: string[] = []
const inTurn = job('in-turn', {
  input: { text: t.text() },
  async run({ input }) {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 10))
    order.push(input.text)
  },
})
const slow = job('slow', {
  timeoutMs: 100,
  retry: { attempts: 1 },
  async run({ signal }) {
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
  },
})
const forbidden = job('forbidden', {
  retry: { attempts: 1 },
  run: ({ db }) => db.insert(Note, { text: 'by nobody' }),
})
const parts = {
  write,
  flaky,
  inTurn,
  slow,
  forbidden,
  add: operation('POST /notes', {
    summary: 'Write a note, later',
    allow: anyone,
    input: { text: t.text(), fails: t.boolean().default(false) },
    async run({ input, db }) {
      await db.transaction(async (tx) => {
        await tx.enqueue(write, { text: input.text })
        if (input.fails) throw new Error('Nothing of it.')
      })
    },
  }),
}

const app = await testApplication(application('jobs', { parts: [parts] }))
afterAll(() => app.stop())
const outcomes = (name: string) =>
  app.observations.flatMap((each) => (each.event === 'job' && each.job === name ? [each.outcome] : []))
const texts = async () => (await app.db.find(Note)).map(({ text }) => text)

describe('a job', () => {
  test('is done soon after its transaction is committed, and never when it is not', async () => {
    expect((await app.request('POST /notes', { body: { text: 'kept' } })).status).toBe(204)
    expect((await app.request('POST /notes', { body: { text: 'lost', fails: true } })).status).toBe(500)
    await until(async () => (await texts()).includes('kept'))
    await app.idle()
    expect(await texts()).not.toContain('lost')
  })

  test('that fails is tried again, and says so', async () => {
    failures = 2
    await app.db.enqueue(flaky, { text: 'a' })
    await app.idle()
    expect(runs.map(({ attempt }) => attempt)).toEqual([1, 2, 3])
    expect(outcomes('flaky')).toEqual(['retry', 'retry', 'done'])
  })

  test('that fails as often as it may is with the dead, with its reason', async () => {
    failures = 3
    const id = await app.db.enqueue(flaky, { text: 'b' })
    await app.idle()
    const dead = await app.db
      .dangerouslyWithoutPolicies()
      .sql('SELECT id, job, attempts, error, data FROM lintel.dead_jobs')
    expect(dead).toEqual([{ id, job: 'flaky', attempts: 3, error: 'Error: Not yet.', data: { text: 'b' } }])
  })

  test('of a key waits for those before it', async () => {
    const all = Array.from({ length: 40 }, (_, at) => ({ key: `k${at % 4}`, text: `k${at % 4}:${at}` }))
    for (const { key, text } of all) await app.db.enqueue(inTurn, { text }, { key })
    await app.idle()
    for (const key of ['k0', 'k1', 'k2', 'k3']) {
      const mine = (text: string) => text.startsWith(`${key}:`)
      expect(order.filter(mine)).toEqual(all.map(({ text }) => text).filter(mine))
    }
    expect(order).toHaveLength(40)
  })

  test('is enqueued once for one text of "unique", while it waits', async () => {
    const once = { delayMs: 3_600_000, unique: 'c' }
    const ids = await Promise.all(Array.from({ length: 5 }, () => app.db.enqueue(flaky, { text: 'c' }, once)))
    const [id] = ids.filter((each) => each !== undefined)
    expect(ids.filter((each) => each !== undefined)).toHaveLength(1)
    await app.db.dangerouslyWithoutPolicies().sql('DELETE FROM lintel.jobs WHERE id = $1', [id])
    expect(await app.db.enqueue(flaky, { text: 'c' }, once)).toBeDefined()
    await app.db.dangerouslyWithoutPolicies().sql('DELETE FROM lintel.jobs')
  })

  test.each<[string, () => Promise<unknown>, RegExp]>([
    ['without what it needs', () => app.db.enqueue(write, {} as never), /job write .*\/text is required/],
    ['with something else', () => app.db.enqueue(write, { text: 1 } as never), /\/text must be string/],
    ['with more', () => app.db.enqueue(write, { text: 'a', other: 1 } as never), /\/other is not a known/],
    ['never', () => app.db.enqueue(write, { text: 'a' }, { runAt: 'soon' }), /runAt that is no moment/],
    ['in no order', () => app.db.enqueue(write, { text: 'a' }, { key: '' }), /key that is empty/],
    [
      'of another application',
      () => app.db.enqueue(job('other', { run: () => undefined }), {}),
      /job other is not part/,
    ],
  ])('%s is not enqueued', async (_what, enqueue, message) => {
    await expect(enqueue()).rejects.toThrow(message)
    const [row] = await app.db
      .dangerouslyWithoutPolicies()
      .sql('SELECT count(*)::integer AS count FROM lintel.jobs')
    expect(row).toEqual({ count: 0 })
  })

  test('that takes too long is interrupted', async () => {
    await app.db.enqueue(slow, {})
    await app.idle()
    expect(outcomes('slow')).toEqual(['dead'])
  })

  test('may do what its roles and grants say, and no more', async () => {
    await app.db.enqueue(forbidden, {})
    await app.idle()
    expect(outcomes('forbidden')).toEqual(['dead'])
    expect(await texts()).not.toContain('by nobody')
  })
})
