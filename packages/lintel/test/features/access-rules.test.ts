/** What rules can say of a row: its relations, the caller's own fields, time, what it may become, and scopes. */
import {
  allOf,
  anyone,
  application,
  entity,
  fromNow,
  identity,
  not,
  ofCaller,
  operation,
  owner,
  related,
  resource,
  scope,
  signedIn,
  t,
  where,
} from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeEach, expect, test } from 'vitest'
import '../matchers.ts'

const Team = entity('team', { name: t.string() })
const User = entity('user', { name: t.string(), team: t.ref(() => Team).optional() })
const Note = entity('note', {
  author: t.ref(() => User).immutable(),
  team: t.ref(() => Team).optional(),
  title: t.string(),
  state: t.enum('draft', 'published', 'archived').default('draft'),
  showFrom: t.timestamp().defaultNow(),
  readers: t.many(() => Reader, 'note'),
})
const Reader = entity('reader', {
  note: t.ref(() => Note),
  user: t.ref(() => User),
  until: t.timestamp(),
})

const app = await testApplication(
  application('rules', {
    parts: [
      [
        identity(User),
        resource(Team, { read: anyone }),
        resource(User, { read: owner('id') }),
        resource(Note, {
          read: [
            owner('author'),
            allOf(where('team', 'eq', ofCaller('team')), where('showFrom', 'lte', fromNow())),
            related('readers', allOf(owner('user'), where('until', 'gt', fromNow()))),
          ],
          create: owner('author'),
          update: {
            who: allOf(owner('author'), not(where('state', 'eq', 'archived'))),
            after: allOf(owner('author'), where('state', 'in', ['draft', 'published', 'archived'])),
          },
          delete: allOf(owner('author'), where('state', 'eq', 'draft'), scope('notes:purge')),
        }),
        resource(Reader, {
          read: owner('note.author'),
          create: { who: owner('note.author'), refersToAny: ['user'] },
        }),
      ],
      {
        whoami: operation('GET /whoami', {
          summary: 'Reads by code what the credentials may not read by themselves',
          allow: signedIn,
          output: { notes: t.integer() },
          run: async ({ db }) => ({ notes: await db.count(Note) }),
        }),
      },
    ],
  }),
)
afterAll(() => app.stop())

const [red, blue] = (await app.db.insertMany(Team, [{ name: 'Red' }, { name: 'Blue' }])) as unknown as [
  { id: string },
  { id: string },
]
const people = await app.db.insertMany(User, [
  { name: 'Ada', team: red.id },
  { name: 'Bob', team: red.id },
  { name: 'Cy', team: blue.id },
  { name: 'Di' },
])
const [ada, bob, cy, di] = people as unknown as [
  { id: string },
  { id: string },
  { id: string },
  { id: string },
]
beforeEach(async () => {
  await app.db.deleteMany(Reader, {})
  await app.db.deleteMany(Note, {})
})
const seen = async (as: { id: string }) =>
  (await app.request('GET /notes', { as })).body.data.map(({ title }: { title: string }) => title).sort()
const hour = 3_600_000
const at = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString()

test('a field of the caller is compared, and nothing equals what the caller has not', async () => {
  await app.db.insert(Note, { author: ada.id, team: red.id, title: 'of the team' })
  await app.db.insert(Note, { author: ada.id, title: 'of none' })
  expect(await seen(bob)).toEqual(['of the team'])
  expect(await seen(cy)).toEqual([])
  // Neither the note nor the caller has a team: that is no team in common.
  expect(await seen(di)).toEqual([])
  await app.db.update(User, cy.id, { team: red.id })
  expect(await seen(cy)).toEqual(['of the team'])
  await app.db.update(User, cy.id, { team: blue.id })
})

test('time opens and closes', async () => {
  await app.db.insert(Note, { author: ada.id, team: red.id, title: 'tomorrow', showFrom: at(24 * hour) })
  const note = await app.db.insert(Note, { author: ada.id, title: 'lent' })
  await app.db.insert(Reader, { note: note.id, user: cy.id, until: at(hour) })
  await app.db.insert(Reader, { note: note.id, user: di.id, until: at(-hour) })
  expect(await seen(bob)).toEqual([])
  expect(await seen(cy)).toEqual(['lent'])
  expect(await seen(di)).toEqual([])
})

test('a row may become what the rule of afterwards says', async () => {
  const note = await app.db.insert(Note, { author: ada.id, title: 'x' })
  const patch = (state: string) => app.request(`PATCH /notes/${note.id}`, { as: ada, body: { state } })
  expect((await patch('published')).status).toBe(200)
  expect((await patch('archived')).status).toBe(200)
  // Archived it stays.
  expect((await patch('draft')).status).toBe(403)
  expect((await app.db.get(Note, note.id))?.state).toBe('archived')
})

test('a reference to a row out of sight is refused as one to no row, unless the resource lets it', async () => {
  const foreign = await app.db.insert(Note, { author: bob.id, title: 'secret' })
  const own = await app.db.insert(Note, { author: ada.id, title: 'own' })
  const share = (note: string, user: string) =>
    app.request('POST /readers', { as: ada, body: { note, user, until: at(hour) } })
  const hidden = await share(foreign.id, cy.id)
  const absent = await share('01900000-0000-7000-8000-000000000000', cy.id)
  expect(hidden.status).toBe(422)
  expect({ ...hidden.body.error, requestId: '' }).toEqual({ ...absent.body.error, requestId: '' })
  expect((await share(own.id, cy.id)).status).toBe(201)
  expect(await app.db.count(Reader)).toBe(1)
})

test('credentials with scopes are good for what these name, and for nothing else', async () => {
  const note = await app.db.insert(Note, { author: ada.id, title: 'x' })
  const asking = (route: string, scopes: readonly string[], body?: object) =>
    app.request(route, { as: { ...ada, scopes }, ...(body ? { body } : {}) }).then(({ status }) => status)
  expect(await asking('GET /notes', ['notes:read'])).toBe(200)
  expect(await asking('GET /notes', ['*:read'])).toBe(200)
  expect(await asking('GET /notes', ['teams:read'])).toBe(403)
  expect(await asking('GET /notes', [])).toBe(403)
  expect(await asking(`PATCH /notes/${note.id}`, ['notes:read'], { title: 'y' })).toBe(403)
  expect(await asking(`PATCH /notes/${note.id}`, ['notes:write'], { title: 'y' })).toBe(200)
  expect(await asking(`DELETE /notes/${note.id}`, ['notes:write'])).toBe(403)
  expect(await asking('GET /whoami', ['notes:read'])).toBe(403)
  const answer = await app.request('GET /whoami', { as: { ...ada, scopes: ['whoami'] } })
  expect(answer.body.data).toEqual({ notes: 1 })
  expect(await asking(`DELETE /notes/${note.id}`, ['notes:delete', 'notes:purge'])).toBe(204)
})
