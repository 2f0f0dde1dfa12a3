/** Guessing becomes slow, for accounts and for addresses, and nobody is locked out for good by a stranger. */
import { afterAll, describe, expect, test } from 'vitest'
import '../matchers.ts'
import { Browser, mailedToken, password, startIdentity, User } from './identity.test-support.ts'

// Longer delays than by default: no test here waits for one, and a busy machine must not outlast it.
const slow = { delaySeconds: 60, maxDelaySeconds: 900 }
const options = {
  sessions: true,
  passwordReset: true,
  throttle: { account: slow, address: { attempts: 12, ...slow } },
} as const
const proxied = { environment: { TRUSTED_PROXIES: '1' } }
const app = await startIdentity(options, proxied)
const direct = await startIdentity(options)
afterAll(() => Promise.all([app.stop(), direct.stop()]))

let count = 0
const account = async (on = app) => {
  const email = `guest${++count}@club.example`
  await on.db.insert(User, { email, name: 'Guest', password })
  return email
}
/** An address of its own for each test: one counter, as it were. */
const from = (address: string) => ({ 'x-forwarded-for': address })
const attempt = (email: string, typed: string, address: string, on = app) =>
  on.request('POST /auth/sign-in', { body: { email, password: typed }, headers: from(address) })
const statuses = async (times: number, make: (index: number) => Promise<{ status: number }>) => {
  const found: number[] = []
  for (let index = 0; index < times; index++) found.push((await make(index)).status)
  return found
}
/** As if so many seconds had passed. */
const pass = (seconds: number) =>
  app.db.sql(
    `UPDATE auth_throttles SET blocked_until = blocked_until - make_interval(secs => $1),
       last_failure_at = last_failure_at - make_interval(secs => $1)`,
    [seconds],
  )
const waiting = (answer: { headers: Headers }) => Number(answer.headers.get('retry-after'))
/** The delay that the last failure brought, as it was set. */
const lastDelay = async () => {
  const [row] = await app.db.sql<{ seconds: number }>(
    `SELECT round(extract(epoch FROM blocked_until - last_failure_at))::integer AS seconds
     FROM auth_throttles WHERE blocked_until IS NOT NULL ORDER BY last_failure_at DESC LIMIT 1`,
  )
  return row?.seconds ?? 0
}

describe('an account', () => {
  test('may be guessed five times, then less and less often', async () => {
    const email = await account()
    // Each guess from another address: many computers are no way around.
    const guess = (index: number) => attempt(email, `wrong ${index}`, `192.0.2.${index}`)
    expect(await statuses(5, guess)).toEqual([401, 401, 401, 401, 401])
    const delays: number[] = []
    for (let round = 0; round < 6; round++) {
      const delay = await lastDelay()
      delays.push(delay)
      const refused = await guess(50 + round)
      expect(refused).toBeRefused(429, 'too_many_attempts')
      expect(waiting(refused)).toBeGreaterThan(0)
      expect(waiting(refused)).toBeLessThanOrEqual(delay)
      await pass(delay)
      expect((await guess(100 + round)).status).toBe(401)
    }
    expect(delays).toEqual([60, 120, 240, 480, 900, 900])
    const locked = await app.db.sql(`SELECT 1 FROM auth_events WHERE kind = 'locked_out'`)
    expect(locked.length).toBeGreaterThanOrEqual(1)
  })

  test('is not opened by the right password while it waits, and is afterwards', async () => {
    const email = await account()
    await statuses(5, (index) => attempt(email, 'wrong', `198.51.100.${index}`))
    expect(await attempt(email, password, '198.51.100.50')).toBeRefused(429)
    await pass(60)
    expect((await attempt(email, password, '198.51.100.50')).status).toBe(200)
    // Success clears its counter.
    const again = await statuses(5, (index) => attempt(email, 'wrong', `198.51.100.${100 + index}`))
    expect(again).toEqual([401, 401, 401, 401, 401])
  })

  test('is not guessed faster by many at once', async () => {
    const email = await account()
    const guesses = Array.from({ length: 20 }, (_, index) => attempt(email, 'wrong', `203.0.113.${index}`))
    const found = (await Promise.all(guesses)).map(({ status }) => status)
    expect(found.filter((status) => status === 401)).toHaveLength(5)
    expect(found.filter((status) => status === 429)).toHaveLength(15)
  })

  test('is open to its owner, who signed in from this address before, whatever strangers do', async () => {
    const email = await account()
    expect((await attempt(email, password, '10.0.0.1')).status).toBe(200)
    await statuses(6, (index) => attempt(email, 'wrong', `10.0.1.${index}`))
    expect(await attempt(email, password, '10.0.2.1')).toBeRefused(429)
    expect((await attempt(email, password, '10.0.0.1')).status).toBe(200)
    // At that address, too, guessing is slow.
    expect(await statuses(6, () => attempt(email, 'wrong', '10.0.0.1'))).toEqual([
      401, 401, 401, 401, 401, 429,
    ])
  })

  test('is open again to whoever reads its mail', async () => {
    const email = await account()
    await statuses(6, (index) => attempt(email, 'wrong', `10.1.0.${index}`))
    await app.request('POST /auth/password-reset', { body: { email }, headers: from('10.1.1.1') })
    const token = await mailedToken(app, 'password_reset', email)
    const body = { token, password: 'quite another one' }
    const reset = await app.request('POST /auth/password-reset/confirm', { body, headers: from('10.1.1.1') })
    expect(reset.status).toBe(204)
    expect((await attempt(email, body.password, '10.1.1.2')).status).toBe(200)
  })

  test('that does not exist is no different', async () => {
    const nobody = `nobody${++count}@club.example`
    const known = await account()
    const guess = (email: string, range: string) =>
      statuses(6, (index) => attempt(email, 'wrong', `${range}.${index}`))
    expect(await guess(nobody, '10.2.0')).toEqual(await guess(known, '10.2.1'))
    const [one, other] = [await attempt(nobody, 'x', '10.2.2.1'), await attempt(known, 'x', '10.2.2.2')]
    expect([one.status, other.status]).toEqual([429, 429])
    for (const answer of [one, other]) expect(waiting(answer)).toBeGreaterThan(0)
  })

  test('is the same account in any case', async () => {
    const email = await account()
    const found = await statuses(6, (index) =>
      attempt(index % 2 ? email.toUpperCase() : email, 'wrong', `10.3.0.${index}`),
    )
    expect(found).toEqual([401, 401, 401, 401, 401, 429])
  })
})

