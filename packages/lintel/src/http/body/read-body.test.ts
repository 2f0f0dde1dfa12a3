import { once } from 'node:events'
import { createServer, IncomingMessage, type Server, request as send } from 'node:http'
import { type AddressInfo, connect, Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { Problem } from '../../spec/problem.ts'
import { ClientAborted } from './client-aborted.ts'
import { type BodyLimits, readBody } from './read-body.ts'
import { readText } from './text.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
})

interface Receiver {
  readonly port: number
  /** What reading gave or threw, request by request. */
  readonly outcomes: unknown[]
  settled(count: number): Promise<unknown[]>
}

async function receive(read: (request: IncomingMessage) => Promise<unknown>): Promise<Receiver> {
  const outcomes: unknown[] = []
  const server = createServer(async (request, response) => {
    try {
      const body = await read(request)
      outcomes.push(body)
      response.end(String(body))
    } catch (error) {
      outcomes.push(error)
      if (error instanceof Problem) response.writeHead(error.status, error.headers).end(error.code)
      else response.destroy()
    }
  })
  servers.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const settled = async (count: number) => {
    for (let tries = 0; outcomes.length < count && tries < 300; tries++) await delay(10)
    return outcomes
  }
  return { port: (server.address() as AddressInfo).port, outcomes, settled }
}

const receiveBody = (limits?: BodyLimits) => receive((request) => readBody(request, limits))

/** Sends bytes as they are, and gives all that comes back until the server closes. */
async function exchange(port: number, ...pieces: string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  const closed = once(socket, 'close')
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk.toString('latin1')
  })
  for (const piece of pieces) {
    socket.write(piece, 'latin1')
    await delay(15)
  }
  await closed
  return answer
}

const post = (port: number, body: string | Buffer, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body, headers })

test('gives the bytes of a body', async () => {
  const { port, outcomes } = await receiveBody()
  expect(await (await post(port, 'one two')).text()).toBe('one two')
  expect(outcomes).toEqual([Buffer.from('one two')])
})

test('joins the chunks of a chunked body', async () => {
  const { port } = await receiveBody()
  const head = 'POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n'
  const answer = await exchange(port, head, '3\r\nabc\r\n', '4\r\ndefg\r\n', '1\r\nh\r\n0\r\n\r\n')
  expect(answer).toMatch(/^HTTP\/1.1 200.*\r\n\r\n.*abcdefgh/s)
})

test('keeps a body of many tiny chunks whole', async () => {
  const { port, outcomes } = await receiveBody()
  const text = Array.from({ length: 50_000 }, (_, index) => String(index % 10)).join('')
  const chunks = [...text].map((character) => `1\r\n${character}\r\n`).join('')
  const head = 'POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n'
  await exchange(port, `${head}${chunks}0\r\n\r\n`)
  expect((outcomes[0] as Buffer).equals(Buffer.from(text))).toBe(true)
})

test('gives an empty buffer without a body', async () => {
  const { port, outcomes } = await receiveBody()
  await fetch(`http://127.0.0.1:${port}/`)
  await post(port, '')
  expect(outcomes).toEqual([Buffer.alloc(0), Buffer.alloc(0)])
})

test('accepts a body of exactly the limit, with and without Content-Length', async () => {
  const { port, outcomes } = await receiveBody({ maxBytes: 5 })
  await post(port, '12345')
  const head = 'POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n'
  await exchange(port, head, '3\r\nabc\r\n', '2\r\nde\r\n', '0\r\n\r\n')
  expect(outcomes).toEqual([Buffer.from('12345'), Buffer.from('abcde')])
})

