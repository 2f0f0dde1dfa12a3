// In charge of JSONPath as the suite uses it: names and positions, which lead to one value or to none.

import { isList, isObject, type JsonValue } from './json-value.ts'

/** `$.articles[0].slug` is `['articles', 0, 'slug']`. */
export type JsonPath = readonly (string | number)[]

const step = /\.([A-Za-z_][\w-]*)|\[(\d+)\]|\['([^'\\]*)'\]/y

/**
 * Reads a path that can lead to one value at most.
 *
 * @throws  SyntaxError for everything else: wildcards, `..`, slices, filters, negative positions
 */
export function parseJsonPath(text: string): JsonPath {
  if (!text.startsWith('$')) throw new SyntaxError(`the JSONPath ${text} does not start with $`)
  const path: (string | number)[] = []
  step.lastIndex = 1
  while (step.lastIndex < text.length) {
    const position = step.lastIndex
    const match = step.exec(text)
    if (!match)
      throw new SyntaxError(`the JSONPath ${text} is not understood from "${text.slice(position)}" on`)
    path.push(match[2] === undefined ? (match[1] ?? match[3]!) : Number(match[2]))
  }
  return path
}

/** The value at `path`, or `undefined` when there is none (`null` is a value). */
export function selectPath(path: JsonPath, document: JsonValue): JsonValue | undefined {
  let value: JsonValue | undefined = document
  for (const part of path) {
    if (value === undefined) return undefined
    value = child(value, part)
  }
  return value
}

function child(value: JsonValue, part: string | number): JsonValue | undefined {
  if (typeof part === 'number') return isList(value) ? value[part] : undefined
  // Only own keys: `$.user.constructor` must not find what every JavaScript object inherits.
  return isObject(value) && Object.hasOwn(value, part) ? value[part] : undefined
}
