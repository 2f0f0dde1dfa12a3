/** Rows that a many-to-many field of a body links: what the caller does not see is not there to be linked. */
import {
  acrossTenants,
  anyone,
  application,
  type Database,
  entity,
  grant,
  identity,
  operation,
  owner,
  policy,
  resource,
  role,
  signedIn,
  t,
  tenancy,
  where,
} from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import '../matchers.ts'

const User = entity('user', { name: t.string() })
const Label = entity(
  'label',
  { owner: t.ref(() => User), name: t.string(), isPublic: t.boolean().default(false) },
  { softDelete: true },
)
// Of labels that nobody may read no caller knows one: the foreign key alone is asked.
const Colour = entity('colour', { name: t.string() })
const Board = entity('board', { name: t.string(), notes: t.many(() => Note, 'board') })
const Note = entity('note', {
  author: t.ref(() => User).immutable(),
  board: t.ref(() => Board).optional(),
  text: t.string(),
  labels: t.manyToMany(() => Label),
  colours: t.manyToMany(() => Colour),
})
const Sheet = entity('sheet', {
  author: t.ref(() => User).immutable(),
  labels: t.manyToMany(() => Label),
})

/** What the next call of an operation does with its `db`. */
let work: (db: Database) => Promise<unknown>
const readLabel = [owner('owner'), where('isPublic', 'eq', true), role('staff')]
const app = await testApplication(
  application('links', {
    parts: [
      {
        accounts: identity(User),
        users: policy(User, { read: anyone }),
        labels: resource(Label, { read: readLabel }),
        boards: resource(Board, { read: anyone, create: signedIn }),
        notes: resource(Note, {
          read: anyone,
          create: owner('author'),
          update: owner('author'),
          bulk: true,
          include: ['labels'],
        }),
        sheets: resource(Sheet, {
          read: anyone,
          create: { who: owner('author'), refersToAny: ['labels'] },
          include: ['labels'],
        }),
        does: operation('POST /do', {
          summary: 'Do it',
          allow: signedIn,
          run: async ({ db }) => {
            await work(db)
          },
        }),
        label: operation('POST /notes/{note}/label', {
          summary: 'Label a note',
          allow: signedIn,
          params: { note: t.ref(() => Note) },
          input: { label: t.uuid() },
          output: { labelled: t.boolean() },
          grants: [grant(Label, 'read')],
          run: async ({ params, input, db }) => ({
            labelled: (await db.update(Note, params.note, { labels: [input.label] })) !== undefined,
          }),
        }),
      },
    ],
  }),
)
afterAll(() => app.stop())

const [ada, bob] = (await app.db.insertMany(User, [{ name: 'Ada' }, { name: 'Bob' }])).map(({ id }) => ({
  id,
})) as [{ id: string }, { id: string }]
const labels = await app.db.insertMany(Label, [
  { owner: ada.id, name: 'hers' },
  { owner: bob.id, name: 'his' },
  { owner: bob.id, name: 'for all', isPublic: true },
  { owner: ada.id, name: 'gone' },
])
const [hers, his, forAll, gone] = labels.map(({ id }) => id) as [string, string, string, string]
await app.db.delete(Label, gone)
const nothing = '0195f3a0-1111-7000-8000-000000000001'

beforeEach(async () => {
  await app.db.deleteMany(Note, {})
  await app.db.deleteMany(Sheet, {})
})
const linked = () => app.db.find(Note, { include: ['labels'] })
const labelsOf = async (id: string) =>
  (await app.db.get(Note, id, { include: ['labels'] }))?.labels.map(({ name }) => name).toSorted()
const note = (given: object = {}) => app.db.insert(Note, { author: ada.id, text: 'hers', ...given })
const asAda = (doing: typeof work) => {
  work = doing
  return app.request('POST /do', { as: ada })
}
const told = ({ text }: { text: string }) => text.replace(/"requestId":"[^"]*"/, '')

