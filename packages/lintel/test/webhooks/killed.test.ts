/** A process that is killed while webhooks come in and go out: nothing that was acknowledged is lost, nothing counts twice. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createTestDatabase, signedWebhook } from 'lintel/testing'
import { afterAll, expect, test } from 'vitest'
import { withClient } from '../../src/database/client.ts'
import { until } from '../work/until.ts'
import { bank } from './killed-shop.ts'
import { Receiver, verifiedBy } from './receiver.ts'

const database = await createTestDatabase()
const receiver = await new Receiver().start()
const children: ChildProcess[] = []
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  receiver.stop()
  await database.drop()
})

interface Shop {
  readonly url: string
  readonly user: string
  readonly token: string
  kill(): Promise<void>
}

async function start(): Promise<Shop> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('killed-shop.ts', import.meta.url))],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        DATABASE_URL: database.connectionString,
        ...{ PORT: '0', JOB_LEASE_MS: '1000', WEBHOOKS_ALLOW_ADDRESSES: '127.0.0.1' },
        TOKEN_SECRET: 'a secret for tests, long enough to sign with',
      },
    },
  )
  children.push(child)
  const [said] = await once(child.stdout, 'data')
  const kill = async () => {
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  return { ...JSON.parse(String(said)), kill }
}

const sql = <R extends object>(text: string) =>
  withClient(database.connectionString, (client) => client.query<R>(text)).then(({ rows }) => rows)

test('each acknowledged event is processed once and told at least once, over three deaths', {
  timeout: 120_000,
}, async () => {
  let shop = await start()
  const { user } = shop
  const secret = await subscribe(shop)
  const acknowledged = new Set<number>()
  const send = async (number: number) => {
    const id = `evt-${number}`
    const delivery = signedWebhook(bank, { type: 'transferred', id, data: { of: user, number } })
    const answer = await fetch(`${shop.url}/webhooks/bank`, { method: 'POST', ...delivery }).catch(
      () => undefined,
    )
    if (answer?.status === 202) acknowledged.add(number)
  }
  const all = Array.from({ length: 90 }, (_, number) => number)
  for (let death = 0; death < 3; death++) {
    const died = receiver.received.length + 7
    // Amid deliveries in both directions.
    const killing = until(() => receiver.received.length >= died).then(() => shop.kill())
    for (const number of all.slice(death * 30, death * 30 + 30)) await send(number)
    await killing
    shop = await start()
    // As senders do: what was not acknowledged comes again, and so does some of what was.
    for (const number of all.slice(0, death * 30 + 30))
      if (!acknowledged.has(number) || number % 3 === 0) await send(number)
  }
  expect(acknowledged.size).toBe(90)
  const told = () =>
    receiver.received.map((each) => (verifiedBy(secret, each) as { data: { number: number } }).data.number)
  await until(() => new Set(told()).size === 90, 60_000)
  const payments = await sql<{ number: number }>('SELECT number FROM payments ORDER BY number')
  expect(payments.map(({ number }) => number)).toEqual(all)
  // One id for each event, however often it was delivered.
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(90)
})

async function subscribe({ url, token }: Shop): Promise<string> {
  const answer = await fetch(`${url}/webhook-subscriptions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ url: receiver.url('/'), events: ['paid'] }),
  })
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { data: { secret: string } }).data.secret
}
