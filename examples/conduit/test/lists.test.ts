// Lists of articles: each filter keeps others out, the feed shows only whom one follows, pages neither skip nor repeat.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ConduitUnderTest, type Person, publish, startConduit, titles } from './conduit-under-test.ts'

let conduit: ConduitUnderTest
let ann: Person
let bob: Person
let cat: Person
let slugs: Record<string, string>

beforeAll(async () => {
  conduit = await startConduit()
  ann = await conduit.person('ann')
  bob = await conduit.person('bob')
  cat = await conduit.person('cat')
  slugs = {
    dragons: await publish(ann, 'Dragons', ['fire', 'wings']),
    eagles: await publish(bob, 'Eagles', ['wings']),
    foxes: await publish(ann, 'Foxes'),
    geese: await publish(bob, 'Geese', ['wings', 'water']),
  }
  await cat.ask(`POST /articles/${slugs.dragons}/favorite`)
  await cat.ask(`POST /articles/${slugs.geese}/favorite`)
  await bob.ask(`POST /articles/${slugs.dragons}/favorite`)
})
afterAll(() => conduit?.app.stop())

describe('the list', () => {
  test('shows everything, the newest first, to anybody', async () => {
    const list = await conduit.ask('GET /articles')
    expect(titles(list)).toEqual(['Geese', 'Foxes', 'Eagles', 'Dragons'])
    expect(list.body.articlesCount).toBe(4)
  })

  test.each([
    ['author=ann', ['Foxes', 'Dragons']],
    ['author=bob', ['Geese', 'Eagles']],
    ['author=nobody', []],
    ['author=Ann', []],
    ['tag=wings', ['Geese', 'Eagles', 'Dragons']],
    ['tag=fire', ['Dragons']],
    ['tag=wing', []],
    ['favorited=cat', ['Geese', 'Dragons']],
    ['favorited=bob', ['Dragons']],
    ['favorited=ann', []],
    ['favorited=nobody', []],
    ['tag=wings&author=bob', ['Geese', 'Eagles']],
    ['tag=wings&author=bob&favorited=cat', ['Geese']],
    ['tag=water&author=ann', []],
  ])('%s keeps the others out, and counts what is left', async (query, expected) => {
    for (const reader of [conduit, ann, cat]) {
      const list = await reader.ask(`GET /articles?${query}`)
      expect(titles(list)).toEqual(expected)
      expect(list.body.articlesCount).toBe(expected.length)
    }
  })

  test('does not know other filters, and takes none of them for one', async () => {
    for (const query of ['title=Dragons', 'Author=ann', 'author[ne]=ann', 'isFollowed=true', 'sort=title']) {
      const list = await cat.ask(`GET /articles?${query}`)
      expect(list.status, query).toBe(200)
      expect(titles(list), query).toEqual(['Geese', 'Foxes', 'Eagles', 'Dragons'])
    }
  })

  test.each([
    'author=ann&author=bob',
    'tag=fire&tag=water',
    'author=%00',
    'tag=%zz',
  ])('refuses %s', async (query) => {
    const { status, body } = await conduit.ask(`GET /articles?${query}`)
    expect([400, 422]).toContain(status)
    expect(Object.keys(body)).toEqual(['errors'])
  })

  test('takes any text for a name', async () => {
    for (const name of ["'; DROP TABLE articles; --", '%', '_', '*', 'x'.repeat(2000)]) {
      for (const filter of ['author', 'tag', 'favorited']) {
        const { status, body } = await conduit.ask(`GET /articles?${filter}=${encodeURIComponent(name)}`)
        expect(status, name).toBe(200)
        expect(body).toEqual({ articles: [], articlesCount: 0 })
      }
    }
  })

  test('tells each reader what is theirs', async () => {
    const first = async (reader: Pick<Person, 'ask'>) =>
      (await reader.ask('GET /articles?tag=fire')).body.articles[0]
    expect(await first(conduit)).toMatchObject({ favorited: false, favoritesCount: 2 })
    expect(await first(cat)).toMatchObject({ favorited: true, favoritesCount: 2 })
    expect(await first(ann)).toMatchObject({ favorited: false, favoritesCount: 2 })
  })

  test('shows no bodies', async () => {
    for (const article of (await conduit.ask('GET /articles')).body.articles) {
      expect(Object.keys(article).sort()).toEqual([
        'author',
        'createdAt',
        'description',
        'favorited',
        'favoritesCount',
        'slug',
        'tagList',
        'title',
        'updatedAt',
      ])
    }
  })
})

