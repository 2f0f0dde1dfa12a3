/** Reads a Content-Type: which media type a body has, and its parameters. */
import { isToken, type Parameters, parseParameters } from './field-syntax.ts'

export interface MediaType {
  /** Type and subtype in lower case, such as `application/json`. */
  readonly name: string
  /** Values by lower-case name; values keep their case. */
  readonly parameters: Parameters
}

const MAX_LENGTH = 1024
const JSON_TYPE: MediaType = { name: 'application/json', parameters: new Map() }

/**
 * Parses a media type with its parameters.
 *
 * @param value  the field value, at most 1024 characters
 * @returns      undefined when absent or malformed
 * @source       RFC 9110 §8.3.1
 */
export function parseMediaType(value: string | undefined): MediaType | undefined {
  if (value === 'application/json') return JSON_TYPE
  if (value === undefined || value.length > MAX_LENGTH) return undefined
  const end = nameEnd(value)
  const name = value.slice(0, end).trim().toLowerCase()
  const slash = name.indexOf('/')
  if (slash < 0 || !isToken(name.slice(0, slash)) || !isToken(name.slice(slash + 1))) return undefined
  const parameters = parseParameters(value, end)
  return parameters && { name, parameters }
}

function nameEnd(value: string): number {
  const semicolon = value.indexOf(';')
  return semicolon < 0 ? value.length : semicolon
}