describe('an address', () => {
  test('may fail a number of times, over all accounts', async () => {
    const spray = () => attempt(`someone${++count}@club.example`, 'wrong', '10.4.0.1')
    expect(await statuses(13, spray)).toEqual([...Array(12).fill(401), 429])
    const email = await account()
    expect(await attempt(email, password, '10.4.0.1')).toBeRefused(429)
    expect((await attempt(email, password, '10.4.0.2')).status).toBe(200)
  })

  test('is not cleared by signing in to an account of one’s own', async () => {
    const own = await account()
    const mixed = await statuses(14, (index) =>
      index % 3 === 2
        ? attempt(own, password, '10.5.0.1')
        : attempt(`someone${++count}@club.example`, 'wrong', '10.5.0.1'),
    )
    expect(mixed.filter((status) => status === 401).length).toBeLessThanOrEqual(12)
    await statuses(6, () => attempt(`someone${++count}@club.example`, 'wrong', '10.5.0.1'))
    expect(await attempt(own, password, '10.5.0.1')).toBeRefused(429)
  })

  test('of IPv6 is its network: a line has more of them than anybody can count', async () => {
    const spray = (index: number) =>
      attempt(`someone${++count}@club.example`, 'wrong', `2001:db8:0:1:${index.toString(16)}::${index + 1}`)
    expect(await statuses(13, spray)).toEqual([...Array(12).fill(401), 429])
    expect((await attempt('someone@club.example', 'wrong', '2001:db8:0:2::1')).status).toBe(401)
  })

  test('is not changed by what a client says in front of the proxy', async () => {
    const spray = (index: number) =>
      attempt(`someone${++count}@club.example`, 'wrong', `172.16.0.${index}, 10.6.0.1`)
    expect(await statuses(13, spray)).toEqual([...Array(12).fill(401), 429])
  })

  test.each([
    'x-forwarded-for',
    'forwarded',
    'x-real-ip',
    'client-ip',
    'true-client-ip',
    'cf-connecting-ip',
  ])('is not changed by %s where no proxy is trusted', async (header) => {
    await direct.db.sql('DELETE FROM auth_throttles')
    const spray = (index: number) =>
      direct.request('POST /auth/sign-in', {
        body: { email: `someone${++count}@club.example`, password: 'wrong' },
        headers: { [header]: `203.0.113.${index}` },
      })
    expect(await statuses(13, spray)).toEqual([...Array(12).fill(401), 429])
    await direct.db.sql('DELETE FROM auth_throttles')
  })

  test('may guess tokens a number of times', async () => {
    const guess = () =>
      app.request('POST /auth/password-reset/confirm', {
        body: { token: 'A'.repeat(43), password: 'quite another one' },
        headers: from('10.7.0.1'),
      })
    expect(await statuses(13, guess)).toEqual([...Array(12).fill(422), 429])
  })

  test('may ask for mails a number of times', async () => {
    const ask = () =>
      app.request('POST /auth/password-reset', {
        body: { email: `someone${++count}@club.example` },
        headers: from('10.8.0.1'),
      })
    expect(await statuses(13, ask)).toEqual([...Array(12).fill(202), 429])
  })
})

test('counters hold for every instance: they are in the database, under hashes', async () => {
  const email = await account()
  await statuses(5, (index) => attempt(email, 'wrong', `10.9.0.${index}`))
  const rows = await app.db.sql<{ row: string }>('SELECT t::text AS row FROM auth_throttles t')
  expect(rows.length).toBeGreaterThan(5)
  expect(JSON.stringify(rows)).not.toMatch(/club\.example|10\.9\.0/)
  expect((await new Browser(app).request('GET /me')).status).toBe(401)
})
