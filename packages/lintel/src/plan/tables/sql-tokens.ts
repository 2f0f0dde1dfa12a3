/** Splits an SQL expression into tokens: enough to compare two expressions, not to understand them. */

export type Token =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: string }
  | { readonly kind: 'word'; readonly value: string }
  | { readonly kind: 'symbol'; readonly value: string }

const pattern =
  /\s+|E?'((?:[^']|'')*)'|"((?:[^"]|"")*)"|(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|([A-Za-z_][\w$]*)|(::|\|\||<>|<=|>=|[^\s\w])/gy

/** Quoted names lose their quotes, other words their capitals, so `"Title"` and `title` stay two names. */
export function sqlTokens(sql: string): Token[] {
  return [...sql.matchAll(pattern)].flatMap(([, text, name, number, word, symbol]): Token[] => {
    if (text !== undefined) return [{ kind: 'text', value: text.replaceAll("''", "'") }]
    if (name !== undefined) return [{ kind: 'word', value: name.replaceAll('""', '"') }]
    if (number !== undefined) return [{ kind: 'number', value: number }]
    if (word !== undefined) return [{ kind: 'word', value: word.toLowerCase() }]
    return symbol === undefined ? [] : [{ kind: 'symbol', value: symbol }]
  })
}
