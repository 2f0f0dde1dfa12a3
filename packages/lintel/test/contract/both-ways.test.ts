/** A contract and resources of our own in one application: both are served, over the same rows. */
import {
  anyone,
  application,
  contract,
  entity,
  identity,
  operation,
  owner,
  policy,
  resource,
  t,
} from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import type { Operations } from './documents/tasks.types.ts'
import { Task, taskHandlers } from './tasks.ts'
import '../matchers.ts'

const api = contract<Operations>('./documents/tasks.yml')
const User = entity('user', { name: t.string() })
const Note = entity('note', { text: t.string(), author: t.ref(() => User) })
const app = await testApplication(
  application('both-ways', {
    prefix: '/v1',
    parts: [
      {
        accounts: identity(User),
        tasks: resource(Task, { read: anyone, create: anyone }),
        notes: resource(Note, { read: owner('author') }),
        ping: operation('GET /ping', {
          summary: 'Ping',
          allow: anyone,
          output: { pong: t.boolean() },
          run: () => ({ pong: true }),
        }),
      },
      taskHandlers(api),
    ],
  }),
)
afterAll(() => app.stop())

test('both answer, each in its own form', async () => {
  const made = await app.request('POST /v1/api/tasks', { body: { title: 'By contract' } })
  expect(made.status).toBe(201)
  expect(Object.keys(made.body).sort()).toEqual(['id', 'isDone', 'title'])
  const own = await app.request(`GET /v1/tasks/${made.body.id}`)
  expect(own.body.data).toMatchObject({ id: made.body.id, title: 'By contract' })
  await app.request('POST /v1/tasks', { body: { title: 'By resource' } })
  const listed = await app.request('GET /v1/api/tasks?limit=50')
  expect(listed.body.map(({ title }: { title: string }) => title).sort()).toEqual([
    'By contract',
    'By resource',
  ])
  expect((await app.request('GET /v1/ping')).body.data).toEqual({ pong: true })
})

test('both refuse, each in its own form', async () => {
  expect(await app.request('POST /v1/tasks', { body: { title: '' } })).toBeRefused(422, 'invalid')
  const answer = await app.request('POST /v1/api/tasks', { body: { title: '' } })
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(answer.body).toMatchObject({
    status: 422,
    code: 'invalid',
    errors: [{ pointer: '/title', code: 'too_short' }],
  })
})

test('rules of access hold for both', async () => {
  const ada = await app.db.insert(User, { name: 'Ada' })
  await app.db.insert(Note, { text: 'x', author: ada.id })
  expect((await app.request('GET /v1/notes', { as: ada })).body.data).toHaveLength(1)
  expect(await app.request('GET /v1/notes')).toBeRefused(401)
})

test('the document of the application has both', async () => {
  const { paths } = (await app.request('GET /openapi.json')).body
  expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/v1/tasks', '/v1/ping', '/v1/api/tasks/{id}']))
})

describe('beside a contract without a prefix', () => {
  test('paths of the same form and other methods go together', async () => {
    const Thing = entity('thing', { name: t.string() })
    const mixed = await testApplication(
      application('mixed', {
        parts: [
          [resource(Thing, { path: '/api/things', read: anyone })],
          [
            operation('DELETE /api/tasks/{task}', {
              summary: 'Drop',
              allow: anyone,
              params: { task: t.string() },
              run: () => undefined,
            }),
          ],
          taskHandlers(contract<Operations>('./documents/tasks.yml')),
          [policy(Task, { read: anyone })],
        ],
      }),
    )
    const task = await mixed.db.insert(Task, { title: 'a' })
    expect((await mixed.request(`GET /api/tasks/${task.id}`)).body.title).toBe('a')
    expect((await mixed.request(`DELETE /api/tasks/${task.id}`)).status).toBe(204)
    expect((await mixed.request(`OPTIONS /api/tasks/${task.id}`)).headers.get('allow')).toContain('DELETE')
    await mixed.stop()
  })
})
