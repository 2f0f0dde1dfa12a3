/** The query builder: any question over the rows that the caller may read, and no way around that. */
import { type ExpressionBuilder, sql } from 'kysely'
import {
  anyone,
  application,
  type Database,
  entity,
  identity,
  type Json,
  operation,
  owner,
  policy,
  t,
  where,
} from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import '../matchers.ts'

const User = entity('user', { name: t.string(), email: t.email().unique().personal() })
const Order = entity('order', {
  customer: t.ref(() => User),
  total: t.decimal(12, 2),
  count: t.bigint(),
  paidAt: t.timestamp().optional(),
  day: t.date(),
  data: t.json().default({ a: 1 }),
})
const Item = entity(
  'item',
  { order: t.ref(() => Order), label: t.string(), quantity: t.integer(), live: t.boolean().default(true) },
  { softDelete: true },
)

let ask: (db: Database) => Promise<unknown>
const app = await testApplication(
  application('queries', {
    parts: [
      {
        users: identity(User),
        person: policy(User, { read: owner('id') }),
        orders: policy(Order, { read: owner('customer') }),
        items: policy(Item, { read: where('live', 'eq', true) }),
        run: operation('POST /run', {
          summary: 'Ask',
          allow: anyone,
          output: { result: t.json() },
          run: async ({ db }) => ({ result: ((await ask(db)) ?? null) as Json }),
        }),
      },
    ],
  }),
)
afterAll(() => app.stop())
const [ada, bob] = await app.db.insertMany(User, [
  { name: 'Ada', email: 'ada@example.com' },
  { name: 'Bob', email: 'bob@example.com' },
])
const order = {
  customer: bob!.id,
  total: '10.50',
  count: '9223372036854775807',
  paidAt: '2024-02-29T10:00:00.5Z',
  day: '2024-02-29',
}
const mine = await app.db.insert(Order, order)
const foreign = await app.db.insert(Order, { ...order, customer: ada!.id, total: '99.00' })
await app.db.insertMany(Item, [
  { order: mine.id, label: 'tea', quantity: 2 },
  { order: mine.id, label: 'hidden', quantity: 5, live: false },
  { order: foreign.id, label: 'of another', quantity: 3 },
])
const gone = await app.db.insert(Item, { order: mine.id, label: 'gone', quantity: 1 })
await app.db.delete(Item, gone.id)

const asked = async (question: typeof ask) => {
  ask = question
  return app.request('POST /run', { as: { id: bob!.id } })
}
const result = async (question: typeof ask) => {
  const answer = await asked(question)
  expect(answer.status, answer.text).toBe(200)
  return answer.body.data.result
}

