/** Parameters of every place and style, through real addresses, headers and cookies. */
import { application, contract, implement } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import type { Operations } from './documents/parameters.types.ts'

const api = contract<Operations>('./documents/parameters.yml')
const app = await testApplication(
  application('parameters', {
    prefix: '/v2',
    parts: [
      [
        implement(api, 'readPath', { run: ({ params }) => ({ status: 200, body: params }) }),
        implement(api, 'readQuery', { run: ({ query }) => ({ status: 200, body: query }) }),
        implement(api, 'readRest', {
          run: ({ headers, cookies }) => ({ status: 200, body: { ...headers, ...cookies } }),
        }),
      ],
    ],
  }),
)
afterAll(() => app.stop())
// The prefix of the application, then the path of the document's server, then the path of the operation.
const get = (path: string, headers: Record<string, string> = {}) =>
  app.request(`GET /v2/styles${path}`, { headers })

describe('the path', () => {
  test('is read in its styles', async () => {
    const answer = await get('/path/7/1,2/.red/.a.b/;matrix=true/;matrices=3;matrices=4/x=1,y=2')
    expect(answer.body).toEqual({
      id: 7,
      ids: [1, 2],
      label: 'red',
      labels: ['a', 'b'],
      matrix: true,
      matrices: [3, 4],
      point: { x: 1, y: 2 },
    })
  })

  test.each([
    'x',
    '0',
    '07',
    '1e3',
    '9007199254740993',
    '%00',
    '',
  ])('that is no id names nothing: %j', async (id) => {
    const answer = await get(`/path/${id}/1/.a/.a/;matrix=true/;matrices=3/x=1,y=2`)
    expect(answer.status).toBe(404)
  })

  test('stands below the server of the document alone', async () => {
    expect((await app.request('GET /query')).status).toBe(404)
    expect((await app.request('GET /styles/query')).status).toBe(404)
    expect((await app.request('GET /v2/styles/query')).status).toBe(200)
  })
})

describe('the query', () => {
  test.each([
    ['', { limit: 20 }],
    ['limit=5&open=false', { limit: 5, open: false }],
    ['tag=a&tag=b,c', { limit: 20, tag: ['a', 'b,c'] }],
    ['csv=1,2&spaced=a%20b&piped=a|b', { limit: 20, csv: [1, 2], spaced: ['a', 'b'], piped: ['a', 'b'] }],
    ['point[x]=1&point[y]=2', { limit: 20, point: { x: 1, y: 2 } }],
    ['filter=%7B%22and%22:[%7B%22name%22:%22a%22%7D]%7D', { limit: 20, filter: { and: [{ name: 'a' }] } }],
    ['since=2026-02-28&other=1', { limit: 20, since: '2026-02-28' }],
  ])('%j is read', async (query, expected) => {
    expect((await get(`/query?${query}`)).body).toEqual(expected)
  })

  test('says all that is wrong at once', async () => {
    const answer = await get(
      '/query?limit=101&open=yes&tag=1&tag=2&tag=3&tag=4&csv=1,x&since=2026-02-30&point[x]=1',
    )
    expect(answer.status).toBe(422)
    const pointers = answer.body.errors.map(({ pointer }: { pointer: string }) => pointer)
    expect(pointers).toEqual([
      'query/limit',
      'query/open',
      'query/tag',
      'query/csv',
      'query/point',
      'query/since',
    ])
  })

  test.each([
    ['limit=1&limit=2', 'query/limit'],
    ['limit=', 'query/limit'],
    ['since=%00', 'query/since'],
    ['tag=%FF', 'query/tag'],
    ['%FF=1', 'query'],
    ['filter={', 'query/filter'],
    ['filter={"__proto__":1}', 'query/filter'],
    [`filter=${'{"and":['.repeat(200)}${']}'.repeat(200)}`, 'query/filter'],
    ['filter={"more":1}', 'query/filter'],
    ['point[x]=1&point[x]=2&point[y]=3', 'query/point'],
    ['point[__proto__]=1', 'query/point'],
  ])('%.40s is refused', async (query, pointer) => {
    const answer = await get(`/query?${query}`)
    expect(answer.status).toBe(422)
    expect(answer.body.errors[0].pointer).toBe(pointer)
  })
})

describe('headers and cookies', () => {
  test('are read by their names', async () => {
    const answer = await get('/rest', {
      'x-tenant': 'acme',
      'X-IDS': '1, 2',
      cookie: 'a=b; session="s%20t"; seen=3,4; session=other',
    })
    expect(answer.body).toEqual({ 'X-Tenant': 'acme', 'X-Ids': [1, 2], session: 's t', seen: [3, 4] })
  })

  test('are refused where they are missing or wrong', async () => {
    const answer = await get('/rest', { 'x-ids': '1,x' })
    const pointers = answer.body.errors.map(({ pointer }: { pointer: string }) => pointer)
    expect(pointers).toEqual(['header/X-Tenant', 'header/X-Ids', 'cookie/session'])
  })
})
