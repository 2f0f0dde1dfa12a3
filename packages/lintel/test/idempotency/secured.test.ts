/** Keys where the rules stand in the database, too: what serves owns none of the tables. */
import { randomUUID } from 'node:crypto'
import { anyone, application, entity, operation, resource, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, expect, test } from 'vitest'

const Note = entity('note', { text: t.string(), open: t.boolean().default(true) })
const app = await testApplication(
  application('secured-keys', {
    rowSecurity: true,
    parts: [
      {
        notes: resource(Note, { read: anyone, create: anyone }),
        two: operation('POST /two', {
          summary: 'Two notes',
          allow: anyone,
          output: Note,
          run: async ({ db }) => {
            await db.transaction((tx) => tx.insert(Note, { text: 'first' }))
            await db
              .transaction(async (tx) => {
                await tx.insert(Note, { text: 'lost' })
                throw new Error('lost')
              })
              .catch(() => undefined)
            return db.insert(Note, { text: 'second' })
          },
        }),
      },
    ],
  }),
)
afterAll(() => app.stop())

test.each(['POST /notes', 'POST /two'])('%s is done once', async (route) => {
  const body = route === 'POST /notes' ? { text: 'one' } : undefined
  const request = { body, headers: { 'idempotency-key': randomUUID() } }
  const before = await app.db.count(Note)
  const first = await app.request(route, request)
  const again = await app.request(route, request)
  expect([first.status, again.status, again.text]).toEqual([201, 201, first.text])
  expect(await app.db.count(Note)).toBe(before + (route === 'POST /notes' ? 1 : 2))
})
