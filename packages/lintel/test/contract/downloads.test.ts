/** Files on their way out: whole, streamed, cut off in the middle, and closed whatever happens. */
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { application, contract, html, implement } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { Operations } from './documents/answers.types.ts'

const api = contract<Operations>('./documents/answers.yml')
const file = fileURLToPath(new URL('./documents/answers.yml', import.meta.url))
const kilobyte = Buffer.alloc(1024, 'k')

/** What the sources of a test went through. */
const source = { sent: 0, closed: 0 }
beforeEach(() => Object.assign(source, { sent: 0, closed: 0 }))

async function* chunks(count: number, end?: Error): AsyncGenerator<Uint8Array> {
  try {
    for (; source.sent < count; source.sent++) yield kilobyte
    if (end) throw end
  } finally {
    source.closed++
  }
}

const downloads: Readonly<Record<string, () => Operations['download']['response']>> = {
  whole: () => ({ status: 200, body: new TextEncoder().encode('whole') }),
  part: () => ({ status: 200, body: Buffer.from('-part-').subarray(1, 5) }),
  file: () => ({
    status: 200,
    headers: { 'Content-Disposition': 'attachment; filename="answers.yml"' },
    body: createReadStream(file),
  }),
  web: () => ({ status: 200, body: new Blob(['web']).stream() }),
  stream: () => ({ status: 200, body: chunks(100) }),
  endless: () => ({ status: 200, body: chunks(Number.POSITIVE_INFINITY) }),
  empty: () => ({ status: 200, body: chunks(0) }),
  missing: () => ({ status: 200, body: createReadStream(`${file}.nowhere`) }),
  unable: () => ({ status: 200, body: chunks(0, new Error('The disk is on fire.')) }),
  'half-way': () => ({ status: 200, body: chunks(50, new Error('The disk is on fire.')) }),
  'half-way-file': () => ({
    status: 200,
    body: Readable.from(chunks(50, new Error('The disk is on fire.'))),
  }),
  measured: () => ({ status: 200, headers: { 'Content-Length': 100 * 1024 }, body: chunks(100) }),
  'too-short': () => ({ status: 200, headers: { 'Content-Length': 200 * 1024 }, body: chunks(100) }),
  'too-long': () => ({ status: 200, headers: { 'Content-Length': 50 * 1024 }, body: chunks(100) }),
  undeclared: () => ({ status: 201 as 200, body: chunks(100) }),
}
const app = await testApplication(
  application('downloads', {
    parts: [
      {
        download: implement(api, 'download', {
          run: ({ params }) => downloads[params.kind]?.() ?? { status: 200, body: new Uint8Array() },
        }),
        showPerson: implement(api, 'showPerson', { run: () => ({ status: 404, body: html`` }) }),
        lookForPerson: implement(api, 'lookForPerson', { run: () => ({ status: 404 }) }),
        removePerson: implement(api, 'removePerson', { run: () => ({ status: 204 }) }),
        showPage: implement(api, 'showPage', { run: () => ({ status: 200, body: html`` }) }),
        answerStatus: implement(api, 'answerStatus', { run: () => ({ status: 404, body: '' }) }),
        answerHeaders: implement(api, 'answerHeaders', {
          run: () => ({ status: 303, headers: { Location: '/page' } }),
        }),
        showImage: implement(api, 'showImage', {
          run: () => ({ status: 200, contentType: 'image/png', body: chunks(3) }),
        }),
      },
    ],
  }),
)
afterAll(() => app.stop())
const faults = () => app.observations.flatMap((each) => (each.event === 'fault' ? [String(each.error)] : []))

describe('a download', () => {
  test.each([
    ['whole', 5, '5'],
    ['part', 4, '4'],
    ['web', 3, null],
    ['stream', 100 * 1024, null],
    ['empty', 0, null],
    ['measured', 100 * 1024, String(100 * 1024)],
  ])('%s arrives', async (kind, bytes, length) => {
    const answer = await app.request(`GET /files/${kind}`)
    expect([answer.status, answer.text.length]).toEqual([200, bytes])
    expect(answer.headers.get('content-type')).toBe('application/octet-stream')
    expect(answer.headers.get('content-length')).toBe(length)
  })

  test('is what the file holds', async () => {
    const answer = await app.request('GET /files/file')
    expect(answer.text).toContain('operationId: download')
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="answers.yml"')
  })

  test('of a range of media types has the one that the handler names', async () => {
    const answer = await app.request('GET /images/x')
    expect([answer.headers.get('content-type'), answer.text.length]).toEqual(['image/png', 3 * 1024])
  })

  test('closes its source, also where nobody reads it', async () => {
    await app.request('GET /files/stream')
    expect(source.closed).toBe(1)
    await app.request('HEAD /files/endless')
    await expect.poll(() => source.closed).toBe(2)
    expect((await app.request('GET /files/undeclared')).status).toBe(500)
    await expect.poll(() => source.closed).toBe(3)
  })
})

describe('a source that fails', () => {
  const whole = async (kind: string) => (await fetch(`${app.url}/files/${kind}`)).arrayBuffer()
  // In the middle of the body, or before any of it has left.
  const broken = /terminated|fetch failed/

  test.each(['missing', 'unable'])('before its first byte is a 500: %s', async (kind) => {
    const before = faults().length
    const answer = await app.request(`GET /files/${kind}`)
    expect([answer.status, answer.body.code]).toEqual([500, 'internal_error'])
    expect(answer.headers.get('content-disposition')).toBeNull()
    expect(faults().slice(before)).toEqual([expect.stringMatching(/ENOENT|on fire/)])
  })

  test.each([
    'half-way',
    'half-way-file',
  ])('in the middle leaves the client without a whole body: %s', async (kind) => {
    const before = faults().length
    await expect(whole(kind)).rejects.toThrow(broken)
    expect(faults().slice(before)).toEqual([expect.stringContaining('on fire')])
  })

  test('with other than the promised number of bytes is no whole body either', async () => {
    for (const kind of ['too-short', 'too-long']) {
      const before = faults().length
      await expect(whole(kind), kind).rejects.toThrow(broken)
      expect(faults().slice(before)).toEqual([expect.stringContaining('Content-Length')])
    }
  })
})

describe('a client', () => {
  const open = async () => {
    const { hostname, port } = new URL(app.url)
    const socket = connect(Number(port), hostname)
    socket.write('GET /files/endless HTTP/1.1\r\nhost: x\r\n\r\n')
    await once(socket, 'data')
    return socket
  }

  test('that goes away ends the source, and is no fault', async () => {
    const before = faults().length
    const socket = await open()
    socket.destroy()
    await expect.poll(() => source.closed).toBe(1)
    expect(faults().slice(before)).toEqual([])
  })

  test('that reads slowly slows the source down', async () => {
    const socket = await open()
    socket.pause()
    await new Promise((resolve) => setTimeout(resolve, 200))
    const sent = source.sent
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(source.sent).toBe(sent)
    // What the buffers of both sides hold, and no more.
    expect(sent).toBeLessThan(20_000)
    socket.destroy()
    await expect.poll(() => source.closed).toBe(1)
  })
})
