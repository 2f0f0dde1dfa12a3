import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { Problem } from '../../spec/problem.ts'
import { ClientAborted } from './client-aborted.ts'
import { type FilePart, type MultipartLimits, readMultipart } from './multipart.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
})

interface Receiver {
  readonly port: number
  readonly outcomes: unknown[]
  settled(): Promise<unknown>
}

async function receive(read: (request: IncomingMessage) => Promise<unknown>): Promise<Receiver> {
  const outcomes: unknown[] = []
  const server = createServer(async (request, response) => {
    try {
      const body = await read(request)
      outcomes.push(body)
      response.end(JSON.stringify(body))
    } catch (error) {
      outcomes.push(error)
      if (error instanceof Problem) response.writeHead(error.status, error.headers).end(error.code)
      else response.destroy()
    }
  })
  servers.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const settled = async () => {
    for (let tries = 0; outcomes.length === 0 && tries < 300; tries++) await delay(10)
    return outcomes[0]
  }
  return { port: (server.address() as AddressInfo).port, outcomes, settled }
}

async function digest(file: FilePart): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of file.stream) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** Every part as plain data: fields with their value, files with a digest. */
async function summarise(request: IncomingMessage, limits?: MultipartLimits): Promise<unknown[]> {
  const parts: unknown[] = []
  for await (const part of readMultipart(request, limits)) {
    if (part.kind === 'field') parts.push([part.name, part.mediaType, part.value])
    else parts.push([part.name, part.mediaType, part.filename ?? null, await digest(part)])
  }
  return parts
}

const receiveParts = (limits?: MultipartLimits) => receive((request) => summarise(request, limits))
const sha = (content: string | Buffer) => createHash('sha256').update(content).digest('hex')

const postForm = (port: number, form: FormData) =>
  fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: form })

const postRaw = (port: number, body: string | Buffer, contentType = 'multipart/form-data; boundary=XX') =>
  fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body, headers: { 'content-type': contentType } })

const part = (headers: string, content: string) => `--XX\r\n${headers}\r\n\r\n${content}\r\n`
const field = (name: string, value: string) => part(`Content-Disposition: form-data; name="${name}"`, value)
const file = (name: string, filename: string, content: string) =>
  part(
    `Content-Disposition: form-data; name="${name}"; filename="${filename}"\r\nContent-Type: image/png`,
    content,
  )
const END = '--XX--\r\n'

test('gives fields and files in order, as a fetch client sends them', async () => {
  const { port } = await receiveParts()
  const big = randomBytes(3_000_000)
  const form = new FormData()
  form.append('title', 'Žluťoučký kůň')
  form.append('photo', new Blob([big], { type: 'image/PNG' }), 'přehled.png')
  form.append('title', '')
  form.append('empty', new Blob([]), 'empty.bin')
  form.append('last', '1')
  const response = await postForm(port, form)
  expect(await response.json()).toEqual([
    ['title', 'text/plain', 'Žluťoučký kůň'],
    ['photo', 'image/png', 'přehled.png', sha(big)],
    ['title', 'text/plain', ''],
    ['empty', 'application/octet-stream', 'empty.bin', sha('')],
    ['last', 'text/plain', '1'],
  ])
})

test('discards files that nobody reads', async () => {
  const { port } = await receive(async (request) => {
    const names: string[] = []
    for await (const { name } of readMultipart(request)) names.push(name)
    return names
  })
  const form = new FormData()
  form.append('one', new Blob([randomBytes(2_000_000)]), 'one')
  form.append('two', new Blob([randomBytes(2_000_000)]), 'two')
  form.append('three', '3')
  expect(await (await postForm(port, form)).json()).toEqual(['one', 'two', 'three'])
})

test('goes on after a reader that gives a file up', async () => {
  const { port } = await receive(async (request) => {
    const seen: unknown[] = []
    for await (const each of readMultipart(request)) {
      seen.push(each.name)
      if (each.kind === 'file') {
        for await (const chunk of each.stream) {
          seen.push((chunk as Buffer).length > 0)
          break // destroys the stream
        }
      }
    }
    return seen
  })
  const form = new FormData()
  form.append('big', new Blob([randomBytes(2_000_000)]), 'big')
  form.append('after', 'x')
  expect(await (await postForm(port, form)).json()).toEqual(['big', true, 'after'])
})

