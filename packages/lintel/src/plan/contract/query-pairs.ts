/** The names and values of a query, in their order, with the values as they were sent. */

export interface QueryPair {
  readonly name: string
  /** Still percent-encoded: a style may have to tell a delimiter from the same character in a value. */
  readonly raw: string
}

/**
 * `a=1&b=x%2Cy` → two pairs.
 *
 * @param query  what follows the `?`, without it
 * @throws       URIError when a name is not percent-encoded UTF-8
 */
export function queryPairs(query: string): readonly QueryPair[] {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=')
      const [name, raw] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)]
      return { name: decodeQuery(name), raw }
    })
}

/** `a%20b+c` → `a b c` (URL Standard §5.1), but refuses what is not UTF-8, which that replaces. */
export function decodeQuery(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '))
}
