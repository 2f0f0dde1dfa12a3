/** Deprecated routes say so in each answer (RFC 9745, RFC 8594). */
import { anyone, application, entity, operation, resource, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, expect, test } from 'vitest'
import '../matchers.ts'

const Old = entity('old', { name: t.string() })
const Fresh = entity('fresh', { name: t.string() }, { plural: 'fresh' })
const app = await testApplication(
  application('aging', {
    parts: [
      {
        olds: resource(Old, {
          read: anyone,
          create: anyone,
          deprecated: {
            since: '2026-01-01T00:00:00Z',
            sunset: '2027-06-30T12:00:00Z',
            link: 'https://example.com/moved',
          },
        }),
        fresh: resource(Fresh, { read: anyone }),
        shout: operation('POST /shout', {
          summary: 'Shout',
          allow: anyone,
          deprecated: { since: '2026-03-01' },
          run: () => undefined,
        }),
      },
    ],
  }),
)
afterAll(() => app.stop())

test.each([
  ['GET /olds', 200, undefined],
  ['POST /olds', 201, { name: 'x' }],
  ['POST /olds', 422, {}],
  ['GET /olds?nope=1', 400, undefined],
  ['GET /olds/x', 404, undefined],
])('%s → %i says since when, until when, and what instead', async (route, status, body) => {
  const answer = await app.request(route, { body })
  expect(answer.status).toBe(status)
  expect(answer.headers.get('deprecation')).toBe('@1767225600')
  expect(answer.headers.get('sunset')).toBe('Wed, 30 Jun 2027 12:00:00 GMT')
  expect(answer.headers.get('link')).toBe('<https://example.com/moved>; rel="deprecation"; type="text/html"')
})

test('an operation says it, too, and no more than it knows', async () => {
  const { headers } = await app.request('POST /shout')
  expect([headers.get('deprecation'), headers.get('sunset'), headers.get('link')]).toEqual([
    '@1772323200',
    null,
    null,
  ])
})

test('a route that is not says nothing', async () => {
  expect((await app.request('GET /fresh')).headers.get('deprecation')).toBeNull()
})