describe('a query', () => {
  test('sees the rows that the caller may read, under the names that they have in code', async () => {
    expect(await result((db) => db.query(Order).selectFrom('order').selectAll().execute())).toEqual([mine])
    expect(await result((db) => db.query(User).selectFrom('user').select('name').execute())).toEqual([
      { name: 'Bob' },
    ])
    const labels = await result((db) =>
      db.query(Item).selectFrom('item').select('label').orderBy('label').execute(),
    )
    expect(labels).toEqual([{ label: 'of another' }, { label: 'tea' }])
  })

  test('joins, groups and counts only these', async () => {
    const joined = await result((db) => {
      const q = db.query(Item, Order, User)
      return q
        .selectFrom('item')
        .innerJoin('order as o', 'o.id', 'item.order')
        .leftJoin('user', 'user.id', 'o.customer')
        .select([
          'user.name',
          q.fn.sum<number>('item.quantity').as('sum'),
          q.fn.countAll<number>().as('rows'),
        ])
        .groupBy('user.name')
        .execute()
    })
    expect(joined).toEqual([{ name: 'Bob', sum: 2, rows: 1 }])
    const left = await result((db) =>
      db
        .query(Item, Order)
        .selectFrom('item')
        .leftJoin('order', 'order.id', 'item.order')
        .select(['label', 'total'])
        .orderBy('label')
        .execute(),
    )
    expect(left).toEqual([
      { label: 'of another', total: null },
      { label: 'tea', total: '10.50' },
    ])
  })

  test('asks within itself only these, at any depth', async () => {
    const rows = await result((db) =>
      db
        .query(Item, Order, User)
        .selectFrom('item')
        .select([
          'label',
          (eb) => eb.selectFrom('order').whereRef('order.id', '=', 'item.order').select('total').as('total'),
        ])
        .where((eb) =>
          eb.or([
            eb.exists(eb.selectFrom('user').whereRef('user.id', '=', 'item.order').select('id')),
            eb('quantity', '>', 1),
          ]),
        )
        .where('order', 'in', (eb) =>
          eb
            .selectFrom('order')
            .select('id')
            .where((deep) => deep.exists(deep.selectFrom('user').select('id'))),
        )
        .execute(),
    )
    expect(rows).toEqual([{ label: 'tea', total: '10.50' }])
    const derived = await result((db) =>
      db
        .query(Order)
        .selectFrom((eb) => eb.selectFrom('order').selectAll().as('inner'))
        .selectAll()
        .execute(),
    )
    expect(derived).toHaveLength(1)
    const united = await result((db) => {
      const q = db.query(Order)
      const ids = q.selectFrom('order').select('id')
      return ids.unionAll(ids).execute()
    })
    expect(united).toHaveLength(2)
    const lateral = await result((db) =>
      db
        .query(User, Order)
        .selectFrom('user')
        .innerJoinLateral(
          (eb) => eb.selectFrom('order').selectAll().as('o'),
          (join) => join.onTrue(),
        )
        .select('total')
        .execute(),
    )
    expect(lateral).toEqual([{ total: '10.50' }])
  })

  test('gives values in the form that rows have', async () => {
    const [row] = await result((db) => db.query(Order).selectFrom('order').selectAll().execute())
    expect(row).toMatchObject({
      total: '10.50',
      count: '9223372036854775807',
      day: '2024-02-29',
      data: { a: 1 },
    })
    expect(Date.parse(row.paidAt)).toBe(Date.parse('2024-02-29T10:00:00.5Z'))
  })

  test('sees the same in a transaction', async () => {
    expect(
      await result((db) =>
        db.transaction((tx) => tx.query(Order).selectFrom('order').select('total').execute()),
      ),
    ).toEqual([{ total: '10.50' }])
  })

  test('of nobody sees nothing', async () => {
    ask = (db) => db.query(Order).selectFrom('order').selectAll().execute()
    expect((await app.request('POST /run')).body.data.result).toEqual([])
  })

  test('takes values as values', async () => {
    const text = `'; DROP TABLE orders; --`
    expect(
      await result((db) => db.query(User).selectFrom('user').select('id').where('name', '=', text).execute()),
    ).toEqual([])
    expect(
      await result((db) =>
        db
          .query(User)
          .selectFrom('user')
          .select((eb) => eb.val(text).as('said'))
          .execute(),
      ),
    ).toEqual([{ said: text }])
    expect(await app.db.count(Order)).toBe(2)
  })

  test('may stand within another of the same caller', async () => {
    const rows = await result((db) => {
      const paid = db.query(Order).selectFrom('order').select('id').where('paidAt', 'is not', null)
      return db.query(Item).selectFrom('item').select('label').where('order', 'in', paid).execute()
    })
    expect(rows).toEqual([{ label: 'tea' }])
  })

  test('takes lists in fragments', async () => {
    const rows = await result((db) =>
      db
        .query(Item)
        .selectFrom('item')
        .select('label')
        .where(sql<boolean>`quantity in (${sql.join([2, 3])})`)
        .where(sql<boolean>`${sql.ref('label')} <> ${'x'}`)
        .orderBy('label')
        .execute(),
    )
    expect(rows).toEqual([{ label: 'of another' }, { label: 'tea' }])
  })

  test('takes harmless fragments', async () => {
    const rows = await result((db) =>
      db
        .query(Order)
        .selectFrom('order')
        .select([
          sql<number>`extract(year from ${sql.ref('paidAt')})`.as('year'),
          sql<string>`coalesce(total, 0)::text || ${" (it's) select"}`.as('text'),
          sql<boolean>`total is distinct from 1`.as('other'),
          sql<number>`count(*) over (partition by day, total)`.as('n'),
        ])
        .where(sql<boolean>`lower(day::text) like '2024%'`)
        .orderBy(sql`total desc, day`)
        .execute(),
    )
    expect(rows).toEqual([{ year: '2024', text: "10.50 (it's) select", other: true, n: 1 }])
  })
})

