/** What an operation writes under a key is one unit: kept together with its answer, or not at all. */
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { Note, Order, ordersApplication, Person, runs, script } from './orders.ts'

const app = await testApplication(ordersApplication)
afterAll(() => app.stop())
beforeEach(async () => {
  await app.db.deleteMany(Note, {})
})
const sql = <T>(text: string) => app.db.dangerouslyWithoutPolicies().sql<T>(text)
const act = (key: string = randomUUID()) =>
  app.request('POST /act/unit', { body: {}, headers: { 'idempotency-key': key } })
const texts = async () => (await app.db.find(Note, { orderBy: ['id'] })).map(({ text }) => text)
const openTransactions = async () => {
  const [found] = await sql<{ count: number }>(
    `SELECT count(*)::integer AS count FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%'`,
  )
  return found?.count
}

test('what fails leaves nothing, and its key is free', async () => {
  const key = randomUUID()
  script.run = async (db) => {
    await db.insert(Note, { text: 'one' })
    await db.transaction((tx) => tx.insert(Note, { text: 'two' }))
    throw new Error('Then this.')
  }
  expect((await act(key)).status).toBe(500)
  expect(await texts()).toEqual([])
  script.run = async (db) => (await db.insert(Note, { text: 'three' })).text
  expect((await act(key)).body.data).toEqual({ said: 'three' })
  expect(await texts()).toEqual(['three'])
})

describe('a declared refusal', () => {
  test('is kept with what was written before, and given again', async () => {
    const key = randomUUID()
    script.run = async (db, fail) => {
      await db.insert(Note, { text: 'kept' })
      await db.transaction(async (tx) => {
        await tx.insert(Note, { text: 'not kept' })
        throw fail('refused')
      })
      return ''
    }
    const before = runs
    const first = await act(key)
    const again = await act(key)
    expect([first.status, first.body.error.code]).toEqual([409, 'refused'])
    expect([again.status, again.text]).toEqual([409, first.text])
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(runs).toBe(before + 1)
    expect(await texts()).toEqual(['kept'])
  })

  test('that may pass keeps nothing, and is tried again', async () => {
    const key = randomUUID()
    script.run = async (db, fail) => {
      await db.insert(Note, { text: 'once' })
      throw fail('busy')
    }
    expect((await act(key)).body.error.code).toBe('busy')
    expect(await texts()).toEqual([])
    script.run = async () => 'done'
    expect((await act(key)).status).toBe(200)
  })
})

