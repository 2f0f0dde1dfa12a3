/** What a request with a key writes drops the answers that were remembered of it. */
import { randomUUID } from 'node:crypto'
import { anyone, application, entity, operation, resource, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, expect, test } from 'vitest'

const Note = entity('note', { text: t.string() })
const app = await testApplication(
  application('remembered-keys', {
    parts: [
      {
        notes: resource(Note, { read: anyone, create: anyone, cache: '60s' }),
        add: operation('POST /add', {
          summary: 'Add two notes',
          allow: anyone,
          output: Note,
          run: async ({ db }) => {
            await db.transaction((tx) => tx.insert(Note, { text: 'one' }))
            return db.insert(Note, { text: 'two' })
          },
        }),
      },
    ],
  }),
)
afterAll(() => app.stop())

test.each([
  ['POST /notes', 1, { text: 'one' }],
  ['POST /add', 2, undefined],
] as const)('after %s a list shows them', async (route, more, body) => {
  const count = async () => (await app.request('GET /notes?limit=100')).body.data.length
  const before = await count()
  expect(await count()).toBe(before)
  const answer = await app.request(route, { body, headers: { 'idempotency-key': randomUUID() } })
  expect(answer.status).toBe(201)
  expect(await count()).toBe(before + more)
})
