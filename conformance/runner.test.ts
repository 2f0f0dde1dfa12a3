import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseHurl } from './hurl-parser.ts'
import { type RequestResult, runFile } from './runner.ts'

/** Tells what arrived; `?status=` chooses the status, some paths misbehave. */
const mirror: RequestListener = async (message, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk)
  const url = new URL(message.url!, 'http://mirror')
  if (url.pathname === '/silent') return
  if (url.pathname === '/half') return void response.writeHead(200).write('{"half":')
  if (url.pathname === '/drop') return void response.destroy()
  if (url.pathname === '/latin1') return void response.end(Buffer.from([0x22, 0xe9, 0x22]))
  if (url.pathname === '/redirect') return void response.writeHead(302, { Location: '/' }).end()
  response.writeHead(Number(url.searchParams.get('status') ?? 200), { 'X-Mirror': 'yes' })
  response.end(JSON.stringify(whatArrived(message, Buffer.concat(chunks).toString())))
}

function whatArrived({ method, url, headers }: IncomingMessage, body: string) {
  return { method, url, headers, body, id: 7, list: [1, 2], none: null }
}

describe('runFile', () => {
  let server: Server
  let host: string

  beforeAll(async () => {
    server = createServer(mirror).listen(0, '127.0.0.1')
    await once(server, 'listening')
    host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })

  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  async function run(text: string): Promise<readonly RequestResult[]> {
    const options = { host, uid: 'u1', timeoutMs: 300 }
    return (await runFile(parseHurl('a.hurl', text), options)).requests
  }

  async function failuresOf(text: string) {
    return (await run(text)).map(({ failures }) => failures)
  }

  it('sends what is written: method, URL, headers, body, and the content type that a JSON body brings', async () => {
    const [result] = await run(`PUT {{host}}/a/b?c=d_{{uid}}&e=1
Authorization: Token t_{{uid}}
{"name": "n_{{uid}}", "tags": []}
HTTP 200
[Asserts]
jsonpath "$.method" == "PUT"
jsonpath "$.url" == "/a/b?c=d_u1&e=1"
jsonpath "$.headers.authorization" == "Token t_u1"
jsonpath "$.headers['content-type']" == "application/json"
jsonpath "$.body" == "{\\"name\\": \\"n_u1\\", \\"tags\\": []}"
header "x-mirror" == "yes"
status == 200
`)
    expect(result?.failures).toEqual([])
    expect(result?.answer?.status).toBe(200)
  })

  it('sends neither body nor content type where there is none, and keeps the type that the file names', async () => {
    const failures = await failuresOf(`DELETE {{host}}/
HTTP 200
[Asserts]
jsonpath "$.body" == ""
jsonpath "$.headers['content-type']" not exists

POST {{host}}/
Content-Type: application/vnd.api+json
{}
HTTP 200
[Asserts]
jsonpath "$.headers['content-type']" == "application/vnd.api+json"
`)
    expect(failures).toEqual([[], []])
  })

  it('hands a captured value on with its type', async () => {
    const failures = await failuresOf(`GET {{host}}/
HTTP 200
[Captures]
id: jsonpath "$.id"
none: jsonpath "$.none"

POST {{host}}/{{id}}
{"id": {{id}}, "none": {{none}}}
HTTP 200
[Asserts]
jsonpath "$.id" == {{id}}
jsonpath "$.id" != "{{id}}"
jsonpath "$.url" == "/7"
jsonpath "$.body" == "{\\"id\\": 7, \\"none\\": null}"
`)
    expect(failures).toEqual([[], []])
  })

  it('tells line, expectation and what came, for the status and for each assert', async () => {
    const [failures] = await failuresOf(`GET {{host}}/?status=404
HTTP 200
[Asserts]
jsonpath "$.id" == "7"
jsonpath "$.id" == 7
jsonpath "$.gone" exists
jsonpath "$.method" == "{{uid}}"
`)
    expect(failures).toEqual([
      { line: 2, expected: 'HTTP 200', came: 'HTTP 404' },
      { line: 4, expected: 'jsonpath "$.id" == "7"', came: 'integer 7' },
      { line: 6, expected: 'jsonpath "$.gone" exists', came: 'nothing' },
      { line: 7, expected: 'jsonpath "$.method" == "{{uid}}"  (== string "u1")', came: 'string "GET"' },
    ])
  })

  it('captures also after a wrong status, so that one fault is counted once', async () => {
    const failures = await failuresOf(`POST {{host}}/?status=201
HTTP 200
[Captures]
id: jsonpath "$.id"

GET {{host}}/{{id}}
HTTP 200
`)
    expect(failures.map((list) => list.length)).toEqual([1, 0])
  })

  it('goes on after a failure, and counts a request as failed that needs what was not captured', async () => {
    const results = await run(`GET {{host}}/
HTTP 200
[Captures]
slug: jsonpath "$.slug"

GET {{host}}/articles/{{slug}}
HTTP 200

GET {{host}}/
HTTP 200
[Asserts]
jsonpath "$.id" != {{slug}}

GET {{host}}/
HTTP 200
`)
    expect(results.map(({ failures }) => failures)).toEqual([
      [{ line: 4, expected: 'a value for slug: jsonpath "$.slug"', came: 'nothing' }],
      [{ line: 6, expected: 'to be sent', came: 'not sent: the variable {{slug}} is not set' }],
      [{ line: 12, expected: 'jsonpath "$.id" != {{slug}}', came: 'the variable {{slug}} is not set' }],
      [],
    ])
    expect(results[1]).toMatchObject({ unsetVariable: 'slug' })
    expect(results[1]?.sent).toBeUndefined()
  })

  it('does not fall back to an earlier capture of the same name', async () => {
    const failures = await failuresOf(`GET {{host}}/
HTTP 200
[Captures]
id: jsonpath "$.id"

GET {{host}}/
HTTP 200
[Captures]
id: jsonpath "$.gone"

GET {{host}}/{{id}}
HTTP 200
`)
    expect(failures.map((list) => list.length)).toEqual([0, 1, 1])
  })

  it('does not follow a redirect', async () => {
    expect(await failuresOf('GET {{host}}/redirect\nHTTP 302\n[Asserts]\nheader "Location" == "/"')).toEqual([
      [],
    ])
  })

  it.each([
    ['/silent', 'no complete answer within 300 ms'],
    ['/half', 'no complete answer within 300 ms'],
    ['/drop', 'socket hang up'],
    ['/latin1', 'The encoded data was not valid for encoding utf-8'],
  ])('fails for %s, and the next request still runs', async (path, came) => {
    const start = performance.now()
    const failures = await failuresOf(`GET {{host}}${path}\nHTTP 200\n\nGET {{host}}/\nHTTP 200\n`)
    expect(failures).toEqual([[{ line: 1, expected: 'an answer', came }], []])
    expect(performance.now() - start).toBeLessThan(2_000)
  })

  it('fails for a server that is not there', async () => {
    const file = parseHurl('a.hurl', 'GET {{host}}/\nHTTP 200')
    const { requests } = await runFile(file, { host: 'http://127.0.0.1:1', uid: 'u1', timeoutMs: 300 })
    expect(requests[0]?.failures[0]?.came).toContain('ECONNREFUSED')
  })

  it('fails every JSONPath, negated or not, on a body that is not JSON', async () => {
    const [failures] = await failuresOf(
      'GET {{host}}/redirect\nHTTP 302\n[Asserts]\njsonpath "$.a" not exists',
    )
    expect(failures).toEqual([
      { line: 4, expected: 'jsonpath "$.a" not exists', came: 'a body that is not JSON' },
    ])
  })
})