describe('inside of the unit', () => {
  test('no transaction is open before the first write', async () => {
    script.run = async (db) => {
      await db.find(Note)
      await db.transaction((tx) => tx.find(Note), { readOnly: true })
      const before = await openTransactions()
      await db.insert(Note, { text: 'x' })
      return `${before} ${await openTransactions()}`
    }
    expect((await act()).body.data.said).toBe('0 1')
  })

  test('reads see what was written, and nobody else does', async () => {
    script.run = async (db) => {
      await db.insert(Note, { text: 'mine' })
      const rows = await db.query(Note).selectFrom('note').select('text').execute()
      return `${await db.count(Note)} ${rows.length} ${await app.db.count(Note)}`
    }
    expect((await act()).body.data.said).toBe('1 1 0')
  })

  test('a statement and a block fail alone', async () => {
    script.run = async (db) => {
      await db.insert(Note, { text: 'first' })
      const refusals: string[] = []
      const tell = (error: { code?: string; message: string }) => refusals.push(error.code ?? error.message)
      await db.insert(Order, { owner: randomUUID(), item: 'x' }).catch(tell)
      await db
        .transaction(async (tx) => {
          await tx.insert(Note, { text: 'lost' })
          throw new Error('lost')
        })
        .catch(tell)
      await db
        .transaction((tx) => tx.insert(Note, { text: 'x' }), { readOnly: true })
        .catch(() => tell({ message: 'read only' }))
      await db.insert(Note, { text: 'last' })
      return refusals.join()
    }
    const answer = await act()
    expect(answer.body.data.said).toBe('forbidden,lost,read only')
    expect(await texts()).toEqual(['first', 'last'])
  })

  test('the first block may fail alone, too', async () => {
    script.run = async (db) => {
      await db
        .transaction(async (tx) => {
          await tx.insert(Note, { text: 'lost' })
          throw new Error('lost')
        })
        .catch(() => undefined)
      await db.insert(Note, { text: 'kept' })
      return 'ok'
    }
    expect((await act()).status).toBe(200)
    expect(await texts()).toEqual(['kept'])
  })

  test('an error that is caught within a block does not pass for a success', async () => {
    script.run = async (db) => {
      await db.transaction(async (tx) => {
        await tx.insert(Note, { text: 'lost' })
        await db
          .dangerouslyWithoutPolicies()
          .sql('SELECT 1 / 0')
          .catch(() => undefined)
      })
      return 'ok'
    }
    expect((await act()).status).toBe(500)
    expect(await texts()).toEqual([])
  })

  test('what asks for db within a block is part of the block', async () => {
    script.run = async (db) => {
      await db.insert(Note, { text: 'first' })
      await db
        .transaction(async () => {
          await db.insert(Note, { text: 'inner' })
          await db.transaction((tx) => tx.insert(Note, { text: 'innermost' }))
          throw new Error('lost')
        })
        .catch(() => undefined)
      return String(await db.count(Note))
    }
    expect((await act()).body.data.said).toBe('1')
  })

  test('blocks at once are done one after the other', async () => {
    script.run = async (db) => {
      await db.insert(Note, { text: 'first' })
      const blocks = Array.from({ length: 8 }, (_, at) =>
        db.transaction(async (tx) => {
          await tx.insert(Note, { text: `block ${at}` })
          await delay(Math.random() * 5)
          if (at % 2) throw new Error('lost')
        }),
      )
      await Promise.allSettled([...blocks, db.insert(Note, { text: 'beside' }), db.count(Note)])
      return 'ok'
    }
    expect((await act()).status).toBe(200)
    expect((await texts()).toSorted()).toEqual([
      'beside',
      'block 0',
      'block 2',
      'block 4',
      'block 6',
      'first',
    ])
  })

  test('nothing of a branch that goes on after the failure is kept', async () => {
    let later: Promise<unknown> = Promise.resolve()
    script.run = async (db) => {
      later = delay(100).then(() => db.insert(Note, { text: 'late' }))
      later.catch(() => undefined)
      await db.insert(Note, { text: 'early' })
      throw new Error('Now.')
    }
    expect((await act()).status).toBe(500)
    await expect(later).rejects.toThrow('nothing more of it is kept')
    expect(await texts()).toEqual([])
  })

  test('what is written after the answer is written by itself', async () => {
    let later: Promise<unknown> = Promise.resolve()
    script.run = async (db) => {
      later = delay(100).then(() => db.insert(Note, { text: 'late' }))
      await db.insert(Note, { text: 'early' })
      return 'ok'
    }
    expect((await act()).status).toBe(200)
    await later
    expect(await texts()).toEqual(['early', 'late'])
  })

  test('the first block is tried again when the order was unlucky, a later one is not', async () => {
    const unlucky = "DO $$ BEGIN RAISE EXCEPTION 'unlucky' USING ERRCODE = '40001'; END $$"
    let attempts = 0
    script.run = async (db) => {
      await db.transaction(async (tx) => {
        await tx.insert(Note, { text: `attempt ${++attempts}` })
        if (attempts < 3) await db.dangerouslyWithoutPolicies().sql(unlucky)
      })
      return 'ok'
    }
    expect((await act()).status).toBe(200)
    expect(await texts()).toEqual(['attempt 3'])
    script.run = async (db) => {
      await db.insert(Note, { text: 'before' })
      await db.transaction(() => db.dangerouslyWithoutPolicies().sql(unlucky))
      return 'ok'
    }
    const refused = await act()
    expect([refused.status, refused.body.error.code]).toEqual([409, 'write_conflict'])
    expect(refused.headers.get('retry-after')).toBe('1')
    expect(await texts()).toEqual(['attempt 3'])
  })

  test('a stronger isolation is given to the first block alone', async () => {
    const isolation = 'serializable'
    const level = async (db: Parameters<typeof script.run>[0]) =>
      db.dangerouslyWithoutPolicies().sql<{ transaction_isolation: string }>('SHOW transaction_isolation')
    script.run = async (db) =>
      (await db.transaction(async () => level(db), { isolation }))[0]?.transaction_isolation ?? ''
    expect((await act()).body.data.said).toBe('serializable')
    script.run = async (db) => {
      await db.insert(Note, { text: 'first' })
      return db.transaction(async () => 'x', { isolation })
    }
    expect((await act()).status).toBe(500)
    expect(app.observations.filter(({ event }) => event === 'fault').at(-1)).toMatchObject({
      error: { message: expect.stringContaining('let the one that asks for "serializable" be the first') },
    })
  })
})

test('a read alone is answered again, too', async () => {
  const key = randomUUID()
  script.run = async (db) => String(await db.count(Person))
  const first = await act(key)
  await app.db.insert(Person, { name: 'New' })
  expect((await act(key)).text).toBe(first.text)
})
