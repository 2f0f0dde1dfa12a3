/** How names of the model become names and words of the document. */
import { snakeCase } from '../../spec/names.ts'

/** `orderItem`, `order-items` or `/order items` → `OrderItem(s)`. */
export function pascalCase(name: string): string {
  return wordsOf(name)
    .split(' ')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}

/** `OrderItem` → `orderItem`. */
export function camelCase(name: string): string {
  const pascal = pascalCase(name)
  return pascal.charAt(0).toLowerCase() + pascal.slice(1)
}

/** `orderItem` → `order item`. */
export function wordsOf(name: string): string {
  return snakeCase(name)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** `order` → `an order`. */
export function withArticle(noun: string): string {
  // "a user", "a unit": a u that is said as "you".
  const vowel = /^[aeio]|^u(?!ni|s)/.test(noun)
  return `${vowel ? 'an' : 'a'} ${noun}`
}

/** `order items` → `Order items`. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The name, or the name with the least number that makes it new; it is taken from then on. */
export function claimName(taken: Set<string>, name: string): string {
  let free = name
  for (let count = 2; taken.has(free); count++) free = `${name}${count}`
  taken.add(free)
  return free
}