describe('a link to a row of another', () => {
  test('is refused with the note, and in the words of a link to nothing', async () => {
    const send = (ids: readonly string[]) =>
      app.request('POST /notes', { as: ada, body: { author: ada.id, text: 'x', labels: ids } })
    const answers = [await send([his]), await send([hers, his]), await send([nothing])]
    for (const answer of answers) {
      expect(answer).toBeRefused(422, 'reference_not_found')
      expect(answer).toPointAt('/labels')
    }
    expect(new Set(answers.map(told)).size).toBe(1)
    expect(await linked()).toEqual([])
    expect((await send([hers, forAll])).status).toBe(201)
  })

  test('is refused among others of a bulk, of which then none is stored', async () => {
    const items = [hers, forAll, his].map((id) => ({ author: ada.id, text: 'x', labels: [id] }))
    expect(await app.request('POST /notes/bulk', { as: ada, body: { items } })).toBeRefused(
      422,
      'reference_not_found',
    )
    expect(await linked()).toEqual([])
  })

  test.each(['PATCH', 'PUT'])('is refused by %s, which changes nothing else either', async (method) => {
    const { id } = await note({ labels: [hers] })
    const body = { ...(method === 'PUT' ? { board: null } : {}), text: 'changed', labels: [forAll, his] }
    expect(await app.request(`${method} /notes/${id}`, { as: ada, body })).toBeRefused(
      422,
      'reference_not_found',
    )
    expect(await app.db.get(Note, id)).toMatchObject({ text: 'hers' })
    expect(await labelsOf(id)).toEqual(['hers'])
  })

  test('is refused to a row that was deleted softly', async () => {
    const { id } = await note()
    const answer = await app.request(`PATCH /notes/${id}`, { as: ada, body: { labels: [gone] } })
    expect(answer).toBeRefused(422, 'reference_not_found')
    expect(await app.db.sql('SELECT * FROM notes_labels')).toEqual([])
  })

  test('is asked about again where it is sent again, and stays where nothing is said of it', async () => {
    const { id } = await note({ labels: [his] })
    expect((await app.request(`PATCH /notes/${id}`, { as: ada, body: { text: 'new' } })).status).toBe(200)
    expect(await labelsOf(id)).toEqual(['his'])
    const again = await app.request(`PATCH /notes/${id}`, { as: ada, body: { labels: [his, hers] } })
    expect(again).toBeRefused(422, 'reference_not_found')
    expect(await labelsOf(id)).toEqual(['his'])
  })

  test('is refused by code that acts for the caller', async () => {
    const { id } = await note()
    const given = { author: ada.id, text: 'x', labels: [his] }
    for (const doing of [
      (db: Database) => db.insert(Note, given),
      (db: Database) => db.insertMany(Note, [given]),
      (db: Database) => db.update(Note, id, { labels: [his] }),
      (db: Database) => db.updateMany(Note, { author: ada.id }, { labels: [his] }),
      (db: Database) => db.transaction((tx) => tx.insert(Note, given)),
    ])
      expect(await asAda(doing)).toBeRefused(422, 'reference_not_found')
    expect((await linked()).map(({ labels: of, text }) => [text, of])).toEqual([['hers', []]])
  })

  test('is made by whoever sees it, and by code without rules', async () => {
    const { id } = await note()
    const staff = { id: ada.id, roles: ['staff'] }
    expect((await app.request(`PATCH /notes/${id}`, { as: staff, body: { labels: [his] } })).status).toBe(200)
    expect(await labelsOf(id)).toEqual(['his'])
  })

  test('is made by an operation that may read the row by a grant', async () => {
    const { id } = await note()
    const request = { as: ada, body: { label: his } }
    expect((await app.request(`POST /notes/${id}/label`, request)).body.data).toEqual({ labelled: true })
    expect(await labelsOf(id)).toEqual(['his'])
  })

  test('is made where the resource says that it may lead to any row', async () => {
    const body = { author: ada.id, labels: [his] }
    expect((await app.request('POST /sheets', { as: ada, body })).status).toBe(201)
    expect(await app.request('POST /sheets', { as: ada, body: { ...body, labels: [nothing] } })).toBeRefused(
      422,
      'reference_not_found',
    )
  })

  test('to an entity that nobody may read is a matter of the foreign key', async () => {
    const red = await app.db.insert(Colour, { name: 'red' })
    const send = (id: string) =>
      app.request('POST /notes', { as: ada, body: { author: ada.id, text: 'x', colours: [id] } })
    expect((await send(red.id)).status).toBe(201)
    expect(await send(nothing)).toBeRefused(422, 'reference_not_found')
  })
})

test('rows that are nested in a new one link what its writer sees, or nothing is stored', async () => {
  const nested = (id: string) => (db: Database) =>
    db.insert(Board, { name: 'b', notes: [{ author: ada.id, text: 'x', labels: [id] }] })
  expect(await asAda(nested(his))).toBeRefused(422, 'reference_not_found')
  expect([await app.db.find(Board), await app.db.find(Note)]).toEqual([[], []])
  expect((await asAda(nested(hers))).status).toBe(204)
  expect((await linked()).map(({ labels: of }) => of.length)).toEqual([1])
})

const Firm = entity('firm', { name: t.string(), members: t.many(() => Member, 'firm') })
const Member = entity(
  'member',
  { firm: t.ref(() => Firm).immutable(), user: t.ref(() => User).immutable() },
  { tenant: 'firm' },
)
const Topic = entity('topic', { firm: t.ref(() => Firm).immutable(), name: t.string() }, { tenant: 'firm' })
const Page = entity(
  'page',
  { firm: t.ref(() => Firm).immutable(), topics: t.manyToMany(() => Topic) },
  { tenant: 'firm' },
)

test('a row links rows of its own tenant alone, also when its writer belongs to several', async () => {
  const firms = await testApplication(
    application('firms', {
      parts: [
        [
          identity(User),
          tenancy(Firm, { members: 'members.user' }),
          policy(User, { read: anyone }),
          policy(Firm, { read: anyone }),
          policy(Member, { read: anyone }),
          policy(Topic, { read: [anyone, acrossTenants(anyone)] }),
          resource(Page, { read: signedIn, create: signedIn, update: signedIn, include: ['topics'] }),
        ],
      ],
    }),
  )
  try {
    const cy = await firms.db.insert(User, { name: 'Cy' })
    const [one, two] = await firms.db.insertMany(Firm, [{ name: 'one' }, { name: 'two' }])
    for (const firm of [one, two]) await firms.db.insert(Member, { firm: firm?.id ?? '', user: cy.id })
    const [own, other] = await firms.db.insertMany(Topic, [
      { firm: one?.id ?? '', name: 'own' },
      { firm: two?.id ?? '', name: 'other' },
    ])
    const create = (ids: readonly unknown[]) =>
      firms.request('POST /pages', { as: cy, body: { firm: one?.id, topics: ids } })
    expect(await create([own?.id, other?.id])).toBeRefused(422, 'reference_not_found')
    expect(await firms.db.find(Page)).toEqual([])
    const page = await create([own?.id])
    expect(page.status).toBe(201)
    const change = await firms.request(`PATCH /pages/${page.body.data.id}`, {
      as: cy,
      body: { topics: [other?.id] },
    })
    expect(change).toBeRefused(422, 'reference_not_found')
    const [{ topics } = { topics: [] }] = await firms.db.find(Page, { include: ['topics'] })
    expect(topics).toMatchObject([{ name: 'own' }])
  } finally {
    await firms.stop()
  }
})
