/** Databases that nobody needs, on a server that somebody does: each has a name of its own, and goes when the work is done. */
import { randomBytes } from 'node:crypto'
import { quoted } from '../../plan/sql/column.ts'
import { withClient } from '../client.ts'

export interface ScratchDatabase {
  readonly name: string
  readonly connectionString: string
}

export class ScratchDatabases {
  readonly #server: string
  readonly #prefix: string
  readonly #names = new Set<string>()
  #making: Promise<unknown> = Promise.resolve()
  #isClosed = false

  /**
   * @param server  address of a database on the server, as a role that may create others
   * @param prefix  what their names begin with
   */
  constructor(server: string, prefix: string) {
    this.#server = server
    this.#prefix = prefix
  }

  /**
   * @param template  one of them that it is a copy of, with nobody connected; else it is empty
   * @throws          the driver's error: `42501` where the role may not create databases
   */
  async create(template?: ScratchDatabase): Promise<ScratchDatabase> {
    if (this.#isClosed) throw new Error('No more databases are made here.')
    const name = `${this.#prefix}_${randomBytes(6).toString('hex')}`
    const copied = template ? ` TEMPLATE ${quoted(template.name)}` : ''
    // It may be there although its making was not heard to end, so it counts from now on.
    this.#names.add(name)
    const made = this.#run(`CREATE DATABASE ${quoted(name)}${copied}`).then(() => ({
      name,
      connectionString: withDatabase(this.#server, name),
    }))
    this.#making = made.catch(() => undefined)
    return made
  }

  /** Ends whoever is connected to it. */
  async drop({ name }: Pick<ScratchDatabase, 'name'>): Promise<void> {
    await this.#run(`DROP DATABASE IF EXISTS ${quoted(name)} WITH (FORCE)`)
    this.#names.delete(name)
  }

  /** Drops them all, that one too which is being made, and makes no more. May be called again. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#making
    for (const name of [...this.#names]) await this.drop({ name })
  }

  #run(sql: string): Promise<unknown> {
    return withClient(this.#server, (client) => client.query(sql))
  }
}

function withDatabase(connectionString: string, name: string): string {
  // The authority of a socket address is empty, which URL cannot parse; the path is what comes after it.
  return connectionString.replace(/^(postgres(?:ql)?:\/\/[^/?]*)(?:\/[^?]*)?/, `$1/${name}`)
}
