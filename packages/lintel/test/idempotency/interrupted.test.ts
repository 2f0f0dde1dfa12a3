/** A request with a key that is held up, cut off or killed: one effect, whoever comes to its end first. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../src/testing/test-database.ts'
import { databaseTarget, onSameServer, TcpProxy } from '../tcp-proxy.ts'
import { Note, ordersApplication, runs, script } from './orders.ts'

const app = await testApplication(ordersApplication)
afterAll(() => app.stop())
beforeEach(async () => {
  await app.db.deleteMany(Note, {})
})
const sql = <T>(text: string) => app.db.dangerouslyWithoutPolicies().sql<T>(text)
const act = (key: string) => app.request('POST /act/held', { body: {}, headers: { 'idempotency-key': key } })
const texts = async () => (await app.db.find(Note, { orderBy: ['id'] })).map(({ text }) => text)

/** `run` writes, and then waits for `release`. */
function held(text: string) {
  let release = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  const arrived = new Promise<void>((resolve) => {
    script.run = async (db) => {
      await db.insert(Note, { text })
      resolve()
      await gate
      return text
    }
  })
  return { release, arrived }
}

test('while it is under way, the same request is told to wait and does nothing', async () => {
  const key = randomUUID()
  const { release, arrived } = held('slow')
  const first = act(key)
  await arrived
  const before = runs
  const second = await act(key)
  expect([second.status, second.body.error.code]).toEqual([409, 'idempotent_request_in_flight'])
  expect(runs).toBe(before)
  release()
  const done = await first
  expect((await act(key)).text).toBe(done.text)
  expect(await texts()).toEqual(['slow'])
})

test('when its lease is over another takes it up, and its late end is refused', async () => {
  const key = randomUUID()
  const { release, arrived } = held('late')
  const first = act(key)
  await arrived
  await sql(
    "UPDATE lintel.idempotency_keys SET lease_until = now() - interval '1 second' WHERE status IS NULL",
  )
  script.run = async (db) => (await db.insert(Note, { text: 'second' })).text
  const second = await act(key)
  expect(second.body.data).toEqual({ said: 'second' })
  release()
  const late = await first
  expect([late.status, late.body.error.code]).toEqual([409, 'idempotent_request_in_flight'])
  expect((await act(key)).text).toBe(second.text)
  expect(await texts()).toEqual(['second'])
})

test('when it is taken up while it ends, whoever is first is kept', async () => {
  const key = randomUUID()
  const { release, arrived } = held('first')
  const first = act(key)
  await arrived
  await sql(
    "UPDATE lintel.idempotency_keys SET lease_until = now() - interval '1 second' WHERE status IS NULL",
  )
  const rivals = [act(key), act(key), act(key)]
  release()
  const answers = await Promise.all([first, ...rivals])
  expect(answers.filter(({ status }) => status !== 200 && status !== 409)).toEqual([])
  expect(new Set(answers.flatMap(({ status, text }) => (status === 200 ? [text] : []))).size).toBe(1)
  expect(await texts()).toEqual(['first'])
})

test('when its connection is cut nothing is left, and it may be sent again', async () => {
  const key = randomUUID()
  const { release, arrived } = held('cut')
  const first = act(key)
  await arrived
  await app.cutConnections()
  release()
  expect((await first).status).toBe(503)
  await expect.poll(async () => (await app.request('GET /health/ready')).status).toBe(200)
  expect(await texts()).toEqual([])
  script.run = async (db) => (await db.insert(Note, { text: 'again' })).text
  await expect.poll(async () => (await act(key)).status).toBe(200)
  expect(await texts()).toEqual(['again'])
})

