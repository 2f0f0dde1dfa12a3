/** Rules of single fields: who does not see a field learns nothing of it by any door, and who may not write it cannot. */
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
import { testApplication } from 'lintel/testing'
import { afterAll, beforeEach, expect, test } from 'vitest'
import '../matchers.ts'

const User = entity('user', { name: t.string() })
const Employee = entity('employee', {
  person: t.ref(() => User).immutable(),
  title: t.string(),
  salary: t.integer().default(0),
  grade: t.enum('a', 'b').default('a'),
  desk: t.many(() => Desk, 'employee'),
})
const Desk = entity('desk', { employee: t.ref(() => Employee), floor: t.integer() })

const app = await testApplication(
  application('fields', {
    parts: [
      [
        identity(User),
        policy(User, { read: anyone }),
        resource(Employee, {
          read: signedIn,
          create: role('hr'),
          update: [owner('person'), role('hr')],
          fields: {
            salary: { read: [owner('person'), role('hr')], write: role('hr') },
            grade: { read: role('hr'), write: owner('person') },
          },
          filter: ['title', 'salary', 'grade'],
          sort: ['title', 'grade'],
          bulk: true,
        }),
        resource(Desk, {
          read: anyone,
          include: ['employee'],
          filter: ['employee.salary', 'employee.grade'],
        }),
      ],
      {
        titles: operation('GET /pay', {
          summary: 'What the caller sees by code',
          allow: signedIn,
          output: { rows: t.list(t.json()), built: t.list(t.json()) },
          run: async ({ db }) => ({
            rows: (await db.find(Employee, { orderBy: ['title'] })).map(({ title, salary }) => ({
              title,
              salary: salary ?? 'unseen',
            })),
            built: await db
              .query(Employee)
              .selectFrom('employee')
              .select(['title', 'salary'])
              .orderBy('title')
              .execute(),
          }),
        }),
        raise: operation('POST /raise/{employee}', {
          summary: 'Code is bound by the rules of fields too',
          allow: signedIn,
          params: { employee: t.ref(() => Employee) },
          output: Employee,
          async run({ db, params }) {
            await db.update(Employee, params.employee, { salary: 9 })
            const row = await db.get(Employee, params.employee)
            if (!row) throw new Error('It is not there.')
            return row
          },
        }),
      },
    ],
  }),
)
afterAll(() => app.stop())

const [ada, bob] = (await app.db.insertMany(User, [{ name: 'Ada' }, { name: 'Bob' }])) as unknown as [
  { id: string },
  { id: string },
]
const hr = { ...bob, roles: ['hr'] }
let own: string
let other: string
beforeEach(async () => {
  await app.db.deleteMany(Desk, {})
  await app.db.deleteMany(Employee, {})
  own = (await app.db.insert(Employee, { person: ada.id, title: 'Own', salary: 50, grade: 'b' })).id
  other = (await app.db.insert(Employee, { person: bob.id, title: 'Other', salary: 70 })).id
  await app.db.insertMany(Desk, [
    { employee: own, floor: 1 },
    { employee: other, floor: 2 },
  ])
})
const data = async (route: string, as: object) =>
  (await app.request(route, { as: as as typeof hr })).body.data

test('a field is there for whom its rule admits, row by row', async () => {
  expect(await data(`GET /employees/${own}`, ada)).toMatchObject({ title: 'Own', salary: 50 })
  expect(await data(`GET /employees/${other}`, ada)).not.toHaveProperty('salary')
  expect(await data(`GET /employees/${own}`, ada)).not.toHaveProperty('grade')
  expect(await data(`GET /employees/${other}`, hr)).toMatchObject({ salary: 70, grade: 'a' })
  const listed = await data('GET /employees?sort=title', ada)
  expect(listed.map((row: { salary?: number }) => row.salary)).toEqual([undefined, 50])
  expect(await data('GET /employees?fields=salary,title&sort=title', ada)).toEqual([
    { title: 'Other' },
    { title: 'Own', salary: 50 },
  ])
  expect(await data('GET /employees?fields=salary&sort=title', ada)).toEqual([{}, { salary: 50 }])
})