test('waits for a file that is read outside the loop', async () => {
  const { port } = await receive(async (request) => {
    const digests: Promise<string>[] = []
    for await (const each of readMultipart(request)) if (each.kind === 'file') digests.push(digest(each))
    return Promise.all(digests)
  })
  const contents = [randomBytes(300_000), randomBytes(300_000)]
  const form = new FormData()
  for (const content of contents) form.append('file', new Blob([content]), 'file')
  expect(await (await postForm(port, form)).json()).toEqual(contents.map(sha))
})

test('never holds a file in memory: a slow reader slows the client', async () => {
  let received = 0
  let read = 0
  let widest = 0
  const { port } = await receive(async (request) => {
    for await (const each of readMultipart(request, { maxFileBytes: 1e9, maxBytes: 1e9 })) {
      if (each.kind !== 'file') continue
      for await (const chunk of each.stream) {
        read += (chunk as Buffer).length
        received = request.socket.bytesRead
        widest = Math.max(widest, received - read)
        if (read % 5 === 0) await delay(1)
      }
    }
    return read
  })
  const form = new FormData()
  form.append('file', new Blob([Buffer.alloc(20_000_000)]), 'file')
  expect(await (await postForm(port, form)).json()).toBe(20_000_000)
  expect(widest).toBeLessThan(1_000_000)
})

test('a file over the limit is refused with 413, and its stream ends with the same error', async () => {
  let streamError: unknown
  const { port, outcomes } = await receive(async (request) => {
    for await (const each of readMultipart(request, { maxFileBytes: 1_000_000 })) {
      if (each.kind !== 'file') continue
      await pipeline(each.stream, async (source) => {
        for await (const _ of source);
      }).catch((error: unknown) => {
        streamError = error // swallowed, and still the upload must not go on
      })
    }
    return 'accepted'
  })
  const form = new FormData()
  form.append('photo', new Blob([randomBytes(1_000_001)]), 'photo')
  form.append('after', 'x')
  const response = await postForm(port, form)
  expect([response.status, await response.text()]).toEqual([413, 'file_too_large'])
  expect(response.headers.get('connection')).toBe('close')
  expect(streamError).toMatchObject({ code: 'file_too_large' })
  expect(outcomes[0]).toMatchObject({ errors: [{ pointer: '/photo', code: 'file_too_large' }] })
})

test('a file of exactly the limit is accepted; one that nobody reads counts too', async () => {
  const { port } = await receiveParts({ maxFileBytes: 1000 })
  expect((await postRaw(port, file('a', 'a', 'x'.repeat(1000)) + END)).status).toBe(200)
  const { port: second } = await receive(async (request) => {
    for await (const _ of readMultipart(request, { maxFileBytes: 1000 }));
  })
  expect((await postRaw(second, file('a', 'a', 'x'.repeat(1001)) + END)).status).toBe(413)
})

test.each<[string, MultipartLimits, string, number, string]>([
  ['field', { maxFieldBytes: 10 }, field('a', '12345678901') + END, 413, 'field_too_large'],
  ['parts', { maxParts: 2 }, field('a', '1').repeat(3) + END, 400, 'multipart_too_many_parts'],
  ['total', { maxBytes: 100 }, field('a', 'x'.repeat(100)) + END, 413, 'body_too_large'],
])('limit of %s', async (...[, limits, body, status, code]) => {
  const { port } = await receiveParts(limits)
  const response = await postRaw(port, body)
  expect([response.status, await response.text()]).toEqual([status, code])
})

