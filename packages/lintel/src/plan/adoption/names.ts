/** Names of tables and columns as names of a specification: `order_items` → `orderItem`, `"createdAt"` → `createdAt`. */
import { kebabCase, pluralOf } from '../../spec/names.ts'

const irregular: Readonly<Record<string, string>> = { people: 'person', children: 'child', caches: 'cache' }

/** Of an English word; a word that is no plural stays as it is. */
export function singularOf(word: string): string {
  const lower = word.toLowerCase()
  const known = irregular[lower]
  if (known !== undefined) return known
  if (lower.length < 4 || /(ss|us|is|news|series|data|media)$/.test(lower)) return word
  if (/ies$/.test(lower)) return `${word.slice(0, -3)}y`
  if (/(sses|xes|ches|shes|zzes|[^aeo]uses)$/.test(lower)) return word.slice(0, -2)
  return lower.endsWith('s') ? word.slice(0, -1) : word
}

/** A name that the specification takes: it begins with a small letter and goes on with letters and digits. */
export function camelCase(name: string): string {
  // Letters of other alphabets go; accents go from their letters.
  const plain = name.normalize('NFKD').replaceAll(/[\u0300-\u036f]/g, '')
  const words = plain.split(/[^A-Za-z0-9]+/).filter(Boolean)
  const joined = words.map((word, at) => (at === 0 ? word : word[0]?.toUpperCase() + word.slice(1))).join('')
  // `URLName` → `urlName`, `ID` → `id`.
  const lowered = joined.replace(/^[A-Z]+(?=[A-Z][a-z]|\d|$)|^[A-Z]/, (head) => head.toLowerCase())
  return /^[a-z]/.test(lowered) ? lowered.slice(0, 63) : `n${lowered}`.slice(0, 63)
}

/** `order_items` → `orderItem`, `"OrderItems"` → `orderItem`. */
export function entityNameOf(table: string): string {
  const words = camelCase(table).match(/[A-Z]?[^A-Z]+|[A-Z]+/g) ?? []
  const last = words.at(-1) ?? ''
  return [...words.slice(0, -1), singularOf(last)].join('')
}

/** `orderItem` → `OrderItem`, the constant of an entity. */
export function constantOf(entity: string): string {
  return `${entity[0]?.toUpperCase()}${entity.slice(1)}`
}

/** `orderItem` → `orderItems`, the constant of a resource. */
export function pluralNameOf(entity: string): string {
  return pluralOf(entity)
}

/** `orderItem` → `order-items.ts`. */
export function fileOf(entity: string): string {
  return `${kebabCase(pluralOf(entity))}.ts`
}

/** Gives each name once. */
export class UniqueNames {
  readonly #taken: Set<string>

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken)
  }

  /** The first of the wishes that is free, else the last one with a number. */
  claim(...wishes: readonly string[]): string {
    const last = wishes.at(-1) ?? ''
    let name = wishes.find((wish) => !this.#taken.has(wish)) ?? last
    for (let count = 2; this.#taken.has(name); count++) name = `${last}${count}`
    this.#taken.add(name)
    return name
  }
}
