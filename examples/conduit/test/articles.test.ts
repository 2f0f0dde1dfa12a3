// Articles: whose they are, their slugs and tags, and what is refused.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { slugOf } from '../src/slug.ts'
import { atOnce, type ConduitUnderTest, type Person, publish, startConduit } from './conduit-under-test.ts'

let conduit: ConduitUnderTest
let ann: Person
let bob: Person

beforeAll(async () => {
  conduit = await startConduit()
  ann = await conduit.person('ann')
  bob = await conduit.person('bob')
})
afterAll(() => conduit?.app.stop())

const text = { title: 'Dragons', description: 'About dragons', body: 'All about dragons.' }
const read = async (slug: string, reader: Pick<Person, 'ask'> = conduit) =>
  (await reader.ask(`GET /articles/${slug}`)).body.article

describe('publishing', () => {
  test('gives the article back as its readers see it', async () => {
    const { status, body } = await ann.ask('POST /articles', {
      article: { ...text, tagList: ['b', 'a', 'b'] },
    })
    expect(status).toBe(201)
    expect(body.article).toMatchObject({ ...text, tagList: ['b', 'a'], favorited: false, favoritesCount: 0 })
    expect(body.article.author).toEqual({ username: 'ann', bio: null, image: null, following: false })
    expect(await read(body.article.slug)).toEqual(body.article)
  })

  test('gives equal titles different slugs', async () => {
    const slugs = await Promise.all([1, 2, 3].map(() => publish(ann, 'The same')))
    expect(new Set(slugs).size).toBe(3)
    for (const slug of slugs) expect((await read(slug)).title).toBe('The same')
  })

  test.each([
    ['no title', { title: undefined }, { title: ["can't be blank"] }],
    ['an empty title', { title: '' }, { title: ["can't be blank"] }],
    ['an empty body', { body: '' }, { body: ["can't be blank"] }],
    [
      'nothing',
      { title: '', description: '', body: '' },
      { title: ["can't be blank"], description: ["can't be blank"], body: ["can't be blank"] },
    ],
    ['a long title', { title: 'x'.repeat(256) }, { title: [expect.any(String)] }],
    ['a title that is a number', { title: 7 }, { title: [expect.any(String)] }],
    ['tags that are no list', { tagList: 'fire' }, { tagList: [expect.any(String)] }],
    ['an empty tag', { tagList: ['fire', ''] }, { tagList: ["can't be blank"] }],
    ['a long tag', { tagList: ['x'.repeat(256)] }, { tagList: [expect.any(String)] }],
  ])('refuses %s', async (_what, wrong, errors) => {
    const { status, body } = await ann.ask('POST /articles', { article: { ...text, ...wrong } })
    expect(status).toBe(422)
    expect(body).toEqual({ errors })
  })

  test('refuses a body that is none', async () => {
    expect((await ann.ask('POST /articles', {})).body).toEqual({ errors: { article: ["can't be blank"] } })
    expect((await ann.ask('POST /articles', [])).status).toBe(422)
    const headers = { authorization: `Token ${ann.token}`, 'content-type': 'application/json' }
    const broken = await conduit.app.request('POST /api/articles', { headers, body: '{"article":' })
    expect(broken.status).toBe(400)
    expect(Object.keys(broken.body)).toEqual(['errors'])
  })
})

describe('a slug', () => {
  test.each([
    ['How to Train your Dragon', 'how-to-train-your-dragon'],
    ['  Übermut & Café!  ', 'ubermut-cafe'],
    ['龍', 'article'],
    ['---', 'article'],
    ['../../etc/passwd?x=1', 'etc-passwd-x-1'],
  ])('of %j begins with %s', (title, words) => {
    expect(slugOf(title).replace(/-[0-9a-f]{8}$/, '')).toBe(words)
  })

  test('of any title fits into an address and a column', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 255 }), (title) => {
        expect(slugOf(title)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
        expect(slugOf(title).length).toBeLessThanOrEqual(255)
      }),
    )
  })

  test('follows a new title, and stays with the old one', async () => {
    const slug = await publish(ann, 'Before')
    const change = (article: object) => ann.ask(`PUT /articles/${slug}`, { article })
    expect((await change({ body: 'Changed.' })).body.article.slug).toBe(slug)
    expect((await change({ title: 'Before' })).body.article.slug).toBe(slug)
    const renamed = (await change({ title: 'After' })).body.article
    expect(renamed).toMatchObject({ title: 'After', body: 'Changed.' })
    expect(renamed.slug).toMatch(/^after-/)
    expect((await conduit.ask(`GET /articles/${slug}`)).status).toBe(404)
  })
})

