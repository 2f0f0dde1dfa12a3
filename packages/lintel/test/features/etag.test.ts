/** Entity tags: nothing is sent twice for nothing, and no update is lost. */
import { anyone, application, entity, identity, policy, resource, role, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import '../matchers.ts'

const User = entity('user', { name: t.string() })
const Tag = entity('tag', { label: t.string() })
const Item = entity('item', {
  name: t.string(),
  count: t.integer().default(0),
  tags: t.manyToMany(() => Tag),
  parts: t.many(() => Part, 'item'),
})
const Part = entity('part', { item: t.ref(() => Item, { onDelete: 'cascade' }), label: t.string() })

const app = await testApplication(
  application('tags', {
    parts: [
      [
        identity(User),
        resource(Item, {
          read: anyone,
          create: anyone,
          update: anyone,
          delete: anyone,
          include: ['parts', 'tags'],
        }),
        policy(Part, { read: role('staff') }),
        policy(Tag, { read: anyone }),
      ],
    ],
  }),
)
afterAll(() => app.stop())

let path: string
beforeEach(async () => {
  await app.db.deleteMany(Item, {})
  path = `/items/${(await app.db.insert(Item, { name: 'Lamp', parts: [{ label: 'bulb' }] })).id}`
})
const get = (headers = {}, query = '') => app.request(`GET ${path}${query}`, { headers })
const tagOf = async (query = '') => (await get({}, query)).headers.get('etag') ?? ''

describe('reading', () => {
  test('gives a strong tag that stays while the row stays', async () => {
    const tag = await tagOf()
    expect(tag).toMatch(/^"\d+"$/)
    expect(await tagOf()).toBe(tag)
  })

  test('answers 304 without content when the caller has it', async () => {
    const tag = await tagOf()
    for (const sent of [tag, `W/${tag}`, `"x", ${tag}`, '*', `"x" ,W/${tag},"y"`]) {
      const answer = await get({ 'if-none-match': sent })
      expect([answer.status, answer.text], sent).toEqual([304, ''])
      expect(answer.headers.get('etag')).toBe(tag)
      expect(answer.headers.get('content-length')).toBeNull()
    }
    expect((await get({ 'if-none-match': '"x"' })).status).toBe(200)
    expect((await app.request(`HEAD ${path}`, { headers: { 'if-none-match': tag } })).status).toBe(304)
  })

  test('of another row or of nothing is never 304', async () => {
    const missing = '/items/0195f3a0-1111-7000-8000-000000000001'
    expect(await app.request(`GET ${missing}`, { headers: { 'if-none-match': '*' } })).toBeRefused(
      404,
      'not_found',
    )
  })

  test('with relations gives a tag that changes with them', async () => {
    const [plain, tag] = [await tagOf(), await tagOf('?include=tags')]
    expect(tag).not.toBe(plain)
    expect((await get({ 'if-none-match': tag }, '?include=tags')).status).toBe(304)
    const label = await app.db.insert(Tag, { label: 'x' })
    await app.db.sql('INSERT INTO items_tags (item_id, tag_id) VALUES ($1, $2)', [path.slice(7), label.id])
    expect(await tagOf()).toBe(plain)
    expect((await get({ 'if-none-match': tag }, '?include=tags')).status).toBe(200)
  })

  test('is never cached for others: who asks decides what is in it', async () => {
    const staff = await app.request(`GET ${path}?include=parts`, {
      as: { id: '0195f3a0-1111-7000-8000-000000000001', roles: ['staff'] },
    })
    const other = await get({}, '?include=parts')
    expect(staff.body.data.parts).toHaveLength(1)
    expect(other.body.data.parts).toHaveLength(0)
    expect(staff.headers.get('etag')).not.toBe(other.headers.get('etag'))
    for (const answer of [staff, other]) {
      expect(answer.headers.get('cache-control')).toMatch(/private/)
      expect(answer.headers.get('vary')).toMatch(/authorization/)
    }
  })
})

describe('a change', () => {
  const change = (headers: Record<string, string>, count = 1) =>
    app.request(`PATCH ${path}`, { body: { count }, headers })
  const put = (headers: Record<string, string>) =>
    app.request(`PUT ${path}`, { body: { name: 'Put' }, headers })
  const remove = (headers: Record<string, string>) => app.request(`DELETE ${path}`, { headers })

  test('of the version that the caller knows succeeds and gives the next', async () => {
    const tag = await tagOf()
    const answer = await change({ 'if-match': tag })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('etag')).not.toBe(tag)
    expect(answer.headers.get('etag')).toBe(await tagOf())
    expect((await put({ 'if-match': await tagOf('?include=tags') })).status).toBe(200)
    expect((await remove({ 'if-match': `"1", ${await tagOf()}` })).status).toBe(204)
  })

  test('of an older version is refused, by every method', async () => {
    const tag = await tagOf()
    await change({})
    for (const attempt of [change, put, remove]) {
      const answer = await attempt({ 'if-match': tag })
      expect(answer).toBeRefused(412, 'precondition_failed')
    }
    expect((await get()).body.data).toMatchObject({ name: 'Lamp', count: 1 })
  })

  test('is refused for tags that cannot be the version', async () => {
    const tag = await tagOf()
    for (const sent of [
      `W/${tag}`,
      '"x"',
      '""',
      '"99999999999"',
      '"-1"',
      '"0"',
      `"${tag.slice(1, -1)}0"`,
      `"${tag.slice(1, -1)};"`,
      `"x${tag.slice(1)}`,
    ]) {
      expect(await change({ 'if-match': sent }), sent).toBeRefused(412, 'precondition_failed')
    }
    expect((await get()).body.data.count).toBe(0)
  })

  test('is refused for a header that is no list of tags', async () => {
    const tag = (await tagOf()).slice(1, -1)
    for (const sent of [
      tag,
      `"${tag}`,
      `w/"${tag}"`,
      '*, "1"',
      'x',
      `'${tag}'`,
      `"${tag}" "1"`,
      ',',
      Array.from({ length: 101 }, () => '"1"').join(),
    ]) {
      expect(await change({ 'if-match': sent }), sent).toBeRefused(400, 'entity_tag_malformed')
      expect(await get({ 'if-none-match': sent }), sent).toBeRefused(400, 'entity_tag_malformed')
    }
    expect((await get()).body.data.count).toBe(0)
  })

  test('of any version is what a star asks for', async () => {
    expect((await change({ 'if-match': '*' })).status).toBe(200)
    const missing = '/items/0195f3a0-1111-7000-8000-000000000001'
    expect(
      await app.request(`PATCH ${missing}`, { body: { count: 1 }, headers: { 'if-match': '*' } }),
    ).toBeRefused(404)
  })

  test('of a row that is gone is 404, whatever version is named', async () => {
    const tag = await tagOf()
    await remove({})
    expect(await change({ 'if-match': tag })).toBeRefused(404, 'not_found')
  })

  test('of one version succeeds for exactly one of many', async () => {
    const tag = await tagOf()
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => change({ 'if-match': tag }, index + 1)),
    )
    const winners = answers.filter(({ status }) => status === 200)
    expect(winners).toHaveLength(1)
    for (const answer of answers.filter(({ status }) => status !== 200)) expect(answer).toBeRefused(412)
    expect((await get()).body.data.count).toBe(winners[0]?.body.data.count)
  })

  test('that also moves links is refused as a whole', async () => {
    const tag = await tagOf()
    const label = await app.db.insert(Tag, { label: 'x' })
    await change({})
    const answer = await app.request(`PATCH ${path}`, {
      body: { tags: [label.id] },
      headers: { 'if-match': tag },
    })
    expect(answer).toBeRefused(412)
    expect((await get({}, '?include=tags')).body.data.tags).toEqual([])
  })
})

test('a created row can be changed with the tag of its creation', async () => {
  const created = await app.request('POST /items', { body: { name: 'New' } })
  const changed = await app.request(`PATCH ${created.headers.get('location')}`, {
    body: { count: 1 },
    headers: { 'if-match': created.headers.get('etag') ?? '' },
  })
  expect(changed.status).toBe(200)
})
