/** The limit: node:http and pg with nothing between them. `--pipeline` uses pipelined connections. */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { readServerSettings } from '../../settings.ts'
import { newUuidV7 } from '../../uuid-v7.ts'
import { openPipelined, openPool } from './query.ts'
import { firstPage, insertNote, nextPage, readOrder } from './statements.ts'
import { tokenVerifier } from './token.ts'

const settings = readServerSettings()
const { query, close } = process.argv.includes('--pipeline')
  ? await openPipelined(settings.databaseUrl)
  : openPool(settings.databaseUrl)
const verifyToken = tokenVerifier(settings.secret)
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const server = createServer((request, response) => {
  route(request, response).catch((error: unknown) => {
    if (error instanceof SyntaxError) send(response, 400, '{"title":"Bad Request"}')
    else send(response, 500, '{"title":"Internal Server Error"}')
  })
})
server.listen(settings.port, '127.0.0.1')
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => server.close(() => void close()))
}

async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = request.url!
  if (url === '/health/ready') return ready(response)
  const caller = verifyToken(request.headers.authorization)
  if (!caller) return send(response, 401, '{"title":"Unauthorized"}')
  if (request.method === 'GET' && url.startsWith('/orders/')) return sendOrder(response, caller, url.slice(8))
  if (request.method === 'GET' && url.startsWith('/orders')) return sendOrders(response, caller, url)
  if (request.method === 'POST' && url === '/notes') return createNote(request, response, caller)
  return notFound(response)
}

async function ready(response: ServerResponse): Promise<void> {
  await query({ name: 'ready', text: "select 'ready'" }, [])
  send(response, 200, '{"status":"ready"}')
}

async function sendOrder(response: ServerResponse, caller: string, id: string): Promise<void> {
  if (!uuid.test(id)) return notFound(response)
  const [body] = await query(readOrder, [id, caller])
  return body === undefined ? notFound(response) : send(response, 200, body)
}

async function sendOrders(response: ServerResponse, caller: string, url: string): Promise<void> {
  const limit = Number(parameter(url, 'limit') ?? 20)
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= 100))
    return send(response, 400, '{"title":"limit"}')
  const cursor = parameter(url, 'after')
  const orders = cursor
    ? await query(nextPage, [caller, limit + 1, ...decodeCursor(cursor)])
    : await query(firstPage, [caller, limit + 1])
  const hasMore = orders.length > limit
  const page = hasMore ? orders.slice(0, limit) : orders
  const next = hasMore ? `"${encodeCursor(page[limit - 1]!)}"` : 'null'
  send(response, 200, `{"data":[${page.join(',')}],"meta":{"limit":${limit},"next":${next}}}`)
}

async function createNote(request: IncomingMessage, response: ServerResponse, caller: string): Promise<void> {
  const { order, body } = await readJson(request)
  if (typeof order !== 'string' || !uuid.test(order) || typeof body !== 'string' || body === '') {
    return send(response, 400, '{"title":"body"}')
  }
  const id = newUuidV7()
  const [note] = await query(insertNote, [id, order, caller, body])
  return note === undefined ? notFound(response) : send(response, 201, note, `/notes/${id}`)
}

// The parameters in use need no decoding: a number, and base64url.
function parameter(url: string, name: string): string | undefined {
  const start = url.indexOf(`${name}=`)
  if (start < 0) return undefined
  const end = url.indexOf('&', start)
  return url.slice(start + name.length + 1, end < 0 ? undefined : end)
}

// An order's text begins with {"id":"<36 characters>","createdAt":"<time>".
function encodeCursor(order: string): string {
  const createdAt = order.slice(58, order.indexOf('"', 58))
  return Buffer.from(`${createdAt} ${order.slice(7, 43)}`).toString('base64url')
}

function decodeCursor(cursor: string): string[] {
  return Buffer.from(cursor, 'base64url').toString().split(' ')
}

// Listeners, not `for await`: a stream's iterator has a cost of its own for each chunk.
async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  request.setEncoding('utf8')
  const text = await new Promise<string>((resolve, reject) => {
    let received = ''
    request.on('data', (chunk: string) => {
      received += chunk
    })
    request.on('end', () => resolve(received))
    request.on('error', reject)
  })
  return JSON.parse(text)
}

function notFound(response: ServerResponse): void {
  send(response, 404, '{"title":"Not found"}')
}

function send(response: ServerResponse, status: number, body: string, location?: string): void {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    ...(location && { location }),
  }
  response.writeHead(status, headers)
  response.end(body)
}
