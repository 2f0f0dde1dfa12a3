/** How a contract refuses: as problem details, or in its own shape; never in our envelope. */
import { anyone, application, contract, policy } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import type { Operations } from './documents/tasks.types.ts'
import { Task, taskHandlers } from './tasks.ts'

const file = './documents/tasks.yml'
const rules = [policy(Task, { read: anyone, create: anyone })]
const plain = await testApplication(
  application('plain', { parts: [rules, taskHandlers(contract<Operations>(file))] }),
)
const own = contract<Operations>(file, {
  problem: ({ status, code, errors }) => {
    if (code === 'title_taken') throw new Error('Nobody thought of this one.')
    const reasons = errors.map(({ pointer, message }) => [pointer, message])
    return { status: status === 400 ? 422 : status, body: { reasons: Object.fromEntries(reasons), code } }
  },
})
const shaped = await testApplication(application('shaped', { parts: [rules, taskHandlers(own)] }))
afterAll(async () => {
  await plain.stop()
  await shaped.stop()
})

describe('problem details', () => {
  test.each<[string, string, unknown, object]>([
    [
      'what is invalid',
      'POST /api/tasks',
      { title: 1, labels: ['a', 'a'] },
      { status: 422, code: 'invalid' },
    ],
    ['what cannot be read', 'POST /api/tasks', '{', { status: 400, code: 'body_malformed' }],
    [
      'a parameter',
      'GET /api/tasks?limit=51',
      undefined,
      { status: 422, errors: [{ pointer: 'query/limit' }] },
    ],
    ['a path that names nothing', 'GET /api/tasks/1', undefined, { status: 404, code: 'not_found' }],
    [
      'what a handler refuses',
      'POST /api/tasks',
      { title: 'taken' },
      { status: 422, code: 'title_taken', title: 'That title is taken.' },
    ],
    ['a fault of ours', 'POST /api/tasks', { title: 'broken' }, { status: 500, code: 'internal_error' }],
  ])('of %s', async (_, route, body, expected) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await plain.request(route, { body, headers })
    expect(answer.status).toBe(answer.body.status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.body).toMatchObject(expected)
    expect(answer.body.type).toBe(`urn:lintel:problem:${answer.body.code}`)
    expect(answer.body).not.toHaveProperty('error')
    expect(answer.text).not.toContain('The handler is broken')
  })

  test('say all that is wrong at once', async () => {
    const { body } = await plain.request('POST /api/tasks', { body: { labels: ['a', 'a', 3], more: 1 } })
    const pointers = body.errors.map(({ pointer }: { pointer: string }) => pointer)
    expect(pointers.sort()).toEqual(['/labels', '/labels/2', '/more', '/title'])
  })
})

describe('a shape of its own', () => {
  test('goes out under the media type that the document names for the status', async () => {
    const answer = await shaped.request('POST /api/tasks', { body: { title: '' } })
    expect(answer.status).toBe(422)
    expect(answer.headers.get('content-type')).toBe('application/vnd.refusal+json; charset=utf-8')
    expect(answer.body).toEqual({
      reasons: { '/title': expect.stringContaining('fewer than 1') },
      code: 'invalid',
    })
  })

  test('may change the status, and is JSON where the document says nothing', async () => {
    const headers = { 'content-type': 'application/json' }
    expect((await shaped.request('POST /api/tasks', { body: '{', headers })).status).toBe(422)
    const answer = await shaped.request('GET /api/tasks/1')
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      404,
      'application/json; charset=utf-8',
    ])
    expect(answer.body).toEqual({ reasons: {}, code: 'not_found' })
  })

  test('also hides a fault of ours', async () => {
    const answer = await shaped.request('POST /api/tasks', { body: { title: 'broken' } })
    expect([answer.status, answer.body]).toEqual([500, { reasons: {}, code: 'internal_error' }])
  })

  test('that fails itself is a fault, and the service goes on', async () => {
    const answer = await shaped.request('POST /api/tasks', { body: { title: 'taken' } })
    expect([answer.status, answer.body.code]).toEqual([500, 'internal_error'])
    const faults = shaped.observations.flatMap((each) => (each.event === 'fault' ? [String(each.error)] : []))
    expect(faults).toContain('Error: Nobody thought of this one.')
    expect((await shaped.request('GET /api/tasks')).status).toBe(200)
  })
})
