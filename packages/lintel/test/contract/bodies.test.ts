/** What a contract takes: JSON, forms, text, and several content types of one operation. */
import { application, contract, implement } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import { sendBytes } from '../raw-http.ts'
import type { Operations } from './documents/bodies.types.ts'

const api = contract<Operations>('./documents/bodies.yml')
const parts = {
  addNote: implement(api, 'addNote', { run: ({ body }) => ({ status: 201, body }) }),
  setMood: implement(api, 'setMood', {
    run: ({ body }) => ({ status: 200, body: JSON.stringify(body) ?? 'absent' }),
  }),
  signUp: implement(api, 'signUp', { run: ({ body }) => ({ status: 200, body }) }),
  addEssay: implement(api, 'addEssay', { run: ({ body }) => ({ status: 200, body }) }),
  takeAnything: implement(api, 'takeAnything', {
    async run({ body }) {
      if (!(Symbol.asyncIterator in body)) return { status: 200, body: JSON.stringify(body) }
      let text = ''
      for await (const chunk of body) text += Buffer.from(chunk).toString('latin1')
      return { status: 200, body: text }
    },
  }),
}
const app = await testApplication(application('bodies', { parts: [parts] }))
afterAll(() => app.stop())

const post = (path: string, type: string, body: string) =>
  app.request(`POST ${path}`, { body, headers: { 'content-type': type } })

