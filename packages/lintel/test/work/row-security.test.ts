import { afterAll, beforeAll, expect, test } from 'vitest'
import { application } from '../../src/spec/application.ts'
import { entity } from '../../src/spec/entity.ts'
import { event } from '../../src/spec/event.ts'
import { t } from '../../src/spec/fields.ts'
import { grant } from '../../src/spec/grant.ts'
import { job } from '../../src/spec/job.ts'
import { operation } from '../../src/spec/operation.ts'
import { policy } from '../../src/spec/resource.ts'
import { anyone, role } from '../../src/spec/rules.ts'
import { type TestApplication, testApplication } from '../../src/testing/test-application.ts'

const Note = entity('note', { text: t.string() })
const notes = policy(Note, { read: role('reader') })
const told = event('note.wanted', { data: { text: t.string() }, orderedBy: 'text' })
const write = job('write', {
  on: told,
  grants: [grant(Note, 'create')],
  run: ({ input, finish }) => finish((tx) => tx.insert(Note, { text: input.text })),
})
const seen: number[] = []
const count = job('count', {
  roles: ['reader'],
  run: async ({ db }) => void seen.push(await db.count(Note)),
})
const blind: number[] = []
const guess = job('guess', {
  retry: { attempts: 1 },
  run: async ({ db }) => void blind.push(await db.count(Note)),
})
const ask = operation('POST /notes', {
  summary: 'Have a note written',
  allow: anyone,
  input: { text: t.string() },
  run: ({ input, db }) => db.transaction(async (tx) => void (await tx.emit(told, input))),
})

let app: TestApplication
beforeAll(async () => {
  const parts = [{ Note, notes, told, write, count, guess, ask }]
  const role = 'lintel_row_security_work'
  app = await testApplication(application('noted', { parts, rowSecurity: { role } }))
})
afterAll(() => app?.stop())

test('jobs of an application with rules in the database do what their roles and grants say, and no more', async () => {
  expect((await app.request('POST /notes', { body: { text: 'a' } })).status).toBe(204)
  await app.idle()
  expect(await app.db.count(Note)).toBe(1)
  await app.db.enqueue(count, {})
  await app.db.enqueue(guess, {}, { unique: 'once' })
  await app.idle()
  expect(seen).toEqual([1])
  expect(blind.filter((each) => each > 0)).toEqual([])
})
