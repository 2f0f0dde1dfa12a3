/** Included relations: nested as asked, in one answer, and never a row that the caller may not read. */
import { anyone, application, entity, identity, owner, policy, resource, role, t, through } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import '../matchers.ts'

const Person = entity('person', { name: t.string(), secret: t.text().private().default('hush') })
const Team = entity('team', { name: t.string(), drivers: t.many(() => Driver, 'constructor') })
const Driver = entity('driver', {
  name: t.string(),
  // A name that every object has by itself.
  constructor: t.ref(() => Team),
})
const Tag = entity('tag', { label: t.string() })
const Post = entity('post', {
  title: t.string(),
  author: t.ref(() => Person),
  editor: t.ref(() => Person).optional(),
  tags: t.manyToMany(() => Tag),
  comments: t.many(() => Comment, 'post'),
})
const Comment = entity('comment', {
  post: t.ref(() => Post),
  author: t.ref(() => Person),
  text: t.text(),
  hidden: t.boolean().default(false),
})

const app = await testApplication(
  application('blog', {
    parts: [
      [
        identity(Person),
        resource(Person, { read: [owner('id'), role('staff')] }),
        policy(Tag, { read: anyone }),
        resource(Post, {
          read: anyone,
          sort: ['title'],
          include: ['author', 'editor', 'tags', 'comments.author', 'comments.post.author'],
        }),
        policy(Comment, { read: [owner('author'), role('staff')] }),
        resource(Team, { read: anyone, include: ['drivers'] }),
        resource(Driver, { read: anyone, include: ['constructor'] }),
      ],
    ],
  }),
)
afterAll(() => app.stop())

const ada = await app.db.insert(Person, { name: 'Ada' })
const bob = await app.db.insert(Person, { name: 'Bob' })
const tags = await app.db.insertMany(Tag, [{ label: 'x' }, { label: 'y' }])
const post = await app.db.insert(Post, {
  title: 'First',
  author: ada.id,
  tags: tags.map(({ id }) => id),
  comments: [
    { author: ada.id, text: 'mine' },
    { author: bob.id, text: 'of another' },
  ],
})
await app.db.insert(Post, { title: 'Second', author: bob.id, editor: ada.id })

const read = async (include: string, as?: { id: string; roles?: string[] }) => {
  const one = await app.request(`GET /posts/${post.id}?include=${include}`, as ? { as } : {})
  const list = await app.request(`GET /posts?sort=title&include=${include}`, as ? { as } : {})
  expect(one.status, one.text).toBe(200)
  expect(list.body.data[0], 'a list shows what a single read shows').toEqual(one.body.data)
  return one.body.data
}
const staff = { id: bob.id, roles: ['staff'] }

describe('an included relation', () => {
  test('takes the place of its id', async () => {
    const row = await read('author', staff)
    expect(row.author).toMatchObject({ id: ada.id, name: 'Ada' })
    expect(row).not.toHaveProperty('comments')
    expect(row).not.toHaveProperty('tags')
  })

  test('is null where there is none', async () => {
    expect((await read('editor', staff)).editor).toBeNull()
  })

  test('is a list for many, empty where there are none', async () => {
    const row = await read('tags,comments', staff)
    expect(row.tags.map((tag: { label: string }) => tag.label)).toEqual(['x', 'y'])
    expect(row.comments.map((comment: { text: string }) => comment.text)).toEqual(['mine', 'of another'])
    const list = await app.request('GET /posts?sort=-title&include=tags,comments', { as: staff })
    expect(list.body.data[0]).toMatchObject({ title: 'Second', tags: [], comments: [] })
  })

  test('nests, also by way of the row that it came from', async () => {
    const row = await read('comments.author,comments.post.author', staff)
    expect(row.comments[1].author.name).toBe('Bob')
    expect(row.comments[1].post).toMatchObject({ id: post.id, author: { name: 'Ada' } })
  })

  test('may be asked for by the shorter part of a longer path', async () => {
    expect((await read('comments.post', staff)).comments[0].post.title).toBe('First')
  })

  test('may be asked for twice in one list', async () => {
    expect((await read('author,author', staff)).author.name).toBe('Ada')
  })

  test('never shows a private field', async () => {
    const answer = await app.request(`GET /posts/${post.id}?include=author,comments.author`, { as: staff })
    expect(answer.text).not.toContain('hush')
    expect(answer.text).not.toContain('"secret"')
  })
})