describe('JSON', () => {
  test('is checked, with the defaults of the document', async () => {
    const answer = await app.request('POST /notes', { body: { text: 'a', replies: [{ text: 'b' }] } })
    expect(answer.status).toBe(201)
    expect(answer.body).toEqual({ text: 'a', stars: 3, replies: [{ text: 'b', stars: 3 }] })
  })

  test('of another name than application/json', async () => {
    expect((await post('/notes', 'application/vnd.note+json', '{"text":"a"}')).status).toBe(201)
    expect((await post('/notes', 'application/hal+json', '{"text":"a"}')).status).toBe(415)
  })

  test('says all that is wrong, each with its place', async () => {
    const body = { stars: 9, more: 1, replies: [{ text: 'b', replies: [{ text: '' }] }, 3] }
    const answer = await app.request('POST /notes', { body })
    expect(answer.status).toBe(422)
    const errors = answer.body.errors.map(
      ({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`,
    )
    expect(errors.sort()).toEqual([
      '/more unknown_field',
      '/replies/0/replies/0/text too_short',
      '/replies/1 wrong_type',
      '/stars too_large',
      '/text required',
    ])
  })

  test.each([
    ['{"text":', 400, 'body_malformed'],
    ['{"text":"a","text":"b"}', 400, 'body_duplicate_key'],
    ['{"text":"a\\u0000"}', 400, 'text_invalid'],
    ['{"__proto__":1}', 400, 'body_forbidden_key'],
    ['{"text":1e999}', 400, 'number_out_of_range'],
    ['['.repeat(40), 400, 'body_too_deep'],
    ['', 400, 'body_missing'],
    [`{"text":"${'x'.repeat(1_048_576)}"}`, 413, 'body_too_large'],
  ])('%.30s is %i %s', async (body, status, code) => {
    const answer = await post('/notes', 'application/json', body)
    expect([answer.status, answer.body.code]).toEqual([status, code])
  })

  test('may be absent where the document says so', async () => {
    expect((await app.request('PUT /mood')).text).toBe('absent')
    expect(
      (await app.request('PUT /mood', { body: '', headers: { 'content-type': 'application/json' } })).text,
    ).toBe('absent')
    expect((await app.request('PUT /mood', { body: { mood: 'fine' } })).text).toBe('{"mood":"fine"}')
    expect((await app.request('PUT /mood', { body: { mood: 1 } })).status).toBe(422)
    expect((await app.request('POST /notes')).body).toMatchObject({ status: 400, code: 'body_missing' })
  })
})

describe('a form', () => {
  const form = (text: string) => post('/signup', 'application/x-www-form-urlencoded', text)

  test('becomes what its schema says', async () => {
    const answer = await form(
      'name=A+%26+B&age=30&height=1.8&news=true&topics=a&topics=b,c&scores=1&colors=red,green&nickname=&limit=&address={"city":"X"}',
    )
    expect(answer.body).toEqual({
      name: 'A & B',
      age: 30,
      height: 1.8,
      news: true,
      topics: ['a', 'b,c'],
      scores: [1],
      colors: ['red', 'green'],
      nickname: '',
      limit: null,
      address: { city: 'X' },
    })
  })

  test('has defaults, and texts stay texts', async () => {
    expect((await form('name=007&age=18')).body).toEqual({ name: '007', age: 18, news: false })
  })

  test.each([
    ['age=18', '/name required'],
    ['name=a&age=17', '/age too_small'],
    ['name=a&age=', '/age wrong_type'],
    ['name=a&age=18.5', '/age wrong_type'],
    ['name=a&age=018', '/age wrong_type'],
    ['name=a&age=0x20', '/age wrong_type'],
    ['name=a&age=1e400', '/age wrong_type'],
    ['name=a&age=9007199254740993', '/age wrong_type'],
    ['name=a&age=18&height=Infinity', '/height wrong_type'],
    ['name=a&age=18&height=1e999', '/height wrong_type'],
    ['name=a&age=18&news=on', '/news wrong_type'],
    ['name=a&age=18&news=1', '/news wrong_type'],
    ['name=a&age=18&name=b', '/name wrong_type'],
    ['name=a&age=18&age=19', '/age wrong_type'],
    ['name=a&age=18&scores=1&scores=x', '/scores/1 wrong_type'],
    ['name=a&age=18&topics=a&topics=b&topics=c&topics=d', '/topics too_many'],
    ['name=a&age=18&address=nowhere', '/address wrong_type'],
    ['name=a&age=18&address={}', '/address/city required'],
    [`name=a&age=18&address=${'['.repeat(5000)}${']'.repeat(5000)}`, '/address wrong_type'],
    ['name=a&age=18&more=1', '/more unknown_field'],
    ['', '/name required'],
  ])('%.60s is refused at %s', async (text, error) => {
    const answer = await form(text)
    expect(answer.status).toBe(422)
    const [{ pointer, code }] = answer.body.errors
    expect(`${pointer} ${code}`).toBe(error)
  })

  test.each([
    ['name=%', 'form_malformed'],
    ['name=%00', 'text_invalid'],
    ['__proto__=1', 'body_forbidden_key'],
    ['a&'.repeat(2000), 'form_too_many_fields'],
  ])('%.20s is 400 %s', async (text, code) => {
    expect((await form(text)).body).toMatchObject({ status: 400, code })
  })
})

describe('text', () => {
  test('is read as it is, in UTF-8', async () => {
    expect((await post('/essays', 'text/plain', 'grüß dich')).text).toBe('grüß dich')
    expect((await post('/essays', 'text/markdown; charset=utf-8', '# a')).text).toBe('# a')
    expect((await post('/essays', 'text/plain', '')).text).toBe('')
  })

  test('is checked', async () => {
    expect((await post('/essays', 'text/plain', 'x'.repeat(41))).status).toBe(422)
    expect((await post('/essays', 'text/markdown', 'x'.repeat(41))).status).toBe(200)
    expect((await post('/essays', 'text/plain', 'a\0b')).body).toMatchObject({
      status: 400,
      code: 'text_invalid',
    })
  })

  test('in another charset is refused, and so are bytes that are no UTF-8', async () => {
    expect((await post('/essays', 'text/plain; charset=utf-16', 'a')).body.code).toBe('charset_unsupported')
    const broken = await app.request('POST /essays', {
      body: new Uint8Array([0xff, 0xfe]),
      headers: { 'content-type': 'text/plain' },
    })
    expect(broken.body).toMatchObject({ status: 400, code: 'body_not_utf8' })
  })
})

describe('the content type', () => {
  test.each([
    'text/html',
    'application/json',
    'image/png',
    'nonsense',
    'text/plainer',
  ])('%s is 415 where it is not named', async (type) => {
    const answer = await post('/essays', type, 'a')
    expect(answer.body).toMatchObject({ status: 415, code: 'media_type_unsupported' })
    expect(answer.headers.get('accept')).toBe('text/plain, text/markdown')
  })

  test('must be given', async () => {
    const answer = await sendBytes(
      app.url,
      'POST /essays HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 1\r\n\r\na',
    )
    expect(answer.status).toBe(415)
  })

  test('decides how a body is read, the exact one before a range', async () => {
    expect((await post('/anything', 'Application/JSON', '{"text":"a"}')).text).toBe('{"text":"a","stars":3}')
    expect((await post('/anything', 'application/x-www-form-urlencoded', 'text=a&stars=5')).text).toBe(
      '{"text":"a","stars":5}',
    )
    expect((await post('/anything', 'application/xml', '<a/>')).text).toBe('<a/>')
    expect((await post('/anything', 'text/plain; charset=latin1', 'a')).text).toBe('a')
    expect((await post('/anything', 'multipart/form-data; boundary=x', '--x--')).text).toBe('--x--')
  })
})

test('a body that nobody asked for is passed over', async () => {
  const answer = await app.request('DELETE /notes', { body: 'x'.repeat(100_000) })
  expect(answer.status).toBe(405)
})
