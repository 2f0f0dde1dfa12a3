/** The small pieces that header fields are made of: tokens, quoted strings, parameters, lists (RFC 9110 §5.6). */

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
// RFC 9110 §5.6.6: parameters = *( OWS ";" OWS [ token "=" ( token / quoted-string ) ] )
const PARAMETER =
  /[ \t]*;[ \t]*(?:([!#$%&'*+\-.^_`|~0-9A-Za-z]+)=(?:([!#$%&'*+\-.^_`|~0-9A-Za-z]+)|"((?:[\t \x21\x23-\x5b\x5d-\x7e\x80-\xff]|\\[\t \x21-\x7e\x80-\xff])*)"))?/y

export function isToken(text: string): boolean {
  return TOKEN.test(text)
}

export type Parameters = ReadonlyMap<string, string>

const NO_PARAMETERS: Parameters = new Map()

/**
 * Reads `;name=value` pairs from `start` to the end of the text.
 *
 * @returns  values by lower-case name, quoted strings unquoted; undefined when malformed or a name is repeated
 */
export function parseParameters(text: string, start: number): Parameters | undefined {
  const end = text.trimEnd().length
  if (start >= end) return NO_PARAMETERS
  const parameters = new Map<string, string>()
  PARAMETER.lastIndex = start
  while (PARAMETER.lastIndex < end) {
    const match = PARAMETER.exec(text)
    if (match === null) return undefined
    const [, name, token, quoted] = match
    if (name === undefined) continue
    // Two values for one name: readers would disagree on which counts.
    if (parameters.has(name.toLowerCase())) return undefined
    parameters.set(name.toLowerCase(), token ?? quoted!.replace(/\\(.)/g, '$1'))
  }
  return parameters
}

/** Splits a list at its commas, except those in quoted strings; empty elements are left out (RFC 9110 §5.6.1). */
export function splitList(value: string): string[] {
  const elements: string[] = []
  let start = 0
  let isQuoted = false
  for (let at = 0; at <= value.length; at++) {
    const character = value[at]
    if (character === '"') isQuoted = !isQuoted
    else if (character === '\\' && isQuoted) at++
    else if (character === undefined || (character === ',' && !isQuoted)) {
      const element = value.slice(start, at).trim()
      if (element !== '') elements.push(element)
      start = at + 1
    }
  }
  return elements
}
