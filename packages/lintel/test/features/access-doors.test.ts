/** The row of another, by every door of HTTP: it is not there, and nothing tells whether it is. */
import { anyone, application, entity, identity, owner, policy, resource, role, t, through } from 'lintel'
import { type TestRequest, testApplication } from 'lintel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import '../matchers.ts'

const User = entity('user', { name: t.string(), email: t.email().personal() })
const Folder = entity('folder', {
  label: t.string(),
  docs: t.many(() => Doc, 'folder'),
  pinned: t.manyToMany(() => Doc),
})
const Doc = entity(
  'paper',
  {
    owner: t.ref(() => User),
    folder: t.ref(() => Folder),
    title: t.string(),
    code: t.slug(),
    remarks: t.many(() => Remark, 'doc'),
  },
  { search: ['title'] },
)
const Remark = entity('remark', { doc: t.ref(() => Doc), text: t.string() })
const Link = entity('link', { doc: t.ref(() => Doc), label: t.string() })

const app = await testApplication(
  application('doors', {
    parts: [
      [
        identity(User),
        policy(User, { read: [owner('id'), role('staff')] }),
        resource(Folder, {
          read: anyone,
          include: ['docs.remarks', 'pinned'],
          filter: ['docs.title', 'pinned.title'],
        }),
        resource(Doc, {
          read: [owner('owner'), role('staff')],
          create: owner('owner'),
          update: { who: owner('owner'), fields: ['title', 'folder'] },
          delete: owner('owner'),
          filter: ['title', 'code', 'owner', 'owner.email', 'folder.label', 'remarks.text'],
          sort: ['title', 'code'],
          include: ['owner', 'folder.docs', 'remarks'],
          search: true,
        }),
        resource(Remark, {
          read: through('doc'),
          create: through('doc'),
          filter: ['text', 'doc.title'],
          include: ['doc.owner'],
        }),
        resource(Link, {
          read: anyone,
          create: anyone,
          filter: ['doc', 'doc.title', 'doc.owner', 'doc.folder', 'doc.code'],
          include: ['doc.owner', 'doc.remarks'],
        }),
      ],
    ],
  }),
)
afterAll(() => app.stop())

const secret = 'Zanzibar'
const people = await app.db.insertMany(User, [
  { name: 'Ada', email: 'ada@example.com' },
  { name: 'Bob', email: 'bob@example.com' },
])
const [ada, bob] = people.map(({ id }) => ({ id })) as [{ id: string }, { id: string }]
const folder = await app.db.insert(Folder, { label: 'shared' })
const doc = await app.db.insert(Doc, {
  owner: ada.id,
  folder: folder.id,
  title: secret,
  code: 'zzz',
  remarks: [{ text: `of ${secret}` }],
})
const own = await app.db.insert(Doc, { owner: bob.id, folder: folder.id, title: 'Berlin', code: 'bbb' })
const remark = (await app.db.find(Remark))[0]
await app.db.insert(Link, { doc: doc.id, label: 'to another' })
await app.db.update(Folder, folder.id, { pinned: [doc.id] })
const nothing = '0195f3a0-1111-7000-8000-000000000001'
let before: unknown
const everything = async () => [await app.db.find(Doc), await app.db.find(Remark), await app.db.find(Link)]
beforeAll(async () => {
  before = await everything()
})
afterAll(async () => expect(await everything()).toEqual(before))

const asBob = (route: string, more: TestRequest = {}) => app.request(route, { as: bob, ...more })

describe('a list', () => {
  test('shows, counts and pages only what is mine', async () => {
    const answer = await asBob('GET /papers?count=true&limit=1')
    expect(answer.body).toMatchObject({ data: [{ id: own.id }], meta: { total: 1, next: null } })
  })

  test.each([
    `title=${secret}`,
    'title[prefix]=Z',
    'title[ne]=Berlin',
    'title[in]=Zanzibar,x',
    'code=zzz',
    `owner=${ada.id}`,
    `owner[ne]=${bob.id}`,
    'owner.email=ada@example.com',
    `remarks.text[prefix]=of`,
    `search=${secret}`,
    `search=-Berlin`,
  ])('with %s shows nothing of others', async (query) => {
    expect((await asBob(`GET /papers?count=true&${query}`)).body).toMatchObject({
      data: [],
      meta: { total: 0 },
    })
    expect(
      (await app.request(`GET /papers?${query}`, { as: { id: ada.id, roles: ['staff'] } })).body.data,
      query,
    ).toHaveLength(1)
  })

  test('from a place that only another could name shows only what is mine', async () => {
    const cursor = Buffer.from(JSON.stringify(['title,id', secret, doc.id])).toString('base64url')
    expect((await asBob(`GET /papers?sort=title&before=${cursor}`)).body.data).toHaveLength(1)
    expect((await asBob(`GET /papers?sort=title&after=${cursor}`)).body.data).toEqual([])
  })
})

