/** Names of constraints and indexes: said by what they guard, at most 63 bytes, none twice in a schema. */
import { identifier } from '../../spec/build-entity.ts'

export class ConstraintNames {
  readonly #taken: Set<string>

  /** @param taken  names that the specification gives itself */
  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken)
  }

  /** `orders_customer_id_fkey`; where two tables come to the same name, the second gets a number. */
  claim(...parts: readonly string[]): string {
    const words = parts.join('_')
    let name = identifier(words)
    for (let count = 2; this.#taken.has(name); count++) name = identifier(`${words}_${count}`)
    this.#taken.add(name)
    return name
  }
}
