/** Transactions: everything or nothing, tried again when the order was unlucky, and over when they are over. */
import { setTimeout as delay } from 'node:timers/promises'
import {
  anyone,
  application,
  type Database,
  entity,
  type Json,
  operation,
  policy,
  type Transaction,
  t,
} from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import '../matchers.ts'

const Account = entity(
  'account',
  {
    name: t.string().unique(),
    balance: t.integer().default(0),
    onCall: t.boolean().default(true),
    lines: t.many(() => Line, 'account'),
  },
  { check: { never_negative: ['balance', '>=', { value: 0 }] } },
)
const Line = entity('line', {
  account: t.ref(() => Account, { onDelete: 'cascade' }),
  amount: t.integer({ min: 1 }),
  marks: t.many(() => Mark, 'line'),
})
const Mark = entity('mark', { line: t.ref(() => Line, { onDelete: 'cascade' }), text: t.string({ max: 5 }) })
const Person = entity('person', { name: t.string(), password: t.password() })

const works = new Map<string, (db: Database) => Promise<unknown>>()
const all = { read: anyone, create: anyone, update: anyone, delete: anyone }
const app = await testApplication(
  application('transactions', {
    parts: [
      {
        accounts: policy(Account, all),
        lines: policy(Line, all),
        marks: policy(Mark, all),
        people: policy(Person, all),
        run: operation('POST /run/{key}', {
          summary: 'Run',
          allow: anyone,
          output: { result: t.json() },
          run: async ({ db, params }) => ({ result: ((await works.get(params.key)?.(db)) ?? null) as Json }),
        }),
      },
    ],
  }),
)
afterAll(() => app.stop())
beforeEach(() => app.db.deleteMany(Account, {}))

let calls = 0
const run = (work: (db: Database) => Promise<unknown>) => {
  const key = `w${calls++}`
  works.set(key, work)
  return app.request(`POST /run/${key}`)
}
const balances = async () =>
  (await app.db.find(Account, { orderBy: ['name'] })).map(({ name, balance }) => `${name}${balance}`)
const two = () =>
  app.db.insertMany(Account, [
    { name: 'a', balance: 10 },
    { name: 'b', balance: 10 },
  ])
const add = (tx: Transaction, name: string, increment: number) =>
  tx.update(Account, { name }, { balance: { increment } })

describe('a transaction', () => {
  test('keeps all that it did', async () => {
    await two()
    const answer = await run((db) =>
      db.transaction(async (tx) => {
        await add(tx, 'a', -3)
        await add(tx, 'b', 3)
        await tx.insert(Account, { name: 'c' })
        return (await tx.find(Account)).length
      }),
    )
    expect(answer.body.data.result).toBe(3)
    expect(await balances()).toEqual(['a7', 'b13', 'c0'])
  })

  test.each<[string, number, (tx: Transaction) => Promise<unknown>]>([
    ['an error is thrown', 500, () => Promise.reject(new Error('oops'))],
    ['a check fails', 422, (tx) => add(tx, 'a', -100)],
    ['a value is taken', 409, (tx) => tx.insert(Account, { name: 'b' })],
    [
      'a reference leads nowhere',
      422,
      (tx) => tx.insert(Line, { account: '0195f3a0-1111-7000-8000-000000000001', amount: 1 }),
    ],
  ])('keeps nothing when %s', async (_what, status, fail) => {
    await two()
    const answer = await run((db) =>
      db.transaction(async (tx) => {
        await add(tx, 'b', 5)
        await tx.insert(Account, { name: 'c' })
        await fail(tx)
      }),
    )
    expect(answer).toBeRefused(status)
    expect(await balances()).toEqual(['a10', 'b10'])
  })

  test('is not seen by others before it ends', async () => {
    await two()
    const answer = await run((db) =>
      db.transaction(async (tx) => {
        await add(tx, 'a', 5)
        return [
          (await db.get(Account, { name: 'a' }))?.balance,
          (await tx.get(Account, { name: 'a' }))?.balance,
        ]
      }),
    )
    expect(answer.body.data.result).toEqual([10, 15])
  })

  test('that only reads may not write', async () => {
    await two()
    const answer = await run((db) => db.transaction((tx) => add(tx, 'a', 5), { readOnly: true }))
    expect(answer).toBeRefused(500)
    expect(await balances()).toEqual(['a10', 'b10'])
  })

  test('that repeats its reads sees one moment', async () => {
    await two()
    const answer = await run((db) =>
      db.transaction(
        async (tx) => {
          const before = await tx.get(Account, { name: 'a' })
          await db.update(Account, { name: 'a' }, { balance: 99 })
          return [before?.balance, (await tx.get(Account, { name: 'a' }))?.balance]
        },
        { isolation: 'repeatable read', readOnly: true },
      ),
    )
    expect(answer.body.data.result).toEqual([10, 10])
  })
})

