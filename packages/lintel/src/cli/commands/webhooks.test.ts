import { afterAll, beforeAll, expect, test } from 'vitest'
import { withClient } from '../../database/client.ts'
import { allOwnTables } from '../../database/own-tables/catalogue.ts'
import { ensureOwnTables } from '../../database/own-tables/own-tables.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { notesApplication, TestProject } from '../command.fixture.ts'

let project: TestProject
let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  project = await TestProject.make({ 'src/app.ts': notesApplication })
}, 120_000)
afterAll(async () => {
  await project?.remove()
  await database?.drop()
})

const run = (...words: string[]) =>
  project.run(['webhooks', ...words], { env: { DATABASE_URL: database.connectionString } })

/** Deliveries as they are kept: one is dead, one is done. */
async function arrange(): Promise<void> {
  await withClient(database.connectionString, async (client) => {
    await ensureOwnTables(client, allOwnTables)
    await client.query(`
      INSERT INTO lintel.webhook_receipts (id, webhook, event_id, type, body, digest, once_by_digest, job)
      SELECT gen_random_uuid(), 'payments', id, 'paid', '{"card":"4242"}', '', false, gen_random_uuid()
      FROM unnest(ARRAY['evt_done', 'evt_dead']) AS id;
      INSERT INTO lintel.dead_jobs (id, job, data, priority, attempts, error, enqueued_at)
      SELECT job, 'webhook.payments', '{}', 0, 10, 'Error: the till is shut', now()
      FROM lintel.webhook_receipts WHERE event_id = 'evt_dead'`)
  })
}

test('a database without its tables is named', async () => {
  const { code, stderr } = await run('list')
  expect(code).toBe(1)
  expect(stderr).toContain('This database has no tables for webhooks.')
})

test('deliveries are listed without what they hold, shown with it, and replayed', async () => {
  await arrange()
  const listed = await run('list', '--source', 'payments', '--state', 'dead')
  expect(listed.stdout).toContain('evt_dead')
  expect(listed.stdout).toContain('the till is shut')
  expect(listed.stdout).not.toContain('evt_done')
  expect(listed.stdout).not.toContain('4242')

  const shown = await run('show', 'evt_dead', '--json')
  expect(JSON.parse(shown.stdout).deliveries).toEqual([
    expect.objectContaining({ event: 'evt_dead', state: 'dead', body: '{"card":"4242"}' }),
  ])

  const replayed = await run('replay', 'evt_dead', 'evt_done', '--state', 'dead')
  expect([replayed.code, replayed.stdout]).toEqual([0, '1 delivery back in the queue.\n'])
  const after = await run('list', '--json')
  expect(JSON.parse(after.stdout).deliveries).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ event: 'evt_dead', state: 'waiting', replays: 1, error: null }),
      expect.objectContaining({ event: 'evt_done', state: 'done', replays: 0 }),
    ]),
  )
})

test.each([
  [['replay'], 1, 'Which deliveries?'],
  [['replay', 'evt_unknown'], 1, 'None of them is there'],
  [['show', 'evt_unknown'], 1, 'No delivery is of these events.'],
  [['list', '--state', 'lost'], 2, 'It must be one of'],
  [['list', '--since', 'yesterday'], 2, 'It must be a day or a moment'],
])('webhooks %o exits %i', async (words, exit, message) => {
  const { code, stderr } = await run(...words)
  expect(code).toBe(exit)
  expect(stderr).toContain(message)
})
