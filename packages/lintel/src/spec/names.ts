/** How declared names become names of tables, columns and paths. */

/** `orderItem` or `order-item` → `order_item`. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[-\s]+/g, '_')
    .toLowerCase()
}

/** `orderItem` → `order-item`. */
export function kebabCase(name: string): string {
  return snakeCase(name).replaceAll('_', '-')
}

/** The regular English plural; irregular words are declared with `plural`. */
export function pluralOf(word: string): string {
  if (/(s|x|z|ch|sh)$/.test(word)) return `${word}es`
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`
  return `${word}s`
}