describe('an unlucky transaction is tried again', () => {
  test('after a serialization failure: two that skew each other do not both succeed unseen', async () => {
    await two()
    let attempts = 0
    // Somebody has to stay on call: each looks who else is, then leaves.
    const leave = (name: string) =>
      run((db) =>
        db.transaction(
          async (tx) => {
            attempts++
            const others = await tx.count(Account, { onCall: true, name: { ne: name } })
            await delay(40)
            if (others > 0) await tx.update(Account, { name }, { onCall: false })
            return others
          },
          { isolation: 'serializable' },
        ),
      )
    const answers = await Promise.all([leave('a'), leave('b')])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(await app.db.count(Account, { onCall: true })).toBe(1)
    expect(attempts).toBeGreaterThan(2)
  })

  test('after a lost update under repeatable read', async () => {
    await two()
    const grow = () =>
      run((db) =>
        db.transaction(
          async (tx) => {
            const row = await tx.get(Account, { name: 'a' })
            await delay(20)
            await tx.update(Account, { name: 'a' }, { balance: (row?.balance ?? 0) + 1 })
          },
          { isolation: 'repeatable read' },
        ),
      )
    const answers = await Promise.all([grow(), grow(), grow()])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(await balances()).toEqual(['a13', 'b10'])
  })

  test('after a deadlock', async () => {
    await two()
    const move = (from: string, to: string) =>
      run((db) =>
        db.transaction(async (tx) => {
          await add(tx, from, -1)
          await delay(50)
          await add(tx, to, 1)
        }),
      )
    const answers = await Promise.all([move('a', 'b'), move('b', 'a')])
    expect(answers.map(({ status, text }) => [status, text])).toEqual([
      [200, expect.anything()],
      [200, expect.anything()],
    ])
    expect(await balances()).toEqual(['a10', 'b10'])
  })

  test('but not for ever, and then it is the caller who may try', async () => {
    await two()
    let attempts = 0
    const answer = await run((db) =>
      db.transaction(
        async (tx) => {
          attempts++
          await tx.get(Account, { name: 'a' })
          await db.update(Account, { name: 'a' }, { balance: { increment: 1 } })
          await add(tx, 'a', 1)
        },
        { isolation: 'repeatable read' },
      ),
    )
    expect(answer).toBeRefused(409, 'write_conflict')
    expect(answer.headers.get('retry-after')).toBe('1')
    expect(attempts).toBe(5)
    expect(await balances()).toEqual(['a15', 'b10'])
  })

  test('never after an error of its own', async () => {
    let attempts = 0
    await run((db) =>
      db.transaction(async () => {
        attempts++
        throw new Error('once')
      }),
    )
    expect(attempts).toBe(1)
  })
})