describe('changing', () => {
  test('leaves tags alone that nobody names, replaces those that somebody does', async () => {
    const slug = await publish(ann, 'Tagged', ['one', 'two'])
    const change = async (article: object) =>
      (await ann.ask(`PUT /articles/${slug}`, { article })).body.article.tagList
    expect(await change({ body: 'Changed.' })).toEqual(['one', 'two'])
    expect(await change({ tagList: ['two', 'three', 'two'] })).toEqual(['two', 'three'])
    expect(await change({ tagList: [] })).toEqual([])
  })

  test('at the same time leaves the tags of one of them', async () => {
    const slug = await publish(ann, 'Contested', ['old'])
    const lists = ['one', 'two', 'three', 'four'].map((name) => [name, `${name} more`])
    const answers = await Promise.all(
      lists.map((tagList) => ann.ask(`PUT /articles/${slug}`, { article: { tagList } })),
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(lists).toContainEqual((await read(slug)).tagList)
  })

  test('is for the author alone, also for somebody who signed in', async () => {
    const slug = await publish(ann, 'Mine', ['mine'])
    const before = await read(slug)
    const article = { title: 'Yours', tagList: ['yours'] }
    const changed = await bob.ask(`PUT /articles/${slug}`, { article })
    expect(changed.status).toBe(403)
    expect(changed.body).toEqual({ errors: { article: ['forbidden'] } })
    expect((await bob.ask(`DELETE /articles/${slug}`)).status).toBe(403)
    expect((await conduit.ask(`PUT /articles/${slug}`, { article })).status).toBe(401)
    expect((await conduit.ask(`DELETE /articles/${slug}`)).status).toBe(401)
    expect(await read(slug)).toEqual(before)
  })

  test.each(['PUT', 'DELETE'])('%s says that an article is not there', async (method) => {
    const body = method === 'PUT' ? { article: { body: 'x' } } : undefined
    const { status, body: answer } = await ann.ask(`${method} /articles/nowhere`, body)
    expect(status).toBe(404)
    expect(answer).toEqual({ errors: { article: ['not found'] } })
  })

  test('takes back an article with all that belongs to it', async () => {
    const slug = await publish(ann, 'Gone', ['gone'])
    await bob.ask(`POST /articles/${slug}/favorite`)
    await bob.ask(`POST /articles/${slug}/comments`, { comment: { body: 'Good.' } })
    const deleted = await ann.ask(`DELETE /articles/${slug}`)
    expect(deleted).toMatchObject({ status: 204, text: '' })
    expect((await conduit.ask(`GET /articles/${slug}`)).status).toBe(404)
    expect((await conduit.ask(`GET /articles/${slug}/comments`)).status).toBe(404)
  })
})

describe('favourites', () => {
  test('count once for each reader, however often they say so', async () => {
    const slug = await publish(ann, 'Loved')
    const favorite = async (reader: Person, method = 'POST') =>
      (await reader.ask(`${method} /articles/${slug}/favorite`)).body.article
    expect(await favorite(bob)).toMatchObject({ favorited: true, favoritesCount: 1 })
    expect(await favorite(bob)).toMatchObject({ favorited: true, favoritesCount: 1 })
    expect(await favorite(ann)).toMatchObject({ favorited: true, favoritesCount: 2 })
    expect(await favorite(bob, 'DELETE')).toMatchObject({ favorited: false, favoritesCount: 1 })
    expect(await favorite(bob, 'DELETE')).toMatchObject({ favorited: false, favoritesCount: 1 })
    expect(await read(slug, ann)).toMatchObject({ favorited: true, favoritesCount: 1 })
  })

  test('count once, also when ten come at the same time', async () => {
    const slug = await publish(ann, 'Clicked')
    const statuses = await atOnce(10, () => bob.ask(`POST /articles/${slug}/favorite`))
    expect(statuses).toEqual(Array.from({ length: 10 }, () => 200))
    expect(await read(slug)).toMatchObject({ favoritesCount: 1 })
  })

  test('settle on one or none, when both come at the same time', async () => {
    const slug = await publish(ann, 'Undecided')
    let click = 0
    const statuses = await atOnce(20, () =>
      bob.ask(`${click++ % 2 ? 'POST' : 'DELETE'} /articles/${slug}/favorite`),
    )
    expect(statuses.every((status) => status === 200)).toBe(true)
    const { favorited, favoritesCount } = await read(slug, bob)
    expect(favoritesCount).toBe(favorited ? 1 : 0)
  })

  test('are of articles that there are, and of those who signed in', async () => {
    expect((await bob.ask('POST /articles/nowhere/favorite')).status).toBe(404)
    expect((await bob.ask('DELETE /articles/nowhere/favorite')).status).toBe(404)
    expect((await conduit.ask(`POST /articles/${await publish(ann, 'Shy')}/favorite`)).status).toBe(401)
  })
})
