/** A version field counts the changes of a row; nobody else writes it. */
import { anyone, application, entity, resource, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeEach, expect, test } from 'vitest'
import '../matchers.ts'

const Page = entity('page', { title: t.string(), views: t.integer().default(0), revision: t.version() })
const app = await testApplication(
  application('versions', {
    parts: [
      [
        resource(Page, {
          read: anyone,
          create: anyone,
          update: anyone,
          filter: ['revision'],
          sort: ['revision'],
        }),
      ],
    ],
  }),
)
afterAll(() => app.stop())
let path: string
let id: string
beforeEach(async () => {
  await app.db.deleteMany(Page, {})
  id = (await app.db.insert(Page, { title: 'x' })).id
  path = `/pages/${id}`
})
const revision = async () => (await app.request(`GET ${path}`)).body.data.revision

test('begins with one and grows with every change', async () => {
  expect(await revision()).toBe(1)
  expect((await app.request(`PATCH ${path}`, { body: { title: 'y' } })).body.data.revision).toBe(2)
  expect((await app.request(`PUT ${path}`, { body: { title: 'z' } })).body.data.revision).toBe(3)
  await app.db.update(Page, id, { views: { increment: 1 } })
  expect(await app.db.updateMany(Page, { title: 'z' }, { title: 'a' })).toBe(1)
  expect(await revision()).toBe(5)
})

test('stays when nothing changed', async () => {
  expect(await app.request(`PATCH ${path}`, { body: { title: '' } })).toBeRefused(422)
  expect(
    await app.request(`PATCH ${path}`, { body: { title: 'y' }, headers: { 'if-match': '"1"' } }),
  ).toBeRefused(412)
  expect(await revision()).toBe(1)
})

test('counts every one of many changes at once', async () => {
  const answers = await Promise.all(
    Array.from({ length: 15 }, () => app.request(`PATCH ${path}`, { body: { title: 'y' } })),
  )
  expect(answers.map(({ body }) => body.data.revision).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 15 }, (_, index) => index + 2),
  )
  expect(await revision()).toBe(16)
})

test('is not sent by callers', async () => {
  for (const route of ['POST /pages', `PATCH ${path}`, `PUT ${path}`]) {
    const answer = await app.request(route, { body: { title: 'x', revision: 9 } })
    expect(answer).toBeRefused(422)
    expect(answer).toPointAt('/revision')
  }
})
