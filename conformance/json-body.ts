// In charge of a JSON body in a Hurl file: where it ends, and where its variables are.

import { type JsonTemplate, type JsonTemplatePart, readPlaceholder } from './template.ts'

export interface ScannedJson {
  readonly template: JsonTemplate
  /** Characters of the text that the document takes. */
  readonly length: number
}

/**
 * Scans the JSON document (an object or a list) at the start of `text`; what follows it is left alone.
 *
 * @throws  SyntaxError when the document does not end, or is not JSON once its variables have values
 */
export function scanJsonBody(text: string): ScannedJson {
  const parts: JsonTemplatePart[] = []
  let depth = 0
  let inString = false
  let partStart = 0
  let position = 0
  do {
    if (text.startsWith('{{', position)) {
      const { variable, end } = readPlaceholder(text, position)
      parts.push(text.slice(partStart, position), { variable, inString })
      partStart = position = end
      continue
    }
    const character = text[position]
    if (character === undefined) throw new SyntaxError('the JSON body does not end')
    if (character === '"') inString = !inString
    else if (!inString) depth += nesting(character)
    position += inString && character === '\\' ? 2 : 1
  } while (depth > 0)
  parts.push(text.slice(partStart, position))
  assertJson(parts)
  return { template: parts.filter((part) => part !== ''), length: position }
}

function nesting(character: string): number {
  if (character === '{' || character === '[') return 1
  return character === '}' || character === ']' ? -1 : 0
}

/** Tries the document with a stand-in for each variable, so that a broken body is an error of the file and not of the server. */
function assertJson(parts: JsonTemplate): void {
  const sample = parts.map((part) => (typeof part === 'string' ? part : part.inString ? 'x' : '0')).join('')
  try {
    JSON.parse(sample)
  } catch (error) {
    throw new SyntaxError(`the body is not JSON: ${error instanceof Error ? error.message : error}`)
  }
}
