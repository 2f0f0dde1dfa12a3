/** Soft deletion: a deleted row stays in the table and is nowhere else. */
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
  resource,
  t,
  through,
} from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import '../matchers.ts'

const User = entity('user', { name: t.string() })
const List = entity(
  'list',
  { name: t.string().unique(), owner: t.ref(() => User), entries: t.many(() => Entry, 'list') },
  { softDelete: true, search: ['name'] },
)
const Entry = entity('entry', { list: t.ref(() => List), text: t.string(), tags: t.manyToMany(() => Tag) })
const Tag = entity('tag', { label: t.string() }, { softDelete: true })
let work: (db: Database) => Promise<unknown>
const app = await testApplication(
  application('bin', {
    parts: [
      {
        users: identity(User),
        lists: resource(List, {
          read: anyone,
          create: { who: anyone, refersToAny: ['owner'] },
          update: anyone,
          delete: anyone,
          include: ['entries.tags'],
          filter: ['name'],
          search: true,
        }),
        entries: resource(Entry, {
          read: through('list'),
          create: through('list'),
          filter: ['list.name', 'tags.label'],
          include: ['list', 'tags'],
        }),
        notes: policy(User, { read: owner('id') }),
        tags: resource(Tag, { read: anyone, delete: anyone }),
        run: operation('POST /run', {
          summary: 'Run',
          allow: anyone,
          output: { result: t.json() },
          run: async ({ db }) => ({ result: ((await work(db)) ?? null) as Json }),
        }),
      },
    ],
  }),
)
afterAll(() => app.stop())
const ada = await app.db.insert(User, { name: 'Ada' })
let list: string
let entry: string
beforeEach(async () => {
  await app.db.sql('TRUNCATE lists, entries, tags, entries_tags')
  const tag = await app.db.insert(Tag, { label: 'x' })
  list = (await app.db.insert(List, { name: 'one', owner: ada.id })).id
  entry = (await app.db.insert(Entry, { list, text: 'e', tags: [tag.id] })).id
})
const remove = () => app.request(`DELETE /lists/${list}`)
const run = async (doing: typeof work) => {
  work = doing
  const answer = await app.request('POST /run')
  expect(answer.status, answer.text).toBe(200)
  return answer.body.data.result
}

describe('a deleted row', () => {
  test('is gone by every door, and stays in the table', async () => {
    expect((await remove()).status).toBe(204)
    expect(await remove()).toBeRefused(404)
    expect(await app.request(`GET /lists/${list}`)).toBeRefused(404)
    expect(await app.request(`PATCH /lists/${list}`, { body: { name: 'x' } })).toBeRefused(404)
    expect(await app.request(`PUT /lists/${list}`, { body: { name: 'x', owner: ada.id } })).toBeRefused(404)
    for (const query of ['', '?name=one', '?search=one']) {
      expect((await app.request(`GET /lists${query}`)).body.data).toEqual([])
    }
    expect((await app.request('GET /lists?count=true')).body.meta.total).toBe(0)
    expect(await app.db.sql('SELECT name, deleted_at IS NOT NULL AS gone FROM lists')).toEqual([
      { name: 'one', gone: true },
    ])
  })

  test('is gone for code, too', async () => {
    await remove()
    expect(await run((db) => db.find(List))).toEqual([])
    expect(await run((db) => db.get(List, list))).toBeNull()
    expect(await run((db) => db.count(List))).toBe(0)
    expect(await run((db) => db.update(List, list, { name: 'x' }))).toBeNull()
    expect(await run((db) => db.delete(List, list))).toBe(false)
    expect(await run((db) => db.query(List).selectFrom('list').selectAll().execute())).toEqual([])
    expect(await run((db) => db.dangerouslyWithoutPolicies().count(List))).toBe(0)
  })

  test('takes what is read through it along', async () => {
    await remove()
    expect(await app.request(`GET /entries/${entry}`)).toBeRefused(404)
    expect((await app.request('GET /entries?list.name=one')).body.data).toEqual([])
    expect(await app.request('POST /entries', { body: { list, text: 'late' } })).toBeRefused(403)
  })

  test('stays an id in what refers to it', async () => {
    await app.db.delete(Tag, { label: 'x' })
    const answer = await app.request(`GET /entries/${entry}?include=tags,list`)
    expect(answer.body.data).toMatchObject({ tags: [], list: { id: list } })
    expect((await app.request('GET /entries?tags.label=x')).body.data).toEqual([])
    await app.db.delete(List, list)
    expect(
      (await run((db) => db.dangerouslyWithoutPolicies().find(Entry, { include: ['list'] })))[0].list,
    ).toBe(list)
  })

  test('gives its unique name back', async () => {
    await remove()
    const body = { name: 'one', owner: ada.id }
    expect((await app.request('POST /lists', { body })).status).toBe(201)
    expect(await app.request('POST /lists', { body })).toBeRefused(409, 'conflict')
  })

  test('never shows when it went, nor lets a caller say so', async () => {
    expect((await app.request(`GET /lists/${list}`)).text).not.toContain('deleted')
    expect(
      await app.request(`PATCH /lists/${list}`, { body: { deletedAt: '2024-01-01T00:00:00Z' } }),
    ).toBeRefused(422)
    expect(
      await app.request('POST /lists', { body: { name: 'x', owner: ada.id, deletedAt: null } }),
    ).toBeRefused(422)
    expect(await app.request('GET /lists?deletedAt[null]=false')).toBeRefused(400)
    expect(await app.request('GET /lists?fields=deletedAt')).toBeRefused(400)
    expect(await app.request('GET /lists?sort=deletedAt')).toBeRefused(400)
  })

  test('of many callers at once is deleted by one', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, remove))
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1)
  })

  test('of an older version is not deleted', async () => {
    expect(await app.request(`DELETE /lists/${list}`, { headers: { 'if-match': '"1"' } })).toBeRefused(412)
    expect(await app.db.count(List)).toBe(1)
  })
})
