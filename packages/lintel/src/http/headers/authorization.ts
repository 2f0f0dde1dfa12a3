/** Splits an Authorization header into its scheme and its credentials; it knows no scheme. */

export interface Authorization {
  /** In lower case, such as `bearer`. */
  readonly scheme: string
  readonly credentials: string
}

const MAX_LENGTH = 8192
// RFC 9110 §11.4: auth-scheme 1*SP ( token68 / #auth-param ). Printable ASCII only, no space at the end.
const CREDENTIALS = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) +([\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?)$/

/**
 * Parses an Authorization field value.
 *
 * @param value  at most 8192 characters
 * @returns      undefined when absent, malformed, too long, or without credentials
 */
export function parseAuthorization(value: string | undefined): Authorization | undefined {
  if (value === undefined || value.length > MAX_LENGTH) return undefined
  const match = CREDENTIALS.exec(value)
  if (match === null) return undefined
  return { scheme: match[1]!.toLowerCase(), credentials: match[2]! }
}