describe('a row that the caller may not read', () => {
  test('stays an id where it is one', async () => {
    expect((await read('author')).author).toBe(ada.id)
    expect((await read('author', { id: bob.id })).author).toBe(ada.id)
    expect((await read('author', { id: ada.id })).author).toMatchObject({ name: 'Ada' })
  })

  test('is not among many', async () => {
    expect((await read('comments')).comments).toEqual([])
    const mine = (await read('comments.author', { id: ada.id })).comments
    expect(mine.map((comment: { text: string }) => comment.text)).toEqual(['mine'])
    expect(mine[0].author.name).toBe('Ada')
  })

  test('does not show at any depth', async () => {
    const answer = await app.request(`GET /posts?include=comments.post.author,editor`, { as: { id: bob.id } })
    expect(answer.text).not.toContain('Ada')
    expect(answer.text).not.toContain('mine')
  })
})

describe('what may not be included', () => {
  test.each([
    'nope',
    'title',
    'author.name',
    'tags.posts',
    'comments.post.comments',
    '',
    ',',
    'author,',
    ' author',
    'Author',
  ])('%j is refused', async (include) => {
    for (const path of ['/posts', `/posts/${post.id}`]) {
      const answer = await app.request(`GET ${path}?include=${encodeURIComponent(include)}`)
      expect(answer).toBeRefused(400, 'query_invalid')
      expect(answer).toPointAt('query/include')
    }
  })

  test.each([
    'constructor',
    '__proto__',
    'toString',
    'author.constructor',
    'hasOwnProperty',
  ])('%s is refused', async (name) => {
    expect(await app.request(`GET /posts?include=${name}`)).toBeRefused(400, 'query_invalid')
  })

  test('is not offered by a resource that names none', async () => {
    expect(await app.request('GET /persons?include=secret', { as: staff })).toBeRefused(400)
  })

  test('twice as a parameter is refused', async () => {
    expect(await app.request('GET /posts?include=author&include=tags')).toBeRefused(400, 'query_invalid')
  })
})

describe('a relation whose name every object has', () => {
  test('is an id unless it is asked for', async () => {
    const team = await app.db.insert(Team, { name: 'Ferrari' })
    const driver = await app.db.insert(Driver, { name: 'Enzo', constructor: team.id })
    const plain = await app.request(`GET /drivers/${driver.id}`)
    expect(plain.body.data).toMatchObject({ constructor: team.id })
    const sparse = await app.request(`GET /drivers/${driver.id}?fields=name`)
    expect(sparse.body.data).toEqual({ name: 'Enzo' })
    const included = await app.request(`GET /drivers?include=constructor`)
    expect(included.body.data[0].constructor).toMatchObject({ name: 'Ferrari' })
    const back = await app.request('GET /teams?include=drivers')
    expect(back.body.data[0].drivers).toEqual([expect.objectContaining({ constructor: team.id })])
  })
})

test('a policy that leads through the parent shows children only with it', async () => {
  const Room = entity('room', { owner: t.ref(() => Person), desks: t.many(() => Desk, 'room') })
  const Desk = entity('desk', { room: t.ref(() => Room), label: t.string() })
  const rooms = await testApplication(
    application('rooms', {
      parts: [
        [
          identity(Person),
          policy(Person, { read: anyone }),
          resource(Room, { read: owner('owner'), include: ['desks'] }),
          resource(Desk, { read: through('room'), include: ['room'] }),
        ],
      ],
    }),
  )
  try {
    const [one, two] = [
      await rooms.db.insert(Person, { name: 'One' }),
      await rooms.db.insert(Person, { name: 'Two' }),
    ]
    await rooms.db.insert(Room, { owner: one.id, desks: [{ label: 'window' }] })
    await rooms.db.insert(Room, { owner: two.id, desks: [{ label: 'door' }] })
    const seen = await rooms.request('GET /rooms?include=desks', { as: { id: one.id } })
    expect(seen.body.data.map((room: { desks: { label: string }[] }) => room.desks[0]?.label)).toEqual([
      'window',
    ])
    const desks = await rooms.request('GET /desks?include=room', { as: { id: two.id } })
    expect(desks.body.data).toEqual([
      expect.objectContaining({ label: 'door', room: expect.objectContaining({ owner: two.id }) }),
    ])
  } finally {
    await rooms.stop()
  }
})
