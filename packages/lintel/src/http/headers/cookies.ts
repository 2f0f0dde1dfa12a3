/** The Cookie header: names and values as they were sent. */

/** RFC 6265 §4.2.1: every value of one name; normally one. */
export function cookieValues(header: string | undefined, name: string): readonly string[] {
  if (header === undefined) return []
  return pairsOf(header).flatMap(([key, value]) => (key === name ? [value] : []))
}

/** All of them by name; a name that comes twice counts once, the first. */
export function cookiesOf(header: string | undefined): Record<string, string> {
  const found: Record<string, string> = Object.create(null)
  for (const [name, value] of pairsOf(header ?? '')) if (!(name in found)) found[name] = decoded(value)
  return found
}

function pairsOf(header: string): (readonly [string, string])[] {
  return header.split(';').flatMap((pair) => {
    const mark = pair.indexOf('=')
    if (mark < 1) return []
    return [[pair.slice(0, mark).trim(), unquoted(pair.slice(mark + 1).trim())] as const]
  })
}

function unquoted(text: string): string {
  return text.replace(/^"(.*)"$/, '$1')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