describe('a process', () => {
  const children: ChildProcess[] = []
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL')
  })
  const start = async () => {
    const file = fileURLToPath(new URL('serving.ts', import.meta.url))
    const root = fileURLToPath(new URL('../../../..', import.meta.url))
    const child = spawn(process.execPath, ['--import', 'tsx', file], {
      cwd: root,
      env: { PATH: process.env.PATH, DATABASE_URL: app.connectionString },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.push(child)
    const [said] = await once(child.stdout.setEncoding('utf8'), 'data')
    return { child, url: String(said).replace('serves ', '').trim() }
  }
  const send = (url: string, key: string, holdMs: number) =>
    fetch(`${url}/slowly`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ text: 'killed', holdMs }),
    })

  test('that is killed between the claim and the end has done nothing, and another does it when the lease is over', async () => {
    const { child, url } = await start()
    const key = randomUUID()
    const cut = send(url, key, 60_000).then(
      () => 'answered',
      () => 'cut',
    )
    const claims = () =>
      sql('SELECT 1 FROM lintel.idempotency_keys WHERE status IS NULL AND lease_until > now()')
    await expect.poll(claims).toHaveLength(1)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await cut).toBe('cut')
    // However long the other takes to start.
    await sql(
      "UPDATE lintel.idempotency_keys SET lease_until = now() + interval '1 hour' WHERE status IS NULL",
    )
    const other = await start()
    expect((await send(other.url, key, 60_000)).status).toBe(409)
    await sql('UPDATE lintel.idempotency_keys SET lease_until = now() WHERE status IS NULL')
    const late = await send(other.url, key, 60_000)
    expect(late.status).toBe(503)
    expect(await texts()).toEqual([])
  })

  test('that answers too late finishes what it does, and the next gets its answer', async () => {
    const { url } = await start()
    const key = randomUUID()
    expect((await send(url, key, 1_500)).status).toBe(503)
    await expect.poll(async () => (await send(url, key, 1_500)).status, { timeout: 10_000 }).toBe(200)
    expect(await texts()).toEqual(['killed'])
  })
})

test('with connections cut at random, each key has one effect and one answer', async () => {
  const probe = await createTestDatabase()
  const proxy = new TcpProxy(databaseTarget(probe.connectionString))
  await proxy.open()
  const login = /^postgres(?:ql)?:\/\/([^@/]*)@/.exec(probe.connectionString)?.[1] ?? 'postgres'
  const named = process.env.TEST_DATABASE_URL
  process.env.TEST_DATABASE_URL = `postgres://${login}@127.0.0.1:${proxy.port}/postgres`
  const shaky = await testApplication(ordersApplication, { environment: { DATABASE_POOL_SIZE: '12' } })
  if (named === undefined) delete process.env.TEST_DATABASE_URL
  else process.env.TEST_DATABASE_URL = named
  try {
    const cutting = (async () => {
      for (let cut = 0; cut < 12; cut++) {
        await delay(50 + Math.random() * 300)
        await proxy.shut()
        await proxy.open()
      }
    })()
    const keys = Array.from({ length: 30 }, () => randomUUID())
    const answers = new Map<string, Set<string>>(keys.map((key) => [key, new Set()]))
    script.run = async (db) => {
      const text = randomUUID()
      await db.insert(Note, { text })
      await delay(Math.random() * 10)
      return db.transaction(async (tx) => (await tx.insert(Note, { text: `${text} too` })).text)
    }
    const route = (at: number) => `/act/${at}`
    const ask = async (key: string, at: number) => {
      const request =
        at % 2 ? (['POST /notes', { text: `note ${at}` }] as const) : ([`POST ${route(at)}`, {}] as const)
      const [path, body] = request
      return shaky.request(path, { body, headers: { 'idempotency-key': key } }).catch(() => undefined)
    }
    // Three clients send each request, and again until it is answered.
    await Promise.all(
      keys.flatMap((key, at) =>
        Array.from({ length: 3 }, async () => {
          await delay(Math.random() * 2_000)
          for (let times = 0; times < 400; times++) {
            const answer = await ask(key, at)
            if (answer && answer.status < 300) {
              answers.get(key)?.add(answer.text)
              return
            }
            // Whoever was cut off may not have been able to give its key back.
            if (times > 10 && times % 10 === 0)
              await expireLeases(probe.connectionString, shaky.connectionString)
            await delay(Math.random() * 100)
          }
        }),
      ),
    )
    await cutting
    expect([...answers.values()].map(({ size }) => size)).toEqual(keys.map(() => 1))
    await expect
      .poll(async () => (await shaky.request('GET /health/ready')).status, { timeout: 8_000 })
      .toBe(200)
    const rows = (await shaky.db.find(Note, { limit: 1_000 })).map(({ text }) => text)
    expect(rows.filter((text) => text.startsWith('note '))).toHaveLength(15)
    expect(rows.filter((text) => text.endsWith(' too'))).toHaveLength(15)
    expect(rows).toHaveLength(15 + 30)
  } finally {
    await shaky.stop()
    await proxy.shut()
    await probe.drop()
  }
})

/** As time would, past the proxy that is cut. */
async function expireLeases(direct: string, database: string): Promise<void> {
  const { withClient } = await import('../../src/database/client.ts')
  await withClient(onSameServer(direct, database), (client) =>
    client.query(
      "UPDATE lintel.idempotency_keys SET lease_until = now() WHERE status IS NULL AND lease_until < now() + interval '39 seconds'",
    ),
  )
}
