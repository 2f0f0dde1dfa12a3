/** Checks that a body is of a media type, and in a charset, that the operation reads. */
import { type MediaType, parseMediaType } from '../headers/media-type.ts'
import { bodyProblem } from './body-problems.ts'

// US-ASCII is a subset of UTF-8, so its text is read as it is.
const READABLE_CHARSETS = new Set(['utf-8', 'utf8', 'us-ascii'])

/**
 * Parses the Content-Type and refuses what the operation does not read.
 *
 * @param value     the Content-Type field value
 * @param accepted  media types in lower case, without parameters
 * @throws          Problem 415 `media_type_unsupported`, also without a Content-Type, or `charset_unsupported`
 */
export function requireMediaType(value: string | undefined, accepted: readonly string[]): MediaType {
  const type = parseMediaType(value)
  if (type === undefined || !accepted.includes(type.name)) {
    // RFC 9110 §12.5.1: Accept in a 415 says which media types a request may use.
    throw bodyProblem('media_type_unsupported', { headers: { accept: accepted.join(', ') } })
  }
  const charset = type.parameters.get('charset')
  if (charset !== undefined && !READABLE_CHARSETS.has(charset.toLowerCase())) {
    throw bodyProblem('charset_unsupported')
  }
  return type
}
