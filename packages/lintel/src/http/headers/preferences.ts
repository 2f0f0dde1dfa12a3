/** Reads what the client would like, but does not insist on (RFC 7240). */
import { isToken, splitList } from './field-syntax.ts'

const MAX_LENGTH = 1024
const VALUE = /^"((?:[^"\\]|\\.)*)"$/

/**
 * Parses a Prefer header, such as `return=minimal, respond-async`.
 *
 * A malformed preference is passed over: a server may ignore any of them. Parameters of a preference are dropped.
 *
 * @param value  the field value; over 1024 characters it is ignored
 * @returns      values by lower-case name, the empty string for a preference without a value
 * @source       RFC 7240 §2
 */
export function parsePreferences(value: string | undefined): ReadonlyMap<string, string> {
  const preferences = new Map<string, string>()
  if (value === undefined || value.length > MAX_LENGTH) return preferences
  for (const element of splitList(value)) {
    const [name, preferred] = parsePreference(element)
    // RFC 7240 §2: of repeated preferences the first one counts.
    if (preferred !== undefined && !preferences.has(name)) preferences.set(name, preferred)
  }
  return preferences
}

function parsePreference(element: string): [name: string, value: string | undefined] {
  const preference = withoutParameters(element)
  const equals = preference.indexOf('=')
  const name = (equals < 0 ? preference : preference.slice(0, equals)).trim().toLowerCase()
  if (!isToken(name)) return [name, undefined]
  return [name, equals < 0 ? '' : parseValue(preference.slice(equals + 1).trim())]
}

function parseValue(text: string): string | undefined {
  if (isToken(text)) return text
  return VALUE.exec(text)?.[1]?.replace(/\\(.)/g, '$1')
}

function withoutParameters(element: string): string {
  let isQuoted = false
  for (let at = 0; at < element.length; at++) {
    if (element[at] === '"') isQuoted = !isQuoted
    else if (element[at] === '\\' && isQuoted) at++
    else if (element[at] === ';' && !isQuoted) return element.slice(0, at)
  }
  return element
}
