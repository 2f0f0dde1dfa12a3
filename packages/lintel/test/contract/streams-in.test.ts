/** Files on their way in: streamed, limited, and never kept. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { application, contract } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { Operations } from './documents/uploads.types.ts'
import { SlowClient } from './slow-client.ts'
import { uploads, Witness } from './uploads.ts'

const api = contract<Operations>('./documents/uploads.yml')
const witness = new Witness()
const megabyte = Buffer.alloc(1024 * 1024, 'x')
const start = (maxMegabytes: number) =>
  testApplication(application('uploads', { parts: [uploads(api, witness)] }), {
    environment: { MAX_FILE_BYTES: String(maxMegabytes * megabyte.length) },
  })
const app = await start(8)
const roomy = await start(64)
afterAll(async () => {
  await app.stop()
  await roomy.stop()
})
beforeEach(() => Object.assign(witness, { bytes: 0, error: undefined }))

const octets = { 'content-type': 'application/octet-stream' }
const line = '--a-boundary\r\ncontent-disposition: form-data; name='

/** Both ways for a file to come: what stands before its bytes, and what after. */
const form = {
  door: 'a form',
  route: 'POST /albums',
  headers: { 'content-type': 'multipart/form-data; boundary=a-boundary' },
  before: `${line}"title"\r\n\r\nSea\r\n${line}"photos"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n`,
  after: '\r\n--a-boundary--\r\n',
}
const bytes = { door: 'bytes', route: 'PUT /blobs', headers: octets, before: '', after: '' }

type Door = typeof form | typeof bytes

async function open(url: string, { route, headers, before }: Door): Promise<SlowClient> {
  const client = SlowClient.open(url, route, headers)
  await client.send(before)
  return client
}

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

/** Bytes that the process holds on to. */
function heldBytes(): number {
  collectGarbage()
  return process.memoryUsage().arrayBuffers
}

/** Sends 30 MB as slowly as they are taken. Gives how many bytes more the process held at most. */
async function sendFile(client: SlowClient): Promise<number> {
  const atFirst = heldBytes()
  let most = atFirst
  for (let count = 0; count < 30 && !client.isClosed; count++) {
    await client.send(megabyte)
    if (count % 3 === 0) most = Math.max(most, heldBytes())
  }
  return most - atFirst
}

describe('a file of 30 MB', () => {
  test.each([
    { ...form, code: 'file_too_large' },
    { ...bytes, code: 'body_too_large' },
  ])('over the limit, in $door, is 413, and no more of it is taken', async ({ code, ...door }) => {
    const client = await open(app.url, door)
    const growth = await sendFile(client)
    const answer = await client.answer()
    expect(answer.body).toMatchObject({ status: 413, code })
    expect(answer.headers.get('connection')).toBe('close')
    expect(witness.bytes).toBeLessThanOrEqual(8 * megabyte.length)
    expect(growth).toBeLessThan(6 * megabyte.length)
    // The next request is served as ever.
    expect((await app.request('PUT /blobs', { body: 'abc', headers: octets })).body.bytes).toBe(3)
  })

  test.each([
    { ...form, status: 201 },
    { ...bytes, status: 200 },
  ])('within the limit, in $door, goes through and is kept nowhere', async ({ status, ...door }) => {
    const client = await open(roomy.url, door)
    const growth = await sendFile(client)
    await client.end(door.after)
    const answer = await client.answer()
    expect(answer.status).toBe(status)
    expect((answer.body.photos?.[0] ?? answer.body).bytes).toBe(30 * megabyte.length)
    expect(growth).toBeLessThan(6 * megabyte.length)
  })

  test.each([
    form,
    bytes,
  ])('that tells its length, in $door, is refused before a byte of it', async (door) => {
    const headers = { ...door.headers, 'content-length': 150 * megabyte.length }
    const client = SlowClient.open(app.url, door.route, headers)
    expect((await client.answer()).status).toBe(413)
    expect(witness.bytes).toBe(0)
  })
})

test('an ordinary client hears of the limit, though it was still sending', async () => {
  for (let count = 0; count < 5; count++) {
    const whole = await app.request('PUT /blobs', {
      body: new Uint8Array(30 * megabyte.length),
      headers: octets,
    })
    expect(whole.body).toMatchObject({ status: 413, code: 'body_too_large' })
    const form = new FormData()
    form.append('title', 'Sea')
    form.append('photos', new File([megabyte, ...Array(9).fill(megabyte)], 'a.png', { type: 'image/png' }))
    expect((await app.request('POST /albums', { body: form })).body).toMatchObject({
      status: 413,
      code: 'file_too_large',
    })
  }
})

describe('bytes', () => {
  test.each([
    form,
    bytes,
  ])('of $door reach the handler while the rest is still with the client', async (door) => {
    const client = await open(app.url, door)
    await client.send('x'.repeat(5000))
    // The parser holds back what could be the start of a boundary.
    await witness.hasSeen(4000)
    await client.end(door.after)
    expect((await client.answer()).status).toBeLessThan(300)
  })

  test.each([form, bytes])('of $door end for the handler when the client goes away', async (door) => {
    const client = await open(app.url, door)
    await client.send('x'.repeat(5000))
    await witness.hasSeen(4000)
    client.leave()
    await expect.poll(() => witness.error).toMatchObject({ name: 'ClientAborted' })
  })

  test('of no number are an empty file', async () => {
    expect((await app.request('PUT /blobs', { body: '', headers: octets })).body.bytes).toBe(0)
    expect((await app.request('PUT /blobs')).body).toMatchObject({ status: 400, code: 'body_missing' })
  })

  test('of a range of types are taken, of others not', async () => {
    const put = (headers: Record<string, string>) => app.request('PUT /blobs', { body: 'x', headers })
    expect((await put({ 'content-type': 'image/png' })).status).toBe(200)
    expect((await put({ 'content-type': 'text/plain' })).status).toBe(415)
    const zipped = await put({ 'content-type': 'image/png', 'content-encoding': 'gzip' })
    expect(zipped.body).toMatchObject({ status: 415, code: 'content_encoding_unsupported' })
  })

  test('that a handler reads no further leave it its answer', async () => {
    const headers = { ...octets, 'content-length': 4 * megabyte.length }
    const client = SlowClient.open(app.url, 'PUT /blobs/peek', headers)
    await client.send(megabyte)
    const answer = await client.answer()
    expect(answer.status).toBe(200)
    expect(answer.body.bytes).toBeGreaterThan(0)
    expect(answer.headers.get('connection')).toBe('close')
  })
})
