/** JSON values as they stand in a document, and how to look into them without surprises. */
import type { Json } from '../../spec/model.ts'

export type JsonObject = { readonly [key: string]: Json }
/** A JSON Schema 2020-12, which may be `true` (anything) or `false` (nothing). */
export type JsonSchema = JsonObject | boolean

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value)
}

export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'boolean' || isObject(value)
}

/** The value when it is an object, else an empty one: for parts whose shape was already reported. */
export function objectOr(value: unknown): JsonObject {
  return isObject(value) ? value : {}
}

export function textOr<Otherwise>(value: unknown, otherwise: Otherwise): string | Otherwise {
  return typeof value === 'string' ? value : otherwise
}

/** The object's own member: a document may name a schema `constructor`. */
export function member(value: unknown, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
}
