/** Names of prepared statements on one connection: another one where a migration changed the types of what it gives. */
import type { NamedStatement } from './statement-cache.ts'

export class PreparedNames {
  readonly #renewed = new Map<string, string>()

  /** The statement under the name that it has here. */
  of(statement: NamedStatement): NamedStatement {
    if (this.#renewed.size === 0 || statement.name === undefined) return statement
    const name = this.#renewed.get(statement.name)
    return name === undefined ? statement : { ...statement, name }
  }

  /** From now on it is prepared anew; of several that failed together the first decides. */
  renew({ name }: NamedStatement, failed: NamedStatement): void {
    if (name === undefined || (this.#renewed.get(name) ?? name) !== failed.name) return
    const [, count = '1'] = /~(\d+)$/.exec(failed.name) ?? []
    this.#renewed.set(name, `${name}~${Number(count) + 1}`)
  }
}