test('an include hides it as well', async () => {
  const desks = await data('GET /desks?include=employee', ada)
  const shown = desks.map(({ employee }: { employee: { title: string; salary?: number } }) => [
    employee.title,
    employee.salary,
  ])
  expect(shown.sort()).toEqual([
    ['Other', undefined],
    ['Own', 50],
  ])
})

test('filters find no row by what is not shown of it', async () => {
  expect(await data('GET /employees?salary[gte]=1', ada)).toHaveLength(1)
  expect(await data('GET /employees?salary[ne]=1', ada)).toHaveLength(1)
  expect(await data('GET /employees?salary=70', ada)).toEqual([])
  expect(await data('GET /desks?employee.salary[gte]=1', ada)).toHaveLength(1)
  expect(await data('GET /employees?salary[gte]=1', hr)).toHaveLength(2)
})

test('who never sees a field cannot filter or sort by it', async () => {
  for (const query of ['grade=b', 'grade[ne]=b', 'sort=grade', 'sort=-grade']) {
    const answer = await app.request(`GET /employees?${query}`, { as: ada })
    expect(answer).toBeRefused(403)
  }
  expect(await app.request('GET /desks?employee.grade=b', { as: ada })).toBeRefused(403)
  expect(await data('GET /employees?sort=grade', hr)).toHaveLength(2)
  const page = await app.request('GET /employees?sort=grade&limit=1', { as: hr })
  const next = await data(`GET /employees?sort=grade&limit=1&after=${page.body.meta.next}`, hr)
  expect(next.map(({ id }: { id: string }) => id)).toEqual([own])
})

test('a field is written by whom its rule admits', async () => {
  const patch = (id: string, body: object, as: object) =>
    app.request(`PATCH /employees/${id}`, { as: as as typeof hr, body })
  const denied = await patch(own, { salary: 99 }, ada)
  expect(denied).toBeRefused(403)
  expect(denied).toPointAt('/salary')
  expect((await patch(own, { title: 'Mine' }, ada)).status).toBe(200)
  expect((await patch(own, { salary: 60 }, hr)).status).toBe(200)
  // By the row: the grade is the person's own affair.
  expect((await patch(own, { grade: 'a' }, ada)).status).toBe(200)
  expect((await patch(own, { grade: 'b' }, hr)).status).toBe(403)
  expect(await app.db.get(Employee, own)).toMatchObject({ title: 'Mine', salary: 60, grade: 'a' })
})

test('what is left out of a replacement stays, where not everybody may write it', async () => {
  const put = (body: object) => app.request(`PUT /employees/${own}`, { as: ada, body })
  expect((await put({ title: 'New' })).status).toBe(200)
  expect(await put({ title: 'New', salary: 1 })).toBeRefused(403)
  expect(await app.db.get(Employee, own)).toMatchObject({ title: 'New', salary: 50, grade: 'b' })
})

test('many rows at once are asked one by one', async () => {
  const items = [
    { person: ada.id, title: 'x' },
    { person: ada.id, title: 'y', grade: 'b' },
  ]
  const answer = await app.request('POST /employees/bulk', { as: hr, body: { items } })
  expect(answer).toBeRefused(403)
  expect(await app.db.count(Employee)).toBe(2)
})

test('code sees and writes as its caller does', async () => {
  expect(await data('GET /pay', ada)).toEqual({
    rows: [
      { title: 'Other', salary: 'unseen' },
      { title: 'Own', salary: 50 },
    ],
    built: [
      { title: 'Other', salary: null },
      { title: 'Own', salary: 50 },
    ],
  })
  expect(await app.request(`POST /raise/${own}`, { as: ada })).toBeRefused(403)
  expect((await app.db.get(Employee, own))?.salary).toBe(50)
  expect(await data(`POST /raise/${own}`, hr)).toMatchObject({ salary: 9 })
})

test('credentials that cover the creating cover the fields of what is created', async () => {
  const body = { person: ada.id, title: 'New', salary: 10 }
  const limited = (scope: string) => ({ ...hr, scopes: [scope, 'users:read'] })
  const made = await app.request('POST /employees', { as: limited('employees:create'), body })
  expect(made.status).toBe(201)
  expect(await app.request('POST /employees', { as: limited('employees:update'), body })).toBeRefused(403)
})
