/** The row of another, from business code: db and tx are bound by the caller's rules, and by grants no further than they say. */
import {
  anyone,
  application,
  type Database,
  entity,
  grant,
  identity,
  type Json,
  operation,
  owner,
  policy,
  resource,
  role,
  t,
} from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import '../matchers.ts'

const User = entity('user', { name: t.string() })
const Tag = entity('tag', { label: t.string() })
const Doc = entity('doc', {
  owner: t.ref(() => User),
  title: t.string(),
  views: t.integer().default(0),
  note: t.text().optional(),
  tags: t.manyToMany(() => Tag),
  parts: t.many(() => Part, 'doc'),
})
const Part = entity('part', { doc: t.ref(() => Doc, { onDelete: 'cascade' }), label: t.string() })
const Link = entity('link', { doc: t.ref(() => Doc), label: t.string().default('x') })

/** What the next call of an operation does with its `db`. */
let work: (db: Database) => Promise<unknown>
const run = async ({ db }: { db: Database }) => ({ result: ((await work(db)) ?? null) as Json })
const shape = { summary: 'Do it', allow: anyone, output: { result: t.json() }, run }

const app = await testApplication(
  application('code', {
    parts: [
      {
        users: identity(User),
        person: policy(User, { read: anyone }),
        docs: resource(Doc, {
          path: '/papers',
          read: owner('owner'),
          create: owner('owner'),
          update: owner('owner'),
          delete: owner('owner'),
        }),
        parts: policy(Part, { read: role('staff'), create: role('staff') }),
        tags: policy(Tag, { read: anyone, create: role('staff') }),
        links: policy(Link, { read: anyone, create: anyone, update: anyone, delete: anyone }),
        plain: operation('POST /plain', shape),
        viewing: operation('POST /viewing', { ...shape, grants: [grant(Doc, 'update', 'views')] }),
        titling: operation('POST /titling', { ...shape, grants: [grant(Doc, 'update', 'title', 'views')] }),
        reading: operation('POST /reading', { ...shape, grants: [grant(Doc, 'read')] }),
        making: operation('POST /making', { ...shape, grants: [grant(Doc, 'create', 'owner', 'title')] }),
        deleting: operation('POST /deleting', { ...shape, grants: [grant(Doc, 'delete')] }),
      },
    ],
  }),
)
afterAll(() => app.stop())
const [ada, bob] = (await app.db.insertMany(User, [{ name: 'Ada' }, { name: 'Bob' }])).map(({ id }) => ({
  id,
})) as [{ id: string }, { id: string }]
const tag = await app.db.insert(Tag, { label: 'x' })

let doc: { id: string }
let own: { id: string }
let link: { id: string }
beforeEach(async () => {
  for (const each of [Link, Doc]) await app.db.deleteMany(each as typeof Doc, {})
  doc = await app.db.insert(Doc, { owner: ada.id, title: 'Zanzibar' })
  own = await app.db.insert(Doc, { owner: bob.id, title: 'Berlin' })
  link = await app.db.insert(Link, { doc: doc.id })
})
const stored = (id: string) => app.db.get(Doc, id)
const as = async (caller: { id: string } | undefined, doing: typeof work, route = '/plain') => {
  work = doing
  return app.request(`POST ${route}`, caller ? { as: caller } : {})
}
const result = async (doing: typeof work, route = '/plain') => {
  const answer = await as(bob, doing, route)
  expect(answer.status, answer.text).toBe(200)
  return answer.body.data.result
}