describe('pages', () => {
  test.each([
    ['limit=2', ['Geese', 'Foxes']],
    ['limit=2&offset=2', ['Eagles', 'Dragons']],
    ['limit=1&offset=3', ['Dragons']],
    ['offset=4', []],
    ['offset=1', ['Foxes', 'Eagles', 'Dragons']],
    ['limit=100&offset=0', ['Geese', 'Foxes', 'Eagles', 'Dragons']],
  ])('%s', async (query, expected) => {
    const list = await conduit.ask(`GET /articles?${query}`)
    expect(titles(list)).toEqual(expected)
    expect(list.body.articlesCount).toBe(4)
  })

  test('of twenty articles where nobody says', async () => {
    const dora = await conduit.person('dora')
    for (let number = 1; number <= 21; number++) await publish(dora, `Story ${number}`)
    const list = await conduit.ask('GET /articles?author=dora')
    expect(list.body.articles).toHaveLength(20)
    expect(list.body.articlesCount).toBe(21)
    expect(titles(await conduit.ask('GET /articles?author=dora&offset=20'))).toEqual(['Story 1'])
  })

  test.each([
    ['limit=0', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=101', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=many', 'limit'],
    ['limit=', 'limit'],
    ['offset=-1', 'offset'],
    ['offset=x', 'offset'],
    ['limit=1&limit=2', 'limit'],
  ])('%s is refused, and named', async (query, name) => {
    for (const route of [`GET /articles?${query}`, `GET /articles/feed?${query}`]) {
      const { status, body } = await ann.ask(route)
      expect(status).toBe(422)
      expect(Object.keys(body.errors)).toEqual([name])
    }
  })
})

describe('the feed', () => {
  test('is empty for who follows nobody', async () => {
    const { body } = await ann.ask('GET /articles/feed')
    expect(body).toEqual({ articles: [], articlesCount: 0 })
  })

  test('shows articles of those whom one follows, and of nobody else', async () => {
    await cat.ask('POST /profiles/ann/follow')
    const feed = await cat.ask('GET /articles/feed')
    expect(titles(feed)).toEqual(['Foxes', 'Dragons'])
    expect(feed.body.articlesCount).toBe(2)
    expect(feed.body.articles[0].author).toMatchObject({ username: 'ann', following: true })
    expect(titles(await cat.ask('GET /articles/feed?limit=1&offset=1'))).toEqual(['Dragons'])
    expect(titles(await bob.ask('GET /articles/feed'))).toEqual([])

    await cat.ask('DELETE /profiles/ann/follow')
    expect(titles(await cat.ask('GET /articles/feed'))).toEqual([])
  })

  test('is nobody’s without a token', async () => {
    expect((await conduit.ask('GET /articles/feed')).status).toBe(401)
  })
})

describe('tags', () => {
  test('are those of the articles that there are, each once', async () => {
    expect((await conduit.ask('GET /tags')).body.tags).toEqual(['fire', 'water', 'wings'])
    const slug = await publish(ann, 'Hens', ['eggs', 'wings'])
    expect((await conduit.ask('GET /tags')).body.tags).toContain('eggs')
    await ann.ask(`DELETE /articles/${slug}`)
    expect((await conduit.ask('GET /tags')).body.tags).toEqual(['fire', 'water', 'wings'])
  })
})
