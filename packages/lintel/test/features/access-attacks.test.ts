/** What an attacker sends to reach the rows of another: headers that name somebody else, cursors, ids, names of prototypes. */
import {
  anyone,
  application,
  entity,
  identity,
  operation,
  owner,
  policy,
  resource,
  role,
  signedIn,
  t,
} from 'lintel'
import { type TestRequest, testApplication } from 'lintel/testing'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import '../matchers.ts'

const User = entity('user', {
  name: t.string(),
  role: t.enum('person', 'staff').default('person').readOnly(),
})
const Label = entity('label', { owner: t.ref(() => User), name: t.string() })
const Note = entity('note', {
  owner: t.ref(() => User).immutable(),
  title: t.string(),
  detail: t.json().optional(),
  labels: t.manyToMany(() => Label),
  lines: t.many(() => Line, 'note'),
})
const Line = entity('line', { note: t.ref(() => Note), text: t.string() })
const mine = [owner('owner'), role('staff')]

const app = await testApplication(
  application('attacked', {
    parts: [
      {
        accounts: identity(User, { role: 'role' }),
        users: policy(User, { read: anyone }),
        labels: policy(Label, { read: mine }),
        notes: resource(Note, {
          read: mine,
          create: owner('owner'),
          update: owner('owner'),
          delete: owner('owner'),
          bulk: true,
          filter: ['title', 'lines.text'],
          sort: ['title'],
          include: ['labels', 'lines'],
        }),
        lines: policy(Line, { read: owner('note.owner'), create: owner('note.owner') }),
        whoami: operation('GET /whoami', {
          summary: 'Who calls',
          allow: anyone,
          output: { id: t.text(), roles: t.list(t.text()) },
          run: ({ principal }) => ({
            id: principal.isSignedIn ? principal.id : 'nobody',
            roles: [...principal.roles],
          }),
        }),
        split: operation('POST /notes/split', {
          summary: 'Store a note with a line of it',
          allow: signedIn,
          input: { owner: t.uuid(), title: t.string(), text: t.string() },
          output: { stored: t.boolean() },
          run: async ({ input: { text, ...note }, db }) => {
            await db.insert(Note, { ...note, lines: [{ text }] })
            return { stored: true }
          },
        }),
      },
    ],
  }),
)
afterAll(() => app.stop())

const people = await app.db.insertMany(User, [{ name: 'Ada' }, { name: 'Bob' }])
const [ada, bob] = people.map(({ id }) => ({ id })) as [{ id: string }, { id: string }]
const label = await app.db.insert(Label, { owner: ada.id, name: 'hers' })
const hers = await app.db.insertMany(Note, [
  { owner: ada.id, title: 'a secret' },
  { owner: ada.id, title: 'b secret' },
])
const [note] = hers.map(({ id }) => id) as [string]
const his = await app.db.insert(Note, { owner: bob.id, title: 'c' })
await app.db.insert(Line, { note, text: 'secret line' })

/** As their owner sees them, and everything that is stored. */
const everything = async () => [
  (await app.request('GET /notes?sort=title&include=labels,lines', { as: ada })).body.data,
  (await app.request('GET /notes?sort=title&include=labels,lines', { as: bob })).body.data,
  await app.db.find(Line),
  await app.db.sql('SELECT * FROM notes_labels'),
]
let before: unknown
beforeAll(async () => {
  before = await everything()
})
afterEach(async () => expect(await everything()).toEqual(before))

const asBob = (route: string, more: TestRequest = {}) => app.request(route, { as: bob, ...more })

