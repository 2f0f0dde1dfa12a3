/** The headers of an answer to a contract, in the form that can be sent. */
import { validateHeaderName, validateHeaderValue } from 'node:http'

/** What the framework says itself. */
const reserved = new Set([
  'content-type',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'trailer',
  'upgrade',
])

/**
 * Names in lower case, values as text; an undefined value is no header.
 *
 * @throws what `broken` makes, for a header that is not the handler's or that cannot be sent; it tells no value
 */
export function answerHeaders(
  headers: Readonly<Record<string, unknown>>,
  broken: (reason: string) => Error,
): Readonly<Record<string, string>> {
  const sent: Record<string, string> = {}
  for (const [given, value] of Object.entries(headers)) {
    const name = given.toLowerCase()
    if (value === undefined) continue
    if (reserved.has(name)) {
      throw broken(`the header ${name} is not the handler's; a media type goes into contentType.`)
    }
    if (!canBeSent(name, String(value))) {
      throw broken(`the header ${JSON.stringify(name)} has characters that no header may have.`)
    }
    sent[name] = String(value)
  }
  return sent
}

/** Node would end the connection over it. */
function canBeSent(name: string, value: string): boolean {
  try {
    validateHeaderName(name)
    validateHeaderValue(name, value)
    return true
  } catch {
    return false
  }
}