type Any = ExpressionBuilder<never, never> & { selectNoFrom(source: unknown): { as(name: string): unknown } }
type Calls = ExpressionBuilder<never, never> & {
  fn(name: string, given: readonly unknown[]): { as(name: string): unknown }
}
// What the types refuse is tried all the same: rules do not hang on them.
const loose = (db: Database) =>
  db.query(Order) as unknown as {
    // biome-ignore lint/suspicious/noExplicitAny: the point is to leave the types behind
    selectFrom(source: any): any
  }

describe('no query sees past the rules', () => {
  const attempts: readonly [string, (db: Database) => Promise<unknown>][] = [
    ['an entity that was not named', (db) => loose(db).selectFrom('user').selectAll().execute()],
    ['a table by its own name', (db) => loose(db).selectFrom('users').selectAll().execute()],
    ['a schema', (db) => loose(db).selectFrom('public.order').selectAll().execute()],
    ['a catalogue', (db) => loose(db).selectFrom('pg_catalog.pg_user').selectAll().execute()],
    [
      'a join to another table',
      (db) =>
        loose(db).selectFrom('order').innerJoin('users', 'users.id', 'order.customer').selectAll().execute(),
    ],
    [
      'a subquery of another table',
      (db) =>
        loose(db)
          .selectFrom('order')
          .select((eb: Any) =>
            eb
              .selectFrom('users' as never)
              .select('email' as never)
              .as('e'),
          )
          .execute(),
    ],
    ['a raw table', (db) => loose(db).selectFrom(sql`users`.as('u')).selectAll().execute()],
    ['a raw table without a name', (db) => loose(db).selectFrom(sql`users`).selectAll().execute()],
    ['a raw list of tables', (db) => loose(db).selectFrom([sql`users`, 'order']).selectAll().execute()],
    ['a table in a fragment', (db) => loose(db).selectFrom(sql.table('users')).selectAll().execute()],
    [
      'a raw query',
      (db) => loose(db).selectFrom('order').select(sql`(select email from users limit 1)`.as('e')).execute(),
    ],
    [
      'a raw query in a condition',
      (db) => loose(db).selectFrom('order').selectAll().where(sql`exists (table users)`).execute(),
    ],
    [
      'a raw end with a join',
      (db) =>
        loose(db)
          .selectFrom('order')
          .select(sql`u.email`.as('e'))
          .modifyEnd(sql`cross join users u`)
          .execute(),
    ],
    [
      'a raw end with a comma',
      (db) => loose(db).selectFrom('order').select(sql`u.email`.as('e')).modifyEnd(sql`, users u`).execute(),
    ],
    [
      'a raw end with a named table',
      (db) =>
        loose(db)
          .selectFrom('order')
          .select(sql`u.email`.as('e'))
          .modifyEnd(sql`, ${sql.table('users')} u`)
          .execute(),
    ],
    [
      'a raw beginning',
      (db) =>
        loose(db)
          .selectFrom('order')
          .modifyFront(sql`u.email from users u where exists (select`)
          .selectAll()
          .execute(),
    ],
    [
      'a raw condition of a join',
      (db) =>
        loose(db)
          .selectFrom('order')
          .innerJoin('order as o', (join: { on(raw: unknown): unknown }) =>
            join.on(sql`true cross join users u`),
          )
          .select(sql`u.email`.as('e'))
          .execute(),
    ],
    [
      'a raw condition with a comma',
      (db) =>
        loose(db)
          .selectFrom('order')
          .innerJoin('order as o', (join: { on(raw: unknown): unknown }) => join.on(sql`true, users u`))
          .select(sql`u.email`.as('e'))
          .execute(),
    ],
    [
      'a raw condition that closes what it did not open',
      (db) =>
        loose(db)
          .selectFrom((eb: Any) =>
            eb
              .selectFrom('order' as never)
              .selectAll()
              .where(sql<boolean>`true) as t, users u, unnest(array[1]`)
              .as('z'),
          )
          .select(sql`u.email`.as('e'))
          .execute(),
    ],
    [
      'a raw alias',
      (db) =>
        loose(db)
          .selectFrom((eb: Any) =>
            eb
              .selectFrom('order' as never)
              .selectAll()
              .as(sql`t, users u` as never),
          )
          .select(sql`u.email`.as('e'))
          .execute(),
    ],
    [
      'a raw selection without a source',
      (db) =>
        loose(db)
          .selectFrom('order')
          .select((eb: Any) => eb.selectNoFrom(() => sql<string>`email from users limit 1`.as('e')).as('e'))
          .execute(),
    ],
    ['a comment', (db) => loose(db).selectFrom('order').select(sql`1 -- `.as('e')).execute()],
    [
      'a function that runs SQL',
      (db) =>
        loose(db)
          .selectFrom('order')
          .select(sql`query_to_xml('sel' || 'ect email fr' || 'om users', true, true, '')`.as('e'))
          .execute(),
    ],
    [
      'another function that runs SQL',
      (db) =>
        loose(db)
          .selectFrom('order')
          .select(sql`ts_stat('sel' || 'ect to_tsvector(email) fr' || 'om users')`.as('e'))
          .execute(),
    ],
    [
      'a file',
      (db) => loose(db).selectFrom('order').select(sql`pg_read_file('/etc/passwd')`.as('e')).execute(),
    ],
    [
      'a setting',
      (db) =>
        loose(db).selectFrom('order').select(sql`set_config('search_path', 'x', false)`.as('e')).execute(),
    ],
    [
      'a quote left open',
      (db) =>
        loose(db)
          .selectFrom('order')
          .select(sql`'`.as('e'))
          .where('day', '=', ` as e from users --`)
          .execute(),
    ],
    [
      'a function that is none',
      (db) =>
        loose(db)
          .selectFrom('order')
          .select((eb: Calls) => eb.fn('email from users --', []).as('e'))
          .execute(),
    ],
    [
      'a function that reads a file',
      (db) =>
        loose(db)
          .selectFrom('order')
          .select((eb: Calls) => eb.fn('pg_read_file', [sql.lit('/etc/passwd')]).as('e'))
          .execute(),
    ],
    [
      'an aggregate that is none',
      (db) =>
        loose(db)
          .selectFrom('order')
          .select((eb: Calls) => eb.fn.agg('query_to_xml', []).as('e'))
          .execute(),
    ],
    [
      'a function as a source',
      (db) =>
        loose(db)
          .selectFrom((eb: Calls) => eb.fn('ts_stat', [sql.lit('x')]).as('e'))
          .selectAll()
          .execute(),
    ],
    ['a plan', (db) => loose(db).selectFrom('order').selectAll().explain('json) select 1 --')],
    [
      'the query of another caller',
      (db) =>
        loose(db)
          .selectFrom(db.dangerouslyWithoutPolicies().query(Order).selectFrom('order').selectAll().as('o'))
          .selectAll()
          .execute(),
    ],
    ['dollar quotes', (db) => loose(db).selectFrom('order').select(sql`$$x`.as('e')).execute()],
    [
      'a backslash in a text',
      (db) => loose(db).selectFrom('order').select(sql.raw(`E'\\' , (x'`).as('e')).execute(),
    ],
  ]

  test.each(attempts)('by %s', async (_how, attempt) => {
    const answer = await asked(attempt)
    expect(answer.text).not.toMatch(/ada@example|99\.00|root:/)
    expect(answer).toBeRefused(500, 'internal_error')
    // Errors of the driver are called "error": this one was thrown before anything was sent.
    const fault = app.observations.findLast(({ event }) => event === 'fault')
    expect(fault && 'error' in fault ? (fault.error as Error).name : fault).toMatch(/^(Type)?Error$/)
  })

  test('nor writes', async () => {
    const builder = (db: Database) => db.query(Order) as unknown as Record<string, unknown>
    expect(await result(async (db) => Object.keys(builder(db)).sort())).toEqual(['case', 'fn', 'selectFrom'])
  })
})