describe('a single row', () => {
  const doors: readonly [string, TestRequest?][] = [
    ['GET'],
    ['HEAD'],
    ['GET', { headers: { 'if-none-match': '*' } }],
    ['PATCH', { body: { title: 'mine' } }],
    ['PATCH', { body: { folder: nothing } }],
    ['PATCH', { body: { title: 'mine' }, headers: { 'if-match': '*' } }],
    ['PATCH', { body: { title: 'mine' }, headers: { 'if-match': '"1"' } }],
    ['PUT', { body: { title: 'mine', folder: folder.id } }],
    ['DELETE'],
    ['DELETE', { headers: { 'if-match': '"1"' } }],
  ]

  test.each(doors)('by %s %j is as if it were not there', async (method, more) => {
    const [other, none] = [
      await asBob(`${method} /papers/${doc.id}`, more),
      await asBob(`${method} /papers/${nothing}`, more),
    ]
    expect(other.status).toBe(404)
    const told = ({ text }: { text: string }) => text.replace(/"requestId":"[^"]*"/, '')
    expect(told(other)).toBe(told(none))
    expect([...other.headers.keys()]).toEqual([...none.headers.keys()])
  })

  test('with the version that it has is still not there', async () => {
    const tag = (await app.request(`GET /papers/${doc.id}`, { as: ada })).headers.get('etag') ?? ''
    for (const [method, body] of [
      ['PATCH', { title: 'mine' }],
      ['PUT', { title: 'mine', folder: folder.id }],
      ['DELETE', undefined],
    ] as const) {
      expect(await asBob(`${method} /papers/${doc.id}`, { body, headers: { 'if-match': tag } })).toBeRefused(
        404,
        'not_found',
      )
    }
    expect((await asBob(`GET /papers/${doc.id}`, { headers: { 'if-none-match': tag } })).status).toBe(404)
  })

  test('with includes and fields is still not there', async () => {
    expect(await asBob(`GET /papers/${doc.id}?include=remarks,owner&fields=title`)).toBeRefused(
      404,
      'not_found',
    )
    expect(await asBob(`GET /remarks/${remark?.id}`)).toBeRefused(404, 'not_found')
  })
})

describe('a relation that leads to it', () => {
  test('shows its id at most', async () => {
    const link = (await asBob('GET /links?include=doc.owner,doc.remarks')).body.data[0]
    expect(link.doc).toBe(doc.id)
    const shared = (await asBob(`GET /folders/${folder.id}?include=docs.remarks,pinned`)).body.data
    expect(shared.docs.map(({ id }: { id: string }) => id)).toEqual([own.id])
    expect(shared.pinned).toEqual([])
    const round = (await asBob('GET /papers?include=folder.docs,owner')).body.data[0]
    expect(round.folder.docs).toHaveLength(1)
    expect(round.owner.name).toBe('Bob')
  })

  test.each([
    ['links', `doc.title=${secret}`],
    ['links', 'doc.title[prefix]=Z'],
    ['links', 'doc.title[ne]=x'],
    ['links', `doc.owner=${ada.id}`],
    ['links', `doc.owner[ne]=${bob.id}`],
    ['links', `doc.folder=${folder.id}`],
    ['links', 'doc.code[in]=zzz,y'],
    ['folders', `docs.title=${secret}`],
    ['folders', `pinned.title=${secret}`],
    ['remarks', `doc.title=${secret}`],
    ['remarks', `text=of%20${secret}`],
  ])('of %s filtered by %s tells nothing', async (list, query) => {
    expect((await asBob(`GET /${list}?count=true&${query}`)).body).toMatchObject({
      data: [],
      meta: { total: 0 },
    })
    expect(
      (await app.request(`GET /${list}?${query}`, { as: ada })).body.data,
      'its owner finds it',
    ).toHaveLength(1)
  })
})

describe('a new row', () => {
  test('of another owner is refused', async () => {
    const body = { owner: ada.id, folder: folder.id, title: 'x', code: 'x' }
    expect(await asBob('POST /papers', { body })).toBeRefused(403, 'forbidden')
  })

  test('under a parent that I may not read is refused as under none', async () => {
    for (const parent of [doc.id, nothing]) {
      expect(await asBob('POST /remarks', { body: { doc: parent, text: 'x' } })).toBeRefused(403, 'forbidden')
    }
  })
})

test('a reference to the row of another is refused as one to nothing', async () => {
  const [other, none] = [
    await asBob('POST /links', { body: { doc: doc.id, label: 'x' } }),
    await asBob('POST /links', { body: { doc: nothing, label: 'x' } }),
  ]
  expect(other).toBeRefused(422, 'reference_not_found')
  expect({ ...other.body.error, requestId: '' }).toEqual({ ...none.body.error, requestId: '' })
})

describe('a caller who is nobody', () => {
  test.each([
    'GET /papers',
    `GET /papers/${doc.id}`,
    `PATCH /papers/${doc.id}`,
    `PUT /papers/${doc.id}`,
    `DELETE /papers/${doc.id}`,
    'POST /papers',
  ])('is told to sign in by %s, whatever it sends', async (route) => {
    expect(await app.request(route)).toBeRefused(401, 'unauthenticated')
    const sent = route.startsWith('GET') ? {} : { body: '{', headers: { 'content-type': 'application/json' } }
    expect(await app.request(`${route}?nope=1`, sent)).toBeRefused(401, 'unauthenticated')
  })
})

test('no answer to Bob has ever said what is not his', async () => {
  const said: string[] = []
  for (const path of [
    '/papers',
    '/links?include=doc',
    `/folders?include=docs,pinned`,
    '/remarks?include=doc',
    `/papers/${doc.id}`,
  ]) {
    said.push((await asBob(`GET ${path}`)).text)
  }
  expect(said.join()).not.toMatch(/Zanzibar|zzz|ada@example/)
})
