/** What the document says of an operation that is going away. */
import type { DeprecationModel } from '../../spec/model.ts'
import type { JsonObject } from '../contract/json.ts'

export function deprecationMark(deprecated: DeprecationModel | undefined): { deprecated?: true } {
  return deprecated ? { deprecated: true } : {}
}

export function deprecationSentences({ since, sunset, link }: DeprecationModel): string {
  const end = sunset ? ` It may be gone after ${sunset}.` : ''
  return `Deprecated since ${since}.${end}${link ? ` See ${link}.` : ''}`
}

/** Headers of every answer of a deprecated operation. */
export function deprecationHeaders(deprecated: DeprecationModel | undefined): { [name: string]: JsonObject } {
  if (!deprecated) return {}
  const { since, sunset, link } = deprecated
  return {
    // RFC 9745 §2.1: a date of structured fields, in seconds.
    Deprecation: fixedHeader(
      'Since when it is deprecated (RFC 9745).',
      `@${Math.floor(Date.parse(since) / 1000)}`,
    ),
    ...(sunset
      ? { Sunset: fixedHeader('After when it may be gone (RFC 8594).', new Date(sunset).toUTCString()) }
      : {}),
    ...(link
      ? { Link: fixedHeader('What to use instead.', `<${link}>; rel="deprecation"; type="text/html"`) }
      : {}),
  }
}

function fixedHeader(description: string, example: string): JsonObject {
  return { description, schema: { type: 'string' }, example }
}
