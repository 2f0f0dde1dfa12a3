/** Many-to-many: links are part of a row to whoever writes it, and rows of their own to whoever reads it. */
import { anyone, application, entity, resource, role, t, where } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import '../matchers.ts'

const Tag = entity('tag', { label: t.string(), shown: t.boolean().default(true) })
const Post = entity('post', {
  title: t.string().unique(),
  tags: t.manyToMany(() => Tag),
  friends: t.manyToMany(() => Post),
})
const app = await testApplication(
  application('linked', {
    parts: [
      [
        resource(Tag, { read: [where('shown', 'eq', true), role('staff')], delete: anyone }),
        resource(Post, {
          read: anyone,
          create: anyone,
          update: anyone,
          delete: anyone,
          include: ['tags', 'friends.tags'],
          filter: ['tags.label', 'friends.title'],
          sort: ['title'],
        }),
      ],
    ],
  }),
)
afterAll(() => app.stop())
beforeEach(async () => {
  await app.db.deleteMany(Post, {})
})

const [red, blue, hidden] = (
  await app.db.insertMany(Tag, [{ label: 'red' }, { label: 'blue' }, { label: 'hidden', shown: false }])
).map(({ id }) => id) as [string, string, string]
const nothing = '0195f3a0-1111-7000-8000-000000000001'
const create = (body: object) => app.request('POST /posts', { body })
const labels = async (id: string) => {
  const { data } = (await app.request(`GET /posts/${id}?include=tags`)).body
  return data.tags
    .map(({ label }: { label: string }) => label)
    .sort()
    .join()
}
const made = async (body: object): Promise<string> => (await create(body)).body.data.id

describe('links', () => {
  test('are made with the row', async () => {
    expect(await labels(await made({ title: 'a', tags: [red, blue] }))).toBe('blue,red')
    expect(await labels(await made({ title: 'b' }))).toBe('')
    expect(await labels(await made({ title: 'c', tags: [] }))).toBe('')
  })

  test('are no field of the row itself', async () => {
    const answer = await create({ title: 'a', tags: [red] })
    expect(answer.body.data).not.toHaveProperty('tags')
  })

  test('are replaced by PATCH, emptied by an empty list, and kept where nothing is said', async () => {
    const id = await made({ title: 'a', tags: [red] })
    const patch = (body: object) => app.request(`PATCH /posts/${id}`, { body })
    expect((await patch({ tags: [blue] })).status).toBe(200)
    expect(await labels(id)).toBe('blue')
    await patch({ title: 'b' })
    expect(await labels(id)).toBe('blue')
    await patch({ tags: [] })
    expect(await labels(id)).toBe('')
  })

  test('give the row another version', async () => {
    const id = await made({ title: 'a' })
    const before = (await app.request(`GET /posts/${id}`)).headers.get('etag')
    const after = await app.request(`PATCH /posts/${id}`, { body: { tags: [red] } })
    expect(after.headers.get('etag')).not.toBe(before)
  })

  test('lead to rows of the same entity without mixing up the sides', async () => {
    const [a, b] = [await made({ title: 'a', tags: [red] }), await made({ title: 'b' })]
    await app.request(`PATCH /posts/${b}`, { body: { friends: [a] } })
    const of = async (id: string) =>
      (await app.request(`GET /posts/${id}?include=friends.tags`)).body.data.friends
    expect(
      (await of(b)).map((post: { title: string; tags: object[] }) => [post.title, post.tags.length]),
    ).toEqual([['a', 1]])
    expect(await of(a)).toEqual([])
  })

  test('go with either of their rows', async () => {
    const tag = await app.db.insert(Tag, { label: 'short' })
    const id = await made({ title: 'a', tags: [tag.id, red] })
    expect((await app.request(`DELETE /tags/${tag.id}`)).status).toBe(204)
    expect(await labels(id)).toBe('red')
    expect((await app.request(`DELETE /posts/${id}`)).status).toBe(204)
    expect(await app.db.sql('SELECT * FROM posts_tags')).toEqual([])
  })

  test('are filters, each row once however many match', async () => {
    await made({ title: 'a', tags: [red, blue] })
    await made({ title: 'b', tags: [blue] })
    const titles = async (query: string) =>
      (await app.request(`GET /posts?sort=title&${query}`)).body.data
        .map(({ title }: { title: string }) => title)
        .join('')
    expect(await titles('tags.label=blue')).toBe('ab')
    expect(await titles('tags.label[in]=red,blue')).toBe('ab')
    expect(await titles('tags.label[ne]=blue')).toBe('a')
    expect(await titles('tags.label=hidden')).toBe('')
  })

  test('to rows that the caller may not read do not show', async () => {
    const { id } = await app.db.insert(Post, { title: 'a', tags: [red, hidden] })
    expect(await labels(id)).toBe('red')
    expect((await app.request('GET /posts?tags.label=hidden')).body.data).toEqual([])
  })
})

describe('nothing is stored', () => {
  test.each<[string, unknown, string]>([
    ['a link to nothing', [nothing], '/tags'],
    ['a link among good ones to nothing', ['red', nothing], '/tags'],
    ['a link that is no id', ['x'], '/tags/0'],
    ['a link twice', ['red', 'red'], '/tags'],
    ['links that are no list', 'red', '/tags'],
    ['rows in place of ids', [{ label: 'x' }], '/tags/0'],
    ['null among the links', [null], '/tags/0'],
    ['null', null, '/tags'],
    [
      'too many links',
      Array.from(
        { length: 1001 },
        (_, index) => `0195f3a0-1111-7000-8000-${String(index).padStart(12, '0')}`,
      ),
      '/tags',
    ],
  ])('with %s', async (_what, given, pointer) => {
    const ids = (value: unknown): unknown =>
      Array.isArray(value) ? value.map(ids) : value === 'red' && given !== 'red' ? red : value
    const tags = ids(given)
    const kept = await made({ title: 'kept', tags: [blue] })
    for (const answer of [
      await create({ title: 'a', tags }),
      await app.request(`PATCH /posts/${kept}`, { body: { title: 'x', tags } }),
    ]) {
      expect(answer).toBeRefused(422)
      expect(answer).toPointAt(pointer)
    }
    expect(await app.db.find(Post)).toEqual([expect.objectContaining({ title: 'kept' })])
    expect(await labels(kept)).toBe('blue')
  })

  test('when the row itself is refused', async () => {
    await made({ title: 'a', tags: [red] })
    expect(await create({ title: 'a', tags: [blue] })).toBeRefused(409)
    expect(await app.db.sql('SELECT count(*)::int AS n FROM posts_tags')).toEqual([{ n: 1 }])
  })
})

test('parallel changes of one row leave the links of one of them', async () => {
  const id = await made({ title: 'a' })
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      app.request(`PATCH /posts/${id}`, { body: { tags: index % 2 ? [red] : [blue] } }),
    ),
  )
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200))
  expect(['red', 'blue']).toContain(await labels(id))
})
