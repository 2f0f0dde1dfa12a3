/** Remembers compiled statements by their shape, and gives the common ones a name so that the server prepares them once. */
import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Statement } from '../plan/sql/statement.ts'

export interface NamedStatement extends Statement {
  /** Prepared under this name on each connection; absent for rare shapes, which are not worth the server's memory. */
  readonly name?: string
}

interface Entry {
  statement: NamedStatement
  uses: number
}

const maxShapes = 5000
/** Prepared statements live as long as their connection: callers choose filters and fields, so names are bounded. */
const maxNamed = 1000
const usesBeforeName = 2

export class StatementCache {
  readonly #entries = new LRUCache<string, Entry>({ max: maxShapes })
  readonly #names = new Set<string>()

  /** The statement of this shape, compiled at its first use. */
  get(shape: string, compile: () => Statement): NamedStatement {
    const entry = this.#entries.get(shape)
    if (!entry) {
      const statement = compile()
      this.#entries.set(shape, { statement, uses: 1 })
      return statement
    }
    if (++entry.uses === usesBeforeName) entry.statement = this.#named(entry.statement)
    return entry.statement
  }

  #named(statement: NamedStatement): NamedStatement {
    const name = `l_${createHash('sha256').update(statement.text).digest('base64url').slice(0, 20)}`
    if (this.#names.size >= maxNamed && !this.#names.has(name)) return statement
    this.#names.add(name)
    return { ...statement, name }
  }
}