describe('a header that says who calls, or what is asked for', () => {
  const headers: readonly (readonly [string, Record<string, string>])[] = [
    ['X-User-Id', { 'x-user-id': ada.id }],
    [
      'X-Forwarded-User',
      { 'x-forwarded-user': ada.id, 'x-remote-user': ada.id, 'x-authenticated-user': ada.id },
    ],
    ['X-User-Role', { 'x-user-role': 'staff', 'x-roles': 'staff', 'x-scopes': 'notes:*' }],
    [
      'X-Forwarded-For',
      { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1', forwarded: 'for=127.0.0.1;by=admin' },
    ],
    ['X-Original-URL', { 'x-original-url': `/notes/${note}`, 'x-rewrite-url': `/notes/${note}` }],
    [
      'X-HTTP-Method-Override',
      { 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE', 'x-http-method': 'DELETE' },
    ],
    [
      'X-Forwarded-Host',
      { 'x-forwarded-host': 'localhost', 'x-forwarded-proto': 'https', 'x-forwarded-prefix': '/notes' },
    ],
    [
      'X-Client-Cert',
      { 'x-client-cert': 'CN=staff', 'ssl-client-verify': 'SUCCESS', 'x-ssl-client-s-dn': 'CN=staff' },
    ],
  ]

  test.each(headers)('%s is nobody’s credentials and no other request', async (_name, more) => {
    expect((await asBob('GET /whoami', { headers: more })).body.data).toEqual({ id: bob.id, roles: [] })
    expect((await app.request('GET /whoami', { headers: more })).body.data).toEqual({
      id: 'nobody',
      roles: [],
    })
    expect(await app.request('GET /notes', { headers: more })).toBeRefused(401)
    expect(await asBob(`GET /notes/${note}`, { headers: more })).toBeRefused(404)
    expect(await asBob(`PATCH /notes/${note}`, { headers: more, body: { title: 'x' } })).toBeRefused(404)
    const list = await asBob('GET /notes', { headers: more })
    expect(list.body.data.map(({ id }: { id: string }) => id)).toEqual([his.id])
    const posted = await asBob(`POST /notes/${his.id}`, { headers: more, body: {} })
    expect(posted).toBeRefused(405)
  })

  test('the same in the query or in cookies says nothing', async () => {
    const cookie = `user=${ada.id}; session=${ada.id}; __Host-session=${ada.id}; role=staff`
    expect((await asBob('GET /whoami', { headers: { cookie } })).body.data.id).toBe(bob.id)
    for (const query of [`user=${ada.id}`, `access_token=${ada.id}`, '_method=DELETE', 'role=staff'])
      expect(await asBob(`GET /notes/${his.id}?${query}`)).toBeRefused(400)
  })
})

test('a cursor of another caller or of another list shows nothing of theirs', async () => {
  const first = await app.request('GET /notes?sort=title&limit=1', { as: ada })
  const cursor = first.body.meta.next
  expect(cursor).toEqual(expect.any(String))
  for (const direction of ['after', 'before']) {
    const page = await asBob(`GET /notes?sort=title&limit=10&${direction}=${cursor}`)
    expect(page.text).not.toContain('secret')
    for (const { owner: of } of page.body.data) expect(of).toBe(bob.id)
  }
  expect(await asBob(`GET /notes?sort=-title&after=${cursor}`)).toBeRefused(400, 'cursor_invalid')
  expect(await asBob(`GET /notes?after=${cursor}`)).toBeRefused(400, 'cursor_invalid')
})

test.each([
  `title=a%20secret`,
  'title[prefix]=a',
  'lines.text=secret%20line',
  'lines.text[prefix]=secret',
  `sort=title`,
  'sort=-title',
])('a list by %s tells nothing of rows of others', async (query) => {
  const answer = await asBob(`GET /notes?count=true&${query}`)
  expect(answer.text).not.toContain('secret')
  expect(answer.body.meta.total).toBe(query.startsWith('sort') ? 1 : 0)
})

test.each<[string, string, () => unknown, number]>([
  ['in a new row', 'POST /notes', () => ({ owner: ada.id, title: 'x' }), 403],
  [
    'in a bulk',
    'POST /notes/bulk',
    () => ({
      items: [
        { owner: bob.id, title: 'x' },
        { owner: ada.id, title: 'x' },
      ],
    }),
    403,
  ],
  ['among links of a new row', 'POST /notes', () => ({ owner: bob.id, title: 'x', labels: [label.id] }), 422],
  ['among links of a change', `PATCH /notes/${his.id}`, () => ({ labels: [label.id] }), 422],
  ['as the id of a new row', 'POST /notes', () => ({ id: note, owner: bob.id, title: 'x' }), 422],
  ['as the id of a change', `PATCH /notes/${his.id}`, () => ({ id: note, title: 'x' }), 422],
  ['as the owner after a change', `PATCH /notes/${his.id}`, () => ({ owner: ada.id }), 422],
  [
    'of nested rows that no body has',
    'POST /notes',
    () => ({ owner: bob.id, title: 'x', lines: [{ note, text: 'x' }] }),
    422,
  ],
  [
    'around rows that an operation nests',
    'POST /notes/split',
    () => ({ owner: ada.id, title: 'x', text: 'x' }),
    403,
  ],
])('an id of another %s is refused, and nothing is stored', async (_where, route, body, status) => {
  expect(await asBob(route, { body: body() })).toBeRefused(status)
})

describe('names that every object has', () => {
  test.each([
    `{"__proto__":{"owner":"${ada.id}"},"owner":"${ada.id}","title":"x"}`,
    `{"owner":"${bob.id}","title":"x","__proto__":{"role":"staff"}}`,
    `{"owner":"${bob.id}","title":"x","constructor":{"prototype":{"isAdmin":true}}}`,
    `{"owner":"${bob.id}","title":"x","detail":{"__proto__":{"polluted":1}}}`,
    `{"owner":"${bob.id}","title":"x","toString":"x","hasOwnProperty":"x"}`,
  ])('in a body %s are refused', async (body) => {
    const answer = await asBob('POST /notes', { body, headers: { 'content-type': 'application/json' } })
    expect([400, 403, 422]).toContain(answer.status)
    expect(
      ({} as { polluted?: unknown; isAdmin?: unknown }).polluted ?? ({} as { isAdmin?: unknown }).isAdmin,
    ).toBe(undefined)
  })

  test.each([
    '__proto__=1',
    'constructor=1',
    '__proto__[role]=staff',
    'sort=__proto__',
    'include=constructor',
    'fields=__proto__',
  ])('in a query %s are refused', async (query) => {
    expect(await asBob(`GET /notes?${query}`)).toBeRefused(400)
  })

  test.each(['__proto__', 'constructor', 'hasOwnProperty'])('as the id %s name no row', async (id) => {
    expect(await asBob(`GET /notes/${id}`)).toBeRefused(404)
    expect(await asBob(`DELETE /notes/${id}`)).toBeRefused(404)
  })
})