describe('without a grant', () => {
  test('nothing of others is found, read or counted', async () => {
    expect(await result((db) => db.find(Doc))).toHaveLength(1)
    expect(await result((db) => db.find(Doc, { where: { title: 'Zanzibar' } }))).toEqual([])
    expect(
      await result((db) => db.find(Doc, { where: { id: { in: [doc.id] } }, include: ['owner'] })),
    ).toEqual([])
    expect(await result((db) => db.get(Doc, doc.id))).toBeNull()
    expect(await result((db) => db.get(Doc, { title: 'Zanzibar' }))).toBeNull()
    expect(await result((db) => db.count(Doc))).toBe(1)
    expect(await result((db) => db.count(Doc, { title: { ne: 'Berlin' } }))).toBe(0)
    expect(await result((db) => db.transaction((tx) => tx.find(Doc, { where: { owner: ada.id } })))).toEqual(
      [],
    )
  })

  test('nothing of others is found by way of rows that anybody may read', async () => {
    const links = await result((db) => db.find(Link, { include: ['doc'] }))
    expect(links[0].doc).toBe(doc.id)
    const where = { 'doc.title': 'Zanzibar' } as object
    expect(await result((db) => db.find(Link, { where }))).toEqual([])
    expect(await result((db) => db.count(Link, where))).toBe(0)
    expect(await result((db) => db.updateMany(Link, where, { label: 'found' }))).toBe(0)
    expect(await result((db) => db.deleteMany(Link, where))).toBe(0)
    expect((await as(ada, (db) => db.updateMany(Link, where, { label: 'found' }))).body.data.result).toBe(1)
  })

  test('nothing of others changes or goes', async () => {
    expect(await result((db) => db.update(Doc, doc.id, { title: 'mine' }))).toBeNull()
    expect(
      await result((db) => db.update(Doc, { title: 'Zanzibar' }, { views: { increment: 1 } })),
    ).toBeNull()
    expect(await result((db) => db.updateMany(Doc, {}, { note: 'all' }))).toBe(1)
    expect(await result((db) => db.update(Doc, doc.id, { tags: [tag.id] }))).toBeNull()
    expect(await result((db) => db.delete(Doc, doc.id))).toBe(false)
    expect(await result((db) => db.deleteMany(Doc, {}))).toBe(1)
    expect(await stored(doc.id)).toMatchObject({ title: 'Zanzibar', views: 0, note: null })
  })

  test('nothing is stored in the name of others', async () => {
    const row = { owner: ada.id, title: 'forged' }
    expect(await as(bob, (db) => db.insert(Doc, row))).toBeRefused(403, 'forbidden')
    expect(await as(bob, (db) => db.insertMany(Doc, [{ owner: bob.id, title: 'mine' }, row]))).toBeRefused(
      403,
      'forbidden',
    )
    expect(await as(bob, (db) => db.insert(Tag, { label: 'y' }))).toBeRefused(403, 'forbidden')
    expect(
      await as(bob, (db) => db.insert(Doc, { owner: bob.id, title: 'x', parts: [{ label: 'y' }] })),
    ).toBeRefused(403, 'forbidden')
    expect(await app.db.count(Doc)).toBe(2)
  })

  test('a caller who is nobody finds nothing and changes nothing', async () => {
    expect((await as(undefined, (db) => db.find(Doc))).body.data.result).toEqual([])
    expect((await as(undefined, (db) => db.count(Doc))).body.data.result).toBe(0)
    for (const doing of [
      (db: Database) => db.update(Doc, doc.id, { title: 'x' }),
      (db: Database) => db.delete(Doc, doc.id),
      (db: Database) => db.insert(Doc, { owner: ada.id, title: 'x' }),
    ]) {
      expect(await as(undefined, doing)).toBeRefused(403, 'forbidden')
    }
  })

  test('raw SQL is refused', async () => {
    const raw = (db: Database) =>
      (db as unknown as { sql(text: string): Promise<unknown> }).sql('SELECT * FROM docs')
    expect(await as(bob, raw)).toBeRefused(500, 'internal_error')
  })

  test('a condition that is undefined is a fault, never "every row"', async () => {
    const id = undefined as unknown as string
    for (const doing of [
      (db: Database) => db.get(Doc, id),
      (db: Database) => db.delete(Doc, id),
      (db: Database) => db.deleteMany(Doc, { id }),
      (db: Database) => db.updateMany(Doc, { title: { eq: undefined } } as object, { note: 'x' }),
      (db: Database) => db.deleteMany(Doc, { nope: 1 } as object),
      (db: Database) => db.deleteMany(Doc, { title: { like: '%' } } as object),
      (db: Database) => db.deleteMany(Doc, { title: {} }),
      (db: Database) => db.deleteMany(Doc, { createdAt: new Date() } as object),
      (db: Database) => db.deleteMany(Doc, { title: ['Berlin'] } as object),
      (db: Database) => db.find(Doc, { orderBy: ['nope'] as never }),
      (db: Database) => db.find(Doc, { orderBy: ['parts'] as never }),
    ]) {
      expect(await as(bob, doing)).toBeRefused(500)
    }
    expect(await app.db.count(Doc)).toBe(2)
  })
})