test('refuses by Content-Length before a byte of the body is sent', async () => {
  let hasRead: boolean | undefined
  const { port } = await receive(async (request) => {
    try {
      return await readBody(request, { maxBytes: 5 })
    } finally {
      hasRead = request.readableDidRead
    }
  })
  const answer = await exchange(port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\n')
  expect(answer).toMatch(/^HTTP\/1.1 413 /)
  expect(answer.toLowerCase()).toContain('connection: close')
  expect(answer).toContain('body_too_large')
  expect(hasRead).toBe(false)
})

test('refuses a chunked body when it passes the limit, not at its end', async () => {
  const { port } = await receiveBody({ maxBytes: 5 })
  const head = 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n'
  const answer = await exchange(port, head, '5\r\n12345\r\n', '1\r\n6\r\n') // the last chunk never comes
  expect(answer).toMatch(/^HTTP\/1.1 413 /)
  expect(answer.toLowerCase()).toContain('connection: close')
})

test('answers 408 to a body that stops coming', async () => {
  const { port } = await receiveBody({ timeoutMs: 80 })
  const started = Date.now()
  const answer = await exchange(port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345')
  expect(answer).toMatch(/^HTTP\/1.1 408 /)
  expect(answer.toLowerCase()).toContain('connection: close')
  expect(Date.now() - started).toBeLessThan(3000)
})

test('rejects with ClientAborted when the client goes in the middle', async () => {
  const { port, settled } = await receiveBody()
  const socket = connect(port, '127.0.0.1')
  socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345')
  await delay(30)
  socket.destroy()
  const [outcome] = await settled(1)
  expect(outcome).toBeInstanceOf(ClientAborted)
  expect(outcome).toMatchObject({ code: 'client_aborted' })
})

test('rejects with ClientAborted when the client has gone before reading begins', async () => {
  const { port, settled } = await receive(async (request) => {
    await delay(80)
    return readBody(request)
  })
  const socket = connect(port, '127.0.0.1')
  socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345')
  await delay(30)
  socket.destroy()
  expect((await settled(1))[0]).toBeInstanceOf(ClientAborted)
})

test('survives a client that goes after its body was refused', async () => {
  const { port, settled } = await receiveBody({ maxBytes: 5 })
  const socket = connect(port, '127.0.0.1')
  socket.write('POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n123456\r\n')
  await settled(1)
  socket.resetAndDestroy()
  await delay(30)
  expect(await (await post(port, 'next')).text()).toBe('next')
})

test.each(['gzip', 'br', 'identity, gzip'])('refuses Content-Encoding %s', async (coding) => {
  const { port } = await receiveBody()
  const response = await post(port, 'x', { 'content-encoding': coding })
  expect(response.status).toBe(415)
  expect(response.headers.get('accept-encoding')).toBe('identity')
  expect(await response.text()).toBe('content_encoding_unsupported')
})

test('takes Content-Encoding identity', async () => {
  const { port } = await receiveBody()
  expect((await post(port, 'x', { 'content-encoding': 'Identity' })).status).toBe(200)
})

test('says so when a body is read twice, instead of waiting for ever', async () => {
  const { port, settled } = await receive(async (request) => {
    await readBody(request)
    return readBody(request)
  })
  await post(port, 'x').catch(() => {})
  expect(String((await settled(1))[0])).toContain('was read before')
})

test('leaves the connection fit for the next request', async () => {
  const { port, outcomes } = await receiveBody()
  const one = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\none'
  const two = 'POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 3\r\n\r\ntwo'
  await exchange(port, one, two)
  expect(outcomes.map(String)).toEqual(['one', 'two'])
})

test('a client of node:http gets the 413 although it is still sending', async () => {
  const { port } = await receiveBody({ maxBytes: 1000 })
  const request = send({ port, host: '127.0.0.1', method: 'POST', headers: { 'content-length': 200_000 } })
  request.on('error', () => {})
  request.end(Buffer.alloc(200_000))
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  expect(response.statusCode).toBe(413)
  response.resume()
})

test('refuses a body that is shorter than its Content-Length', async () => {
  // Node's parser never lets this through; another server in front of us might.
  const request = new IncomingMessage(new Socket())
  request.headers['content-length'] = '5'
  request.push('123')
  request.push(null)
  await expect(readBody(request)).rejects.toMatchObject({ code: 'content_length_mismatch', status: 400 })
})

test('readText gives text and refuses what is not UTF-8 or has U+0000', async () => {
  const { port } = await receive((request) => readText(request))
  expect(await (await post(port, 'žluť')).text()).toBe('žluť')
  expect(await (await post(port, '')).text()).toBe('')
  expect(await (await post(port, Buffer.from([0x61, 0xff]))).text()).toBe('body_not_utf8')
  expect(await (await post(port, 'a\0b')).text()).toBe('text_invalid')
})
