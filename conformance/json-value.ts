// In charge of what a JSON value is, and of naming one in a message.

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject
export interface JsonObject {
  readonly [key: string]: JsonValue
}

const longestShown = 120

/**
 * Names a value with its type, so that `"1"` and `1` read differently.
 *
 * @param value   `undefined` stands for "there is no such value", which JSON itself cannot say
 */
export function describeValue(value: JsonValue | undefined): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  return `${typeName(value)} ${shorten(JSON.stringify(value), longestShown)}`
}

/** Cuts a text at `limit` characters and says how long it was. */
export function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit)}… (${text.length} characters)`
}

export function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}

export function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value)
}

function typeName(value: NonNullable<JsonValue>): string {
  if (isList(value)) return 'list'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value
}
