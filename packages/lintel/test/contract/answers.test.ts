/** What a contract answers: pages, texts, several media types of one status, headers, and no content. */
import { application, contract, html, implement } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import { sendBytes } from '../raw-http.ts'
import type { Operations } from './documents/answers.types.ts'

const api = contract<Operations>('./documents/answers.yml')
const app = await testApplication(
  application('answers', {
    parts: [
      {
        showPerson: implement(api, 'showPerson', {
          run({ params: { name }, request }) {
            if (name === 'nobody') return { status: 404, body: html`<h1>Nobody</h1>` }
            const accept = request.header('accept')
            if (accept === 'text/csv') return { status: 200, contentType: 'text/csv', body: `name\n${name}` }
            if (accept !== 'text/html')
              return { status: 200, contentType: 'application/json', body: { name } }
            const friends = ['<i>', '"quoted"'].map((friend) => html`<li>${friend}</li>`)
            return {
              status: 200,
              contentType: 'text/html',
              body: html`<h1 title="${name}">${name}</h1><ul>${friends}</ul>`,
            }
          },
        }),
        lookForPerson: implement(api, 'lookForPerson', {
          run: ({ params }) =>
            params.name === 'nobody' ? { status: 404 } : { status: 200, headers: { 'X-Visits': 3 } },
        }),
        removePerson: implement(api, 'removePerson', { run: () => ({ status: 204 }) }),
        showPage: implement(api, 'showPage', { run: () => ({ status: 200, body: html`<p>Page</p>` }) }),
        answerStatus: implement(api, 'answerStatus', {
          run({ params: { status } }) {
            if (status === 404) return { status, body: 'nothing' }
            if (status === 200) return { status, body: { name: 'Ada', born: new Date(0).toISOString() } }
            if (status === 409 || status === 451) return { status, body: { title: 'Refused' } }
            return { status: status === 202 ? 202 : 503, body: { else: 1 } }
          },
        }),
        answerHeaders: implement(api, 'answerHeaders', {
          run: ({ query: _ }) => ({
            status: 200,
            headers: { 'X-Total': 2, 'Cache-Control': 'private, max-age=60' },
            body: ['a', 'b'],
          }),
        }),
        download: implement(api, 'download', { run: () => ({ status: 200, body: new Uint8Array() }) }),
        showImage: implement(api, 'showImage', {
          run: ({ params }) => ({
            status: 200,
            contentType: `image/${params.kind}`,
            body: new Uint8Array([1, 2, 255]),
          }),
        }),
      },
    ],
  }),
)
afterAll(() => app.stop())
const accepting = (path: string, accept: string) => app.request(`GET ${path}`, { headers: { accept } })

describe('a page', () => {
  test('is escaped wherever a value stands in it', async () => {
    const answer = await accepting(
      `/people/${encodeURIComponent('<script>alert("x")</script>')}`,
      'text/html',
    )
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(answer.text).toBe(
      '<h1 title="&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;">&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;</h1>' +
        '<ul><li>&lt;i&gt;</li><li>&quot;quoted&quot;</li></ul>',
    )
  })

  test('comes with the headers that keep scripts of others out', async () => {
    const answer = await app.request('GET /page')
    expect(answer.text).toBe('<p>Page</p>')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })
})

describe('several media types of one status', () => {
  test.each([
    ['application/json', 'application/json; charset=utf-8', '{"name":"Ada"}'],
    ['text/csv', 'text/csv; charset=utf-8', 'name\nAda'],
    ['text/html', 'text/html; charset=utf-8', '<h1 title="Ada">'],
  ])('%s', async (accept, type, text) => {
    const answer = await accepting('/people/Ada', accept)
    expect(answer.headers.get('content-type')).toBe(type)
    expect(answer.text).toContain(text)
  })

  test('of which one is open is what the handler says', async () => {
    const answer = await app.request('GET /images/png')
    expect([answer.headers.get('content-type'), answer.headers.get('content-length')]).toEqual([
      'image/png',
      '3',
    ])
  })
})

describe('Accept', () => {
  test.each([
    ['/people/Ada', 'application/xml', 406],
    ['/people/Ada', 'application/problem+json', 200],
    ['/people/Ada', 'text/*', 200],
    ['/page', 'application/json', 406],
    ['/page', 'text/html, application/json;q=0.5', 200],
    ['/page', 'text/html;q=0', 406],
    ['/page', '*/*', 200],
    ['/files/x', 'application/json', 406],
    ['/files/x', 'application/*', 200],
  ])('of %s may be %s: %i', async (path, accept, status) => {
    expect((await accepting(path, accept)).status).toBe(status)
  })
})

// Negotiation takes a range that the document offers for a media type, which no caller asks for.
test.fails('Accept may name one of a range', async () => {
  expect((await accepting('/images/png', 'image/png')).status).toBe(200)
})

test('406 has the shape of the contract, too', async () => {
  const answer = await accepting('/page', 'application/json')
  expect([answer.status, answer.body]).toEqual([406, expect.objectContaining({ code: 'not_acceptable' })])
})

describe('a status', () => {
  test.each([
    [200, 'application/json; charset=utf-8', '{"name":"Ada","born":"1970-01-01T00:00:00.000Z"}'],
    [404, 'text/plain; charset=utf-8', 'nothing'],
    [409, 'application/problem+json; charset=utf-8', '{"title":"Refused"}'],
    [451, 'application/problem+json; charset=utf-8', '{"title":"Refused"}'],
    [202, 'application/json; charset=utf-8', '{"else":1}'],
    [503, 'application/json; charset=utf-8', '{"else":1}'],
  ])('%i is written as the document says of it, of its range or of the rest', async (status, type, text) => {
    const answer = await app.request(`GET /status/${status}`)
    expect([answer.status, answer.headers.get('content-type'), answer.text]).toEqual([status, type, text])
  })

  test('204 has no content', async () => {
    const answer = await app.request('DELETE /people/Ada')
    expect([answer.status, answer.text, answer.headers.get('content-length')]).toEqual([204, '', null])
    expect(answer.headers.get('content-type')).toBeNull()
  })
})

test('headers are those of the handler, once each', async () => {
  const answer = await sendBytes(app.url, 'GET /headers HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')
  expect(answer.headers.get('x-total')).toBe('2')
  // Said by the framework, unless a handler says it.
  expect(answer.headers.get('cache-control')).toBe('private, max-age=60')
})

describe('methods', () => {
  test('HEAD is the operation of that name, or GET without its body', async () => {
    const own = await app.request('HEAD /people/Ada')
    expect([own.status, own.text, own.headers.get('x-visits')]).toEqual([200, '', '3'])
    expect((await app.request('HEAD /people/nobody')).status).toBe(404)
    const [head, get] = [await app.request('HEAD /page'), await app.request('GET /page')]
    expect([head.status, head.text]).toEqual([200, ''])
    expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'))
  })

  test('OPTIONS and 405 say what there is', async () => {
    expect((await app.request('OPTIONS /page')).headers.get('allow')).toBe('GET, HEAD, OPTIONS')
    const answer = await app.request('POST /page', { body: {} })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
    expect((await app.request('GET /nowhere')).status).toBe(404)
  })
})
