/** A client that is called without an application around it, and servers that answer it in every way. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import { application, type BoundClient } from 'lintel'
import type { CallScope } from '../../src/clients/call-scope.ts'
import { Clients, startClients } from '../../src/clients/clients.ts'
import type { AnyClient } from '../../src/spec/client.ts'
import type { Observation } from '../../src/spec/observation.ts'

export const secret = 'sesame-open-9f3'

export interface Caller<C> {
  readonly calls: BoundClient<C>
  readonly observations: Observation[]
  /** What was said of calls, without what differs from run to run. */
  readonly outcomes: () => object[]
  readonly clients: Clients
}

/** Every one that was started; `closeAll` ends them with the servers. */
const open: (() => Promise<unknown>)[] = []

export async function closeAll(): Promise<void> {
  await Promise.all(open.splice(0).map((close) => close()))
}

export function callerOf<C extends AnyClient>(client: C, scope: CallScope = {}): Caller<C> {
  const observations: Observation[] = []
  const { model } = application('calling', { parts: [{ client }] })
  const observe = (observation: Observation) => observations.push(observation)
  const clients = startClients({ model, declared: [client], observe })
  if (!(clients instanceof Clients)) throw new Error(JSON.stringify(clients))
  open.push(() => clients.close())
  const outcomes = () =>
    observations.flatMap((each) => {
      if (each.event !== 'call') return []
      const { outcome, status, tries } = each
      return [{ outcome, ...(status === undefined ? {} : { status }), tries }]
    })
  return { calls: clients.bind({ client }, scope).client as BoundClient<C>, observations, outcomes, clients }
}

/** `count` is 1 for the first request. */
type Serve = (request: IncomingMessage, response: ServerResponse, count: number) => void

export interface Asked {
  readonly url: string
  readonly requests: {
    readonly method: string
    readonly url: string
    readonly headers: IncomingMessage['headers']
  }[]
}

export async function httpServer(serve: Serve): Promise<Asked> {
  const requests: Asked['requests'] = []
  const server = createServer((request, response) => {
    requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers })
    serve(request, response, requests.length)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests }
}

/** Answers each request with bytes, whatever they are. */
export async function byteServer(
  serve: (socket: Socket, count: number) => void,
): Promise<{ readonly url: string; readonly count: () => number }> {
  let count = 0
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('data', () => serve(socket, ++count))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, count: () => count }
}

/** The address of a port where nobody listens. */
export async function nobody(): Promise<string> {
  const server = createTcpServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}

export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}
