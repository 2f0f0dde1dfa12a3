/** Tenants: a line on the entity binds every rule to the row's own tenant, and every reference to rows of it. */
import {
  acrossTenants,
  allOf,
  anyone,
  application,
  entity,
  identity,
  owner,
  policy,
  related,
  resource,
  role,
  signedIn,
  t,
  tenancy,
  where,
} from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, expect, test } from 'vitest'
import '../matchers.ts'

const User = entity('user', { name: t.string() })
const Firm = entity('firm', { name: t.string(), members: t.many(() => Member, 'firm') })
const Member = entity(
  'member',
  {
    firm: t.ref(() => Firm).immutable(),
    user: t.ref(() => User).immutable(),
    isAdmin: t.boolean().default(false),
  },
  { tenant: 'firm' },
)
const Project = entity(
  'project',
  { firm: t.ref(() => Firm).immutable(), name: t.string(), tasks: t.many(() => Task, 'project') },
  { tenant: 'firm' },
)
const Task = entity(
  'task',
  {
    project: t.ref(() => Project).immutable(),
    title: t.string(),
    blockedBy: t.ref(() => Task).optional(),
  },
  { tenant: 'project.firm' },
)

const app = await testApplication(
  application('tenants', {
    parts: [
      [
        identity(User),
        tenancy(Firm, { members: 'members.user' }),
        policy(User, { read: anyone }),
        resource(Firm, { read: owner('members.user'), include: ['members.user'] }),
        policy(Member, { read: anyone }),
        resource(Project, {
          read: [anyone, acrossTenants(role('support'))],
          create: related('firm.members', allOf(owner('user'), where('isAdmin', 'eq', true))),
          update: signedIn,
          delete: anyone,
          filter: ['name'],
          include: ['tasks', 'firm.members'],
        }),
        resource(Task, {
          read: anyone,
          create: anyone,
          update: anyone,
          filter: ['title', 'project.name', 'blockedBy'],
          include: ['project', 'blockedBy'],
        }),
      ],
    ],
  }),
)
afterAll(() => app.stop())

const people = await app.db.insertMany(User, [{ name: 'Ada' }, { name: 'Bob' }, { name: 'Cy' }])
const [ada, bob, cy] = people as unknown as [{ id: string }, { id: string }, { id: string }]
const [north, south] = (await app.db.insertMany(Firm, [{ name: 'North' }, { name: 'South' }])) as unknown as [
  { id: string },
  { id: string },
]
await app.db.insertMany(Member, [
  { firm: north.id, user: ada.id, isAdmin: true },
  { firm: south.id, user: bob.id },
])
const bridge = await app.db.insert(Project, { firm: north.id, name: 'Bridge' })
const canal = await app.db.insert(Project, { firm: south.id, name: 'Canal' })
const steel = await app.db.insert(Task, { project: bridge.id, title: 'Steel' })
const water = await app.db.insert(Task, { project: canal.id, title: 'Water' })

const names = async (route: string, as?: { id: string; roles?: string[] }) => {
  const { body } = await app.request(route, as ? { as } : {})
  return body.data.map((row: { name?: string; title?: string }) => row.name ?? row.title).sort()
}

test('even what anyone may read stays among those of the tenant', async () => {
  expect(await names('GET /projects', ada)).toEqual(['Bridge'])
  expect(await names('GET /projects', bob)).toEqual(['Canal'])
  expect(await names('GET /projects', cy)).toEqual([])
  expect(await app.request(`GET /projects/${canal.id}`, { as: ada })).toBeRefused(404)
  expect(await app.request('GET /projects')).toBeRefused(401)
  expect(await names('GET /tasks', ada)).toEqual(['Steel'])
})

test('a way of references leads to the tenant as well, in filters and includes', async () => {
  expect(await names('GET /tasks?project.name=Canal', ada)).toEqual([])
  const { body } = await app.request(`GET /tasks/${steel.id}?include=project`, { as: ada })
  expect(body.data.project.name).toBe('Bridge')
  expect(await app.request(`GET /tasks/${water.id}`, { as: ada })).toBeRefused(404)
})

test('a rule across tenants is said so', async () => {
  expect(await names('GET /projects', { ...cy, roles: ['support'] })).toEqual(['Bridge', 'Canal'])
  expect(await names('GET /tasks', { ...cy, roles: ['support'] })).toEqual([])
})

test('a row of a relation may have to meet a rule of its own', async () => {
  const create = (as: { id: string }, firm: string) =>
    app.request('POST /projects', { as, body: { name: 'New', firm } })
  expect((await create(ada, north.id)).status).toBe(201)
  expect((await create(bob, south.id)).status).toBe(403)
  expect((await create(ada, south.id)).status).toBeGreaterThanOrEqual(403)
  expect(await app.db.count(Project, { name: 'New', firm: south.id })).toBe(0)
})

test('nothing of another tenant is written, deleted or referred to', async () => {
  expect(await app.request(`PATCH /projects/${canal.id}`, { as: ada, body: { name: 'x' } })).toBeRefused(404)
  expect(await app.request(`DELETE /projects/${canal.id}`, { as: ada })).toBeRefused(404)
  const task = (body: object) => app.request('POST /tasks', { as: ada, body })
  expect(await task({ project: canal.id, title: 'x' })).toBeRefused(422)
  expect(await task({ project: bridge.id, title: 'x', blockedBy: water.id })).toBeRefused(422)
  expect((await task({ project: bridge.id, title: 'y', blockedBy: steel.id })).status).toBe(201)
  const moved = await app.request(`PATCH /tasks/${steel.id}`, { as: ada, body: { blockedBy: water.id } })
  expect(moved).toBeRefused(422)
  expect(await app.db.count(Task, { title: 'x' })).toBe(0)
  expect((await app.db.get(Task, steel.id))?.blockedBy).toBeNull()
})

test('who is of two tenants ties no row of one to a row of the other', async () => {
  await app.db.insert(Member, { firm: south.id, user: ada.id })
  const body = { project: bridge.id, title: 'z', blockedBy: water.id }
  expect(await app.request('POST /tasks', { as: ada, body })).toBeRefused(403)
  expect(await app.db.count(Task, { title: 'z' })).toBe(0)
})