describe('parallel changes', () => {
  test('add up when the database computes them', async () => {
    await two()
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        run((db) => db.update(Account, { name: 'a' }, { balance: { increment: 1 } })),
      ),
    )
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    expect(await balances()).toEqual(['a30', 'b10'])
  })

  test('never take more than there is', async () => {
    await two()
    const take = () =>
      run((db) => db.update(Account, { name: 'a', balance: { gte: 3 } }, { balance: { increment: -3 } }))
    const answers = await Promise.all(Array.from({ length: 10 }, take))
    expect(answers.filter(({ body }) => body.data.result !== null)).toHaveLength(3)
    expect(await balances()).toEqual(['a1', 'b10'])
  })

  test('of more callers than there are connections are all served', async () => {
    await two()
    const answers = await Promise.all(
      Array.from({ length: 40 }, () =>
        run((db) =>
          db.transaction(async (tx) => {
            await delay(5)
            return add(tx, 'a', 1)
          }),
        ),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 40 }, () => 200))
    expect(await balances()).toEqual(['a50', 'b10'])
  })
})

describe('nested rows', () => {
  const nested = (text: string) => ({
    name: 'n',
    lines: [{ amount: 1 }, { amount: 2, marks: [{ text }, { text: 'ok' }] }],
  })

  test('are stored together at any depth', async () => {
    expect((await run((db) => db.insert(Account, nested('x')))).status).toBe(200)
    const [row] = await app.db.find(Account, { include: ['lines.marks'] })
    expect(row?.lines.map(({ amount, marks }) => [amount, marks.length])).toEqual([
      [1, 0],
      [2, 2],
    ])
  })

  test('or not at all', async () => {
    expect(await run((db) => db.insert(Account, nested('too long')))).toBeRefused(422, 'constraint_violated')
    expect(
      await run((db) => db.insertMany(Account, [{ ...nested('x'), name: 'm' }, nested('too long')])),
    ).toBeRefused(422)
    expect([await app.db.count(Account), await app.db.count(Line), await app.db.count(Mark)]).toEqual([
      0, 0, 0,
    ])
  })

  test('of many rows are stored in their order', async () => {
    const rows = [nested('x'), { ...nested('y'), name: 'm' }]
    expect(
      (await run((db) => db.insertMany(Account, rows))).body.data.result.map(
        ({ name }: { name: string }) => name,
      ),
    ).toEqual(['n', 'm'])
    expect(await app.db.count(Mark)).toBe(4)
  })
})

describe('a transaction that is over', () => {
  test('takes nothing more, and does nobody any harm', async () => {
    await two()
    let leaked: Transaction | undefined
    await run((db) =>
      db.transaction(async (tx) => {
        leaked = tx
      }),
    )
    await expect(leaked?.insert(Account, { name: 'late' })).rejects.toThrow(/has ended/)
    await expect(leaked?.find(Account)).rejects.toThrow(/has ended/)
    await expect(leaked?.query(Account).selectFrom('account').selectAll().execute()).rejects.toThrow(
      /has ended/,
    )
    expect(await balances()).toEqual(['a10', 'b10'])
  })

  test('is not joined by what somebody forgot to await', async () => {
    let forgotten: Promise<unknown> | undefined
    const answer = await run((db) =>
      db.transaction(async (tx) => {
        // Its password is hashed before anything is sent, and by then the transaction has been rolled back.
        forgotten = tx.insert(Person, { name: 'late', password: 'correct horse' })
        forgotten.catch(() => undefined)
        throw new Error('rolled back')
      }),
    )
    expect(answer).toBeRefused(500)
    await expect(forgotten).rejects.toThrow(/has ended/)
    expect(await app.db.count(Person)).toBe(0)
  })

  test('leaves a connection that serves others as before', async () => {
    await two()
    await run((db) => db.transaction((tx) => add(tx, 'a', -100)))
    await run((db) => db.transaction((tx) => add(tx, 'a', 1), { readOnly: true }))
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => run((db) => db.transaction((tx) => add(tx, 'a', 1)))),
    )
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    expect(await balances()).toEqual(['a22', 'b10'])
  })
})
