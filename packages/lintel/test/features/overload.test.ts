/** More requests than the service can bear are refused at once, with a word when to come back. */
import { anyone, application, operation, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, expect, test } from 'vitest'
import '../matchers.ts'

let open: () => void = () => undefined
let gate = Promise.resolve()
const shut = () => {
  gate = new Promise((resolve) => {
    open = resolve
  })
}
const app = await testApplication(
  application('busy', {
    parts: [
      {
        wait: operation('GET /wait', {
          summary: 'Wait',
          allow: anyone,
          output: { done: t.boolean() },
          async run() {
            await gate
            return { done: true }
          },
        }),
      },
    ],
  }),
  { environment: { MAX_IN_FLIGHT: '3', ERROR_FORMAT: 'problem' } },
)
afterAll(() => app.stop())

const statuses = (answers: readonly { status: number }[]) => answers.map(({ status }) => status).sort()

test('requests beyond the limit are 503 at once; those within it are finished', async () => {
  shut()
  const waiting = Array.from({ length: 3 }, () => app.request('GET /wait'))
  await expect.poll(async () => (await app.request('GET /wait')).status).toBe(503)
  const refused = await Promise.all(
    Array.from({ length: 5 }, () => app.request('GET /wait', { headers: { accept: 'application/json' } })),
  )
  for (const answer of refused) {
    expect(answer).toBeRefused(503, 'overloaded')
    expect(answer.headers.get('retry-after')).toBe('1')
  }
  open()
  expect(statuses(await Promise.all(waiting))).toEqual([200, 200, 200])
  expect((await app.request('GET /wait')).status).toBe(200)
})

test('a caller that gives up makes room', async () => {
  shut()
  const control = new AbortController()
  const given = Array.from({ length: 3 }, () =>
    fetch(`${app.url}/wait`, { signal: control.signal }).catch(() => undefined),
  )
  await expect.poll(async () => (await app.request('GET /wait')).status).toBe(503)
  control.abort()
  await Promise.all(given)
  open()
  await expect.poll(async () => (await app.request('GET /wait')).status).toBe(200)
})

// A busy process that looks dead is restarted, which helps nobody.
test('a busy process is still alive to whoever looks', async () => {
  shut()
  const waiting = Array.from({ length: 3 }, () => app.request('GET /wait'))
  await expect.poll(async () => (await app.request('GET /wait')).status).toBe(503)
  const live = await app.request('GET /health/live')
  open()
  await Promise.all(waiting)
  expect(live.status).toBe(200)
})

// Also for answers that the server makes before any route is known.
test('the refusal has the shape that the setting asks for', async () => {
  shut()
  const waiting = Array.from({ length: 3 }, () => app.request('GET /wait'))
  await expect.poll(async () => (await app.request('GET /wait')).status).toBe(503)
  const refused = await app.request('GET /wait')
  open()
  await Promise.all(waiting)
  expect(refused.headers.get('content-type')).toBe('application/problem+json')
})
