/** Paths as documents write them, and methods that stand beside what the framework answers by itself. */
import { application, contract, implement } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import type { Operations } from './documents/paths.types.ts'

const api = contract<Operations>('./documents/paths.yml')
const run = ({ params }: { readonly params: object }) => ({ status: 200 as const, body: { ...params } })
const app = await testApplication(
  application('paths', {
    parts: [
      [
        implement(api, 'dashed', { run }),
        implement(api, 'suffixed', { run }),
        implement(api, 'fixed', { run }),
        implement(api, 'accented', { run }),
        implement(api, 'underscored', { run }),
        implement(api, 'verb', { run }),
        implement(api, 'bracketed', { run }),
        implement(api, 'starred', { run }),
        implement(api, 'asGet', { run }),
        implement(api, 'asHead', { run: () => ({ status: 200 }) }),
        implement(api, 'asOptions', { run: () => ({ status: 204, headers: { Allow: 'of our own' } }) }),
        implement(api, 'asTrace', { run }),
      ],
    ],
  }),
)
afterAll(() => app.stop())
const heard = async (route: string) => {
  const { status, body } = await app.request(route)
  return status === 200 ? body : status
}

describe('a path', () => {
  test.each([
    ['GET /reports/2026-11', { year: 2026, month: 11 }],
    ['GET /reports/2026', 404],
    ['GET /reports/2026-x', 404],
    ['GET /files/a.b.json', { name: 'a.b' }],
    ['GET /files/a.txt', 404],
    ['GET /files/latest', {}],
    ['GET /gr%C3%BC%C3%9Fe/%E2%82%AC', { name: '€' }],
    ['GET /files/latest/', 404],
    ['POST /jobs/nightly', 404],
  ])('%s', async (route, expected) => {
    expect(await heard(route)).toEqual(expected)
  })

  // The router takes what stands behind a parameter for a part of its name, and a star for a wildcard.
  test.fails.each([
    ['GET /ranges/2026_11', { year: 2026, month: 11 }],
    ['POST /jobs/nightly:cancel', { name: 'nightly' }],
    ['GET /users(ada)', { name: 'ada' }],
    ['GET /all/other', 404],
  ])('%s', async (route, expected) => {
    expect(await heard(route)).toEqual(expected)
  })
})

describe('methods that the document has itself', () => {
  test('are answered by it', async () => {
    expect((await app.request('OPTIONS /methods')).headers.get('allow')).toBe('of our own')
    expect((await app.request('HEAD /methods')).headers.get('content-length')).toBe('0')
  })

  // The router adds HEAD and OPTIONS to those that are there.
  test.fails('stand once in Allow', async () => {
    const { status, headers } = await app.request('DELETE /methods')
    expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS, TRACE'])
  })
})
