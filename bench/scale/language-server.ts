/** A language server, asked as an editor asks it: messages of JSON-RPC behind a header that tells their length. */

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { pathToFileURL } from 'node:url'

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: { readonly items?: readonly unknown[] }
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

const headerEnd = '\r\n\r\n'

export class LanguageServer {
  readonly #process: ChildProcessWithoutNullStreams
  readonly #waiting = new Map<number, (message: Message) => void>()
  #unread = Buffer.alloc(0)
  #lastId = 0

  constructor(command: readonly string[], directory: string) {
    this.#process = spawn(command[0]!, command.slice(1), { cwd: directory, stdio: 'pipe' })
    this.#process.stdout.on('data', (data: Buffer) => this.#read(data))
    this.#process.stderr.resume()
  }

  /** Begins a session on one folder. */
  async initialize(directory: string): Promise<void> {
    const uri = pathToFileURL(directory).href
    await this.ask('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: 'application' }],
      capabilities: { textDocument: { diagnostic: {}, completion: {} } },
    })
    this.tell('initialized', {})
  }

  /** @throws Error with the server's message */
  async ask(method: string, params: object): Promise<unknown> {
    this.#lastId += 1
    const id = this.#lastId
    const answered = new Promise<Message>((resolve) => this.#waiting.set(id, resolve))
    this.#send({ jsonrpc: '2.0', id, method, params })
    const { result, error } = await answered
    if (error) throw new Error(`The language server refused ${method}: ${error.message}`)
    return result
  }

  tell(method: string, params: object): void {
    this.#send({ jsonrpc: '2.0', method, params })
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return
    const ended = once(this.#process, 'exit')
    // The launcher leaves with the server that it started when nobody writes to it any more.
    this.#process.stdin.end()
    await ended
  }

  #send(message: object): void {
    const text = JSON.stringify(message)
    this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(text)}${headerEnd}${text}`)
  }

  #read(data: Buffer): void {
    this.#unread = Buffer.concat([this.#unread, data])
    for (;;) {
      const header = this.#unread.indexOf(headerEnd)
      if (header === -1) return
      const start = header + headerEnd.length
      const length = Number(/Content-Length: (\d+)/i.exec(this.#unread.toString('latin1', 0, header))?.[1])
      if (this.#unread.length < start + length) return
      const message = JSON.parse(this.#unread.toString('utf8', start, start + length)) as Message
      this.#unread = this.#unread.subarray(start + length)
      this.#receive(message)
    }
  }

  #receive(message: Message): void {
    const { id, method, params } = message
    if (id === undefined) return
    // What it asks of the editor: its settings, of which there are none, and leave to do this and that.
    if (method !== undefined)
      this.#send({ jsonrpc: '2.0', id, result: params?.items?.map(() => null) ?? null })
    else this.#waiting.get(id)?.(message)
    this.#waiting.delete(id)
  }
}