test('the total counts when there is no Content-Length', async () => {
  const { port } = await receiveParts({ maxBytes: 100_000 })
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString()
    })
    socket.on('error', () => {}).on('close', () => resolve(text))
    const head = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=XX\r\n'
    const content = file('a', 'a', 'x'.repeat(100_000))
    socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n${content.length.toString(16)}\r\n${content}\r\n`)
  })
  expect(answer).toMatch(/^HTTP\/1.1 413 /)
})

test.each([
  ['no boundary', END, 'multipart/form-data', 400, 'multipart_malformed'],
  ['empty boundary', END, 'multipart/form-data; boundary=""', 400, 'multipart_malformed'],
  [
    'boundary of 71 characters',
    END,
    `multipart/form-data; boundary=${'x'.repeat(71)}`,
    400,
    'multipart_malformed',
  ],
  ['boundary with a line break', END, 'multipart/form-data; boundary="a\tb"', 400, 'multipart_malformed'],
  ['another boundary', field('a', '1') + END, 'multipart/form-data; boundary=YY', 400, 'multipart_malformed'],
  ['another multipart', END, 'multipart/mixed; boundary=XX', 415, 'media_type_unsupported'],
  ['another type', '{}', 'application/json', 415, 'media_type_unsupported'],
])('%s', async (...[, body, contentType, status, code]) => {
  const { port } = await receiveParts()
  const response = await postRaw(port, body, contentType)
  expect([response.status, await response.text()]).toEqual([status, code])
})

test.each([
  ['no bytes', '', 'multipart_malformed'],
  ['cut off in a field', field('a', '1').slice(0, -4), 'multipart_malformed'],
  ['cut off in a file', file('a', 'a', 'xyz').slice(0, -4), 'multipart_malformed'],
  ['cut off in the headers', '--XX\r\nContent-Dispo', 'multipart_malformed'],
  ['no closing boundary', field('a', '1'), 'multipart_malformed'],
  ['garbage', 'hello', 'multipart_malformed'],
  ['a part without a name', part('Content-Disposition: form-data', 'x') + END, 'multipart_malformed'],
  ['a name that is too long', field('n'.repeat(201), 'x') + END, 'multipart_malformed'],
  ['a name with U+0000', field('a\0b', 'x') + END, 'text_invalid'],
  ['the name __proto__', field('__proto__', 'x') + END, 'body_forbidden_key'],
  ['a value with U+0000', field('a', 'x\0y') + END, 'text_invalid'],
  [
    'a part in base64',
    part(
      'Content-Disposition: form-data; name="a"; filename="a"\r\nContent-Transfer-Encoding: base64',
      'aGk=',
    ) + END,
    'multipart_malformed',
  ],
  [
    'a media type that is none',
    part('Content-Disposition: form-data; name="a"\r\nContent-Type: nonsense', 'x') + END,
    'multipart_malformed',
  ],
])('refuses %s', async (_name, body, code) => {
  const { port } = await receiveParts()
  const response = await postRaw(port, body)
  expect([response.status, await response.text()]).toEqual([400, code])
})

test.each([
  [
    'a value',
    Buffer.concat([
      Buffer.from('--XX\r\nContent-Disposition: form-data; name="a"\r\n\r\n'),
      Buffer.from([0xff]),
      Buffer.from(`\r\n${END}`),
    ]),
    'body_not_utf8',
  ],
  [
    'a name',
    Buffer.concat([
      Buffer.from('--XX\r\nContent-Disposition: form-data; name="'),
      Buffer.from([0xff]),
      Buffer.from(`"\r\n\r\nx\r\n${END}`),
    ]),
    'text_invalid',
  ],
])('refuses %s that is not UTF-8', async (_name, body, code) => {
  const { port } = await receiveParts()
  expect(await (await postRaw(port, body)).text()).toBe(code)
})

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\me\\photo.png', 'photo.png'],
  ['..', null],
  ['', null],
])('filename %j becomes %j', async (given, expected) => {
  const { port } = await receiveParts()
  const response = await postRaw(port, file('a', given, 'x') + END)
  expect(await response.json()).toEqual([['a', 'image/png', expected, sha('x')]])
})

test('a preamble, an epilogue and a boundary-like content do no harm', async () => {
  const { port } = await receiveParts()
  const response = await postRaw(port, `preamble\r\n${field('a', '--X\r\n-XX\r\n--X')}${END}epilogue`)
  expect(await response.json()).toEqual([['a', 'text/plain', '--X\r\n-XX\r\n--X']])
})

test('the connection serves the next request', async () => {
  const { port, outcomes } = await receiveParts()
  const body = field('a', '1') + END
  const head = `POST / HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=XX\r\nContent-Length: ${body.length}\r\n`
  const socket = connect(port, '127.0.0.1')
  const closed = once(socket.resume(), 'close')
  socket.write(`${head}\r\n${body}`)
  await delay(30)
  socket.write(`${head}Connection: close\r\n\r\n${body}`)
  await closed
  expect(outcomes).toEqual([[['a', 'text/plain', '1']], [['a', 'text/plain', '1']]])
})

async function abortDuring(
  content: string,
  read: (request: IncomingMessage) => Promise<unknown>,
): Promise<unknown> {
  const { port, settled } = await receive(read)
  const socket = connect(port, '127.0.0.1')
  socket.write(
    `POST / HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=XX\r\nContent-Length: 99999\r\n\r\n${content}`,
  )
  await delay(50)
  socket.destroy()
  return settled()
}

