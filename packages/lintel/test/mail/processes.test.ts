/** Several processes that send mails, of which one is killed. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { until } from '../work/until.ts'
import { startMailServer } from './mail-server.ts'
import { letter, post, startPost } from './post-process.ts'

const server = await startMailServer()
// It enqueues and looks: what it does not do is sending.
const app = await testApplication(post, { environment: { JOBS: 'elsewhere' } })
const environment = {
  DATABASE_URL: app.connectionString,
  MAIL_URL: `smtp://127.0.0.1:${server.port}`,
  MAIL_FROM: 'orders@shop.example',
}
afterAll(async () => {
  await app.stop()
  await server.close()
})
beforeEach(() => {
  server.received.length = 0
})

const subjects = () => server.received.map(({ mail }) => mail.subject ?? '').toSorted()

test('processes share the mails, and none leaves twice', async () => {
  const both = [await startPost(environment), await startPost(environment)]
  const numbers = Array.from({ length: 60 }, (_, number) => ({ number }))
  await app.db.enqueueMany(letter, numbers)
  await app.idle()
  expect(subjects()).toEqual(numbers.map(({ number }) => `Number ${number}`).toSorted())
  expect(new Set(server.received.map(({ mail }) => mail.messageId)).size).toBe(60)
  for (const each of both) await each.stop()
})

test('a process that ends waits for the mail that is on its way, and leaves no connection behind', async () => {
  let answer: () => void = () => undefined
  let count = 0
  const slow = await startMailServer({
    onData: (stream, _session, done) => {
      stream.resume().on('end', () => {
        count++
        answer = () => done(null, 'Taken')
      })
    },
  })
  const service = await startPost({ ...environment, MAIL_URL: `smtp://127.0.0.1:${slow.port}` })
  await app.db.enqueue(letter, { number: 1 })
  await until(() => count === 1)
  const stopped = service.stop()
  await pause(50)
  answer()
  expect(await stopped).toBe(0)
  await app.idle()
  expect(count).toBe(1)
  // It ends once every connection has ended.
  await slow.close()
})

test('a process that is killed after the server has its mail, and before it could say so: another sends it, under the same Message-ID', async () => {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('./post-process.ts', import.meta.url))],
    {
      env: { ...process.env, ...environment, POST_PROCESS: 'yes' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const ended = once(child, 'exit')
  await once(child.stdout, 'data')
  await app.db.enqueue(letter, { number: 1 })
  // The server keeps it in the moment in which its sender dies.
  server.next.push(() => {
    child.kill('SIGKILL')
    return undefined
  })
  await ended
  const second = await startPost(environment)
  await app.idle()
  await second.stop()
  expect(subjects()).toEqual(['Number 1', 'Number 1'])
  expect(new Set(server.received.map(({ mail }) => mail.messageId)).size).toBe(1)
})
