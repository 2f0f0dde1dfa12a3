/** A statement as it is built: text with numbered parameters, and where each parameter's value comes from. */

/** Where the value of one parameter comes from when the statement runs. */
export type Slot =
  | { readonly from: 'principal' }
  | { readonly from: 'argument'; readonly name: string }
  | { readonly from: 'constant'; readonly value: unknown }

export interface Statement {
  readonly text: string
  readonly slots: readonly Slot[]
}

/** What a statement is run with. */
export interface Arguments {
  readonly principal: string | null
  readonly values: Readonly<Record<string, unknown>>
  /** Who calls, as the database is told where the rules stand there, too: JSON. */
  readonly caller?: string | undefined
}

/** What a predicate is written with: where the caller, values and new aliases come from. */
export interface PredicateWriter {
  principal(): string
  /** @param type  what it is read as: the server takes a parameter for one type alone, and casts that to any other */
  constant(value: unknown, type?: string): string
  alias(): string
}

/** Numbers parameters while text is written; the same slot is one parameter, so that the server hoists it. */
export class StatementWriter implements PredicateWriter {
  readonly #slots: Slot[] = []
  readonly #numbers = new Map<string, number>()
  #aliases = 0

  argument(name: string): string {
    return this.#number(`argument:${name}`, { from: 'argument', name })
  }

  principal(): string {
    return this.#number('principal', { from: 'principal' })
  }

  constant(value: unknown, type = ''): string {
    const key = `constant:${type}:${typeof value}:${JSON.stringify(value)}`
    return this.#number(key, { from: 'constant', value })
  }

  /** A table alias that the statement does not have yet. */
  alias(): string {
    return `t${this.#aliases++}`
  }

  finish(text: string): Statement {
    return { text, slots: this.#slots }
  }

  #number(key: string, slot: Slot): string {
    const known = this.#numbers.get(key)
    if (known) return `$${known}`
    this.#slots.push(slot)
    this.#numbers.set(key, this.#slots.length)
    return `$${this.#slots.length}`
  }
}

/** The parameters of one run, in order. */
export function bind(statement: Statement, { principal, values }: Arguments): unknown[] {
  return statement.slots.map((slot) => {
    if (slot.from === 'argument') return values[slot.name] ?? null
    return slot.from === 'principal' ? principal : slot.value
  })
}