test.each([
  ['a file', file('a', 'a', 'x'.repeat(20_000)).slice(0, -2)],
  ['a field', field('a', 'x'.repeat(20_000)).slice(0, -2)],
  ['the headers', '--XX\r\nContent-'],
  ['the wait for the next part', field('a', 'x')],
])('a client that goes during %s ends the loop with ClientAborted', async (_name, content) => {
  expect(await abortDuring(content, (request) => summarise(request))).toBeInstanceOf(ClientAborted)
})

test('the stream of the file that was cut off has the same error', async () => {
  let streamError: unknown
  await abortDuring(file('a', 'a', 'x'.repeat(20_000)).slice(0, -2), async (request) => {
    for await (const each of readMultipart(request)) {
      if (each.kind === 'file') await digest(each).catch((error: unknown) => (streamError = error))
    }
  })
  expect(streamError).toBeInstanceOf(ClientAborted)
})

test('a client that sends nothing more gets 408; one that waits for a slow reader does not', async () => {
  const { port } = await receiveParts({ idleTimeoutMs: 80 })
  const socket = connect(port, '127.0.0.1')
  const head =
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=XX\r\nContent-Length: 999\r\n\r\n'
  socket.write(head + field('a', '1'))
  expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1.1 408 /)

  const { port: slow } = await receive(async (request) => {
    for await (const each of readMultipart(request, { idleTimeoutMs: 80 })) {
      if (each.kind !== 'file') continue
      await delay(400)
      return await digest(each)
    }
    return undefined
  })
  const content = randomBytes(3_000_000)
  const form = new FormData()
  form.append('a', new Blob([content]), 'a')
  expect(await (await postForm(slow, form)).json()).toBe(sha(content))
})

test('leaving the loop early destroys the file and still lets the response out', async () => {
  let stream: FilePart['stream'] | undefined
  const { port } = await receive(async (request) => {
    for await (const each of readMultipart(request)) {
      if (each.kind === 'file') stream = each.stream
      break
    }
    return 'left'
  })
  const form = new FormData()
  form.append('a', new Blob([randomBytes(3_000_000)]), 'a')
  expect(await (await postForm(port, form)).json()).toBe('left')
  expect(stream?.destroyed).toBe(true)
})

test('gives any field values back, however the bytes are cut', async () => {
  const { port, outcomes } = await receiveParts()
  const value = fc
    .string({ unit: 'binary', maxLength: 300 })
    .filter((text) => !text.includes('\0') && !text.startsWith('\ufeff'))
  const fields = fc.array(value, { minLength: 1, maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(fields, fc.integer({ min: 1, max: 40 }), async (values, size) => {
      outcomes.length = 0
      const body = Buffer.from(values.map((each, index) => field(`f${index}`, each)).join('') + END)
      const socket = connect(port, '127.0.0.1').setNoDelay(true)
      const closed = once(socket.resume(), 'close')
      socket.write(
        'POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=XX\r\n',
      )
      socket.write('Transfer-Encoding: chunked\r\n\r\n')
      for (let at = 0; at < body.length; at += size) {
        const chunk = body.subarray(at, at + size)
        socket.write(
          Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')]),
        )
      }
      socket.write('0\r\n\r\n')
      await closed
      expect(outcomes).toEqual([values.map((each, index) => [`f${index}`, 'text/plain', each])])
    }),
    { numRuns: 40 },
  )
})

test('a damaged body gives parts or a Problem, and never waits', async () => {
  const { port } = await receiveParts({ idleTimeoutMs: 60_000 })
  const whole = field('a', 'value') + file('b', 'b.png', 'content') + field('c', '') + END
  const damage = fc.array(
    fc.tuple(fc.nat(whole.length), fc.constantFrom('', '-', '\r', '\n', '"', ';', '--XX', '\r\n\r\n', ':')),
    { minLength: 1, maxLength: 3 },
  )
  await fc.assert(
    fc.asyncProperty(damage, async (edits) => {
      let body = whole
      for (const [at, piece] of edits) body = body.slice(0, at) + piece + body.slice(at + 2)
      const response = await postRaw(port, body)
      expect([200, 400]).toContain(response.status)
      await response.arrayBuffer()
    }),
    { numRuns: 250 },
  )
})
