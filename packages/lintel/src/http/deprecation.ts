/** What a deprecated route says in each of its answers. */
import type { DeprecationModel } from '../spec/model.ts'

export function deprecationHeaders(deprecated: DeprecationModel | undefined): {
  headers?: Record<string, string>
} {
  if (!deprecated) return {}
  const { since, sunset, link } = deprecated
  return {
    headers: {
      // RFC 9745 §2.1: a structured date, seconds since the epoch after "@".
      deprecation: `@${Math.floor(Date.parse(since) / 1000)}`,
      // RFC 8594 §3: an HTTP date.
      ...(sunset === undefined ? {} : { sunset: new Date(sunset).toUTCString() }),
      ...(link === undefined ? {} : { link: `<${link}>; rel="deprecation"; type="text/html"` }),
    },
  }
}