describe('a grant', () => {
  test('to read opens reading, and only in its operation', async () => {
    expect(await result((db) => db.count(Doc), '/reading')).toBe(2)
    expect(await result((db) => db.get(Doc, doc.id), '/reading')).toMatchObject({ title: 'Zanzibar' })
    expect(await result((db) => db.update(Doc, doc.id, { title: 'x' }), '/reading')).toBeNull()
    expect(await result((db) => db.count(Doc))).toBe(1)
  })

  test('to update some fields opens these and no other', async () => {
    expect(
      await result((db) => db.update(Doc, doc.id, { views: { increment: 1 } }), '/viewing'),
    ).toMatchObject({ views: 1 })
    expect(await result((db) => db.update(Doc, doc.id, { views: 5, title: 'x' }), '/viewing')).toBeNull()
    expect(await result((db) => db.update(Doc, doc.id, { title: 'x' }), '/viewing')).toBeNull()
    expect(await result((db) => db.get(Doc, doc.id), '/viewing')).toBeNull()
    expect(await result((db) => db.delete(Doc, doc.id), '/viewing')).toBe(false)
    expect(await stored(doc.id)).toMatchObject({ views: 1, title: 'Zanzibar' })
  })

  test('does not open what a statement of the same text opened before', async () => {
    // Links are no column: the statement that changes views is the same with them and without.
    for (let count = 0; count < 3; count++) {
      expect(await result((db) => db.update(Doc, doc.id, { views: 1 }), '/viewing')).not.toBeNull()
      expect(
        await result((db) => db.update(Doc, doc.id, { views: 2, tags: [tag.id] }), '/viewing'),
      ).toBeNull()
    }
    expect(await stored(doc.id)).toMatchObject({ views: 1 })
    expect(
      await result((db) => db.update(Doc, doc.id, { title: 'Two', views: 2 }), '/titling'),
    ).toMatchObject({ title: 'Two' })
    expect(await result((db) => db.update(Doc, doc.id, { title: 'Three', views: 3 }), '/viewing')).toBeNull()
  })

  test('to create some fields opens these, for one row and for many', async () => {
    const row = { owner: ada.id, title: 'given' }
    expect(await result((db) => db.insert(Doc, row), '/making')).toMatchObject(row)
    expect(await result((db) => db.insertMany(Doc, [row, row]), '/making')).toHaveLength(2)
    expect(await result((db) => db.insert(Doc, { ...row, note: undefined }), '/making')).toMatchObject(row)
    for (const more of [{ note: 'x' }, { tags: [tag.id] }, { views: 1 }]) {
      expect(
        await as(bob, (db) => db.insert(Doc, { ...row, ...more }), '/making'),
        JSON.stringify(more),
      ).toBeRefused(403)
      expect(await as(bob, (db) => db.insertMany(Doc, [row, { ...row, ...more }]), '/making')).toBeRefused(
        403,
      )
    }
    // The rule of the caller still holds where the grant does not.
    expect(
      await result((db) => db.insert(Doc, { owner: bob.id, title: 'own', note: 'x' }), '/making'),
    ).toMatchObject({ note: 'x' })
  })

  test('to create a row does not open the rows nested in it', async () => {
    const row = { owner: ada.id, title: 'given', parts: [{ label: 'x' }] }
    expect(await as(bob, (db) => db.insert(Doc, row), '/making')).toBeRefused(403, 'forbidden')
    expect(await app.db.count(Doc)).toBe(2)
    expect(
      (await as({ ...bob, roles: ['staff'] } as never, (db) => db.insert(Doc, row), '/making')).status,
    ).toBe(200)
  })

  test('to delete opens deleting', async () => {
    await app.db.delete(Link, link.id)
    expect(await result((db) => db.delete(Doc, doc.id), '/deleting')).toBe(true)
    expect(await stored(doc.id)).toBeUndefined()
    expect(await stored(own.id)).toBeDefined()
  })

  test('to read opens the row also where it is included or filtered by', async () => {
    expect((await result((db) => db.find(Link, { include: ['doc'] }), '/reading'))[0].doc).toMatchObject({
      title: 'Zanzibar',
    })
    expect(
      await result((db) => db.find(Link, { where: { 'doc.title': 'Zanzibar' } as object }), '/reading'),
    ).toHaveLength(1)
  })
})

test('a condition on nothing is a condition on what is empty', async () => {
  await app.db.update(Doc, own.id, { note: 'x' })
  expect(await result((db) => db.count(Doc, { note: null }))).toBe(0)
  expect(await result((db) => db.count(Doc, { note: { eq: null } }))).toBe(0)
  expect(await result((db) => db.count(Doc, { note: { ne: null } }))).toBe(1)
  expect(await result((db) => db.get(Doc, null as never))).toBeNull()
  expect(await app.db.count(Doc, { note: { eq: null } })).toBe(1)
})

describe('without policies, by name', () => {
  test('everything is open, and only there', async () => {
    expect(await result((db) => db.dangerouslyWithoutPolicies().count(Doc))).toBe(2)
    expect(
      await result((db) =>
        db
          .dangerouslyWithoutPolicies()
          .sql('SELECT count(*)::int AS n FROM docs WHERE title = $1', ['Zanzibar']),
      ),
    ).toEqual([{ n: 1 }])
    expect(await result((db) => db.count(Doc))).toBe(1)
  })
})
