/** A system that a client calls, for tests: a real HTTP server that is held to the client's own declaration. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseQuery } from '../http/headers/query.ts'
import { buildClient } from '../spec/build-client.ts'
import type { AnyClient, Client, ClientCall } from '../spec/client.ts'
import type { ClientModel } from '../spec/model.ts'
import { StubAnswer, type StubResponse, writeStubAnswer } from './stub/stub-answer.ts'
import { type StubCall, stubCall } from './stub/stub-call.ts'

/** What a handler may do beside giving a value. */
export interface StubTools<Codes extends string> {
  /** The idempotency key that was sent. */
  readonly key: string | undefined
  /** 1 for the first time that this call is asked. */
  readonly count: number
  /** Refuses as declared. */
  readonly refuse: (code: Codes, body?: object) => StubAnswer
  /** Answers anything at all, unchecked: `respond(503, { headers: { 'retry-after': '2' } })`. */
  readonly respond: (status: number, response?: StubResponse) => StubAnswer
  /** Begins an answer and resets the connection in the middle of it. */
  readonly cut: () => StubAnswer
}

type Handler<C> =
  C extends ClientCall<infer Args, infer Value, infer Codes, boolean>
    ? (
        values: Args,
        tools: StubTools<Codes>,
        // biome-ignore lint/suspicious/noConfusingVoidType: a handler of a call without output returns nothing
      ) => OrLater<Value | StubAnswer | (Value extends undefined ? void : never)>
    : never
type OrLater<T> = T | Promise<T>

/** One function for each call that the test is about; others must not be asked. */
export type StubHandlers<C> =
  C extends Client<infer Calls> ? { readonly [K in keyof Calls]?: Handler<Calls[K]> } : never

type AnyHandler = (values: object, tools: StubTools<string>) => unknown

/** One request that came. */
export interface StubbedCall {
  readonly call: string
  /** What the call was given, as it arrived. */
  readonly values: Readonly<Record<string, unknown>>
  readonly key: string | undefined
  readonly headers: IncomingMessage['headers']
}

export class StubServer {
  readonly url: string
  /** What was asked against the declaration, or answered against it: `charge: /amount is required.` */
  readonly wrong: readonly string[]
  readonly #server: Server
  readonly #asked: readonly StubbedCall[]

  constructor(server: Server, asked: readonly StubbedCall[], wrong: readonly string[]) {
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    this.wrong = wrong
    this.#server = server
    this.#asked = asked
  }

  /** What was asked, in its order. */
  calls(name?: string): readonly StubbedCall[] {
    return this.#asked.filter(({ call }) => name === undefined || call === name)
  }

  /**
   * Closes the server and every connection to it.
   *
   * @throws Error that names each request that was not as declared
   */
  async stop(): Promise<void> {
    await new Promise((resolve) => {
      this.#server.close(resolve)
      this.#server.closeAllConnections()
    })
    if (this.wrong.length > 0)
      throw new Error(
        `The stub and its callers disagree:\n${this.wrong.map((each) => `  ${each}`).join('\n')}`,
      )
  }
}

/**
 * Starts a server in the place of the system that a client calls. Its address goes into the setting of the client.
 *
 * @param client    the declaration
 * @param handlers  what each call is answered
 * @example         await stubServer(payments, { charge: ({ amount }) => ({ id: 'c1', accepted: true }) })
 */
export async function stubServer<C extends AnyClient>(
  client: C,
  handlers: StubHandlers<C>,
): Promise<StubServer> {
  const model = buildClient(client)
  const asked: StubbedCall[] = []
  const wrong: string[] = []
  const stub: Stub = { model, calls: callsOf(model, handlers as Record<string, AnyHandler>), asked, wrong }
  const server = createServer((message, response) => void serve(stub, message, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return new StubServer(server, asked, wrong)
}

interface Stub {
  readonly model: ClientModel
  readonly calls: readonly { readonly call: StubCall; readonly handler: AnyHandler | undefined }[]
  readonly asked: StubbedCall[]
  readonly wrong: string[]
}

function callsOf(model: ClientModel, handlers: Readonly<Record<string, AnyHandler>>): Stub['calls'] {
  const calls = Object.values(model.calls).map((call) => ({
    call: stubCall(call),
    handler: handlers[call.name],
  }))
  // `/charges/latest` is meant before `/charges/{charge}`.
  return calls.toSorted((one, other) => one.call.names.length - other.call.names.length)
}

async function serve(stub: Stub, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of message) chunks.push(chunk)
    await writeStubAnswer(response, await answer(stub, message, Buffer.concat(chunks)))
  } catch (error) {
    // Whoever asked has left: that is a test, too.
    if (!message.destroyed && !response.destroyed) stub.wrong.push(`The stub failed: ${String(error)}`)
    response.destroy()
  }
}

async function answer(stub: Stub, message: IncomingMessage, bytes: Buffer): Promise<StubAnswer> {
  const [path = '', search = ''] = (message.url ?? '').split('?', 2)
  const found = stub.calls.find(({ call }) => call.matches(message.method ?? '', path))
  if (!found) return disagree(stub, `${message.method} ${path} is no call of ${stub.model.name}.`)
  const { call, handler } = found
  const read = call.read({ path, query: parseQuery(search), headers: message.headers, bytes })
  const errors = [...read.errors, ...credentialErrors(stub.model, message)]
  const { keyHeader, name } = call.model
  const key = keyHeader === undefined ? undefined : message.headers[keyHeader]?.toString()
  stub.asked.push({ call: name, values: read.values, key, headers: message.headers })
  if (errors.length > 0) return disagree(stub, `${name}: ${errors.join(' ')}`)
  if (!handler) return disagree(stub, `${name}: no handler was given for it.`)
  const count = stub.asked.filter((each) => each.call === name).length
  const tools = { key, count, ...call.tools }
  const given = await handler(read.values, tools)
  if (given instanceof StubAnswer) return given
  const faults = call.faultsOf(given)
  return faults.length > 0
    ? disagree(stub, `The handler of ${name} gives what it should not: ${faults.join(' ')}`)
    : call.success(given)
}

function disagree(stub: Stub, what: string): StubAnswer {
  stub.wrong.push(what)
  return new StubAnswer({ status: 400, body: { error: what } })
}

function credentialErrors({ auth }: ClientModel, { headers }: IncomingMessage): readonly string[] {
  if (!auth) return []
  const isThere =
    auth.kind === 'header'
      ? headers[auth.header] !== undefined
      : (headers.authorization?.toLowerCase().startsWith(`${auth.kind} `) ?? false)
  return isThere ? [] : [`there are no ${auth.kind} credentials.`]
}
