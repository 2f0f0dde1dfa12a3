/** What a reference of a document leads to. */
import type { Json } from '../../spec/model.ts'
import { isObject, type JsonObject } from '../contract/json.ts'
import { pointerOfReference, valueAt } from '../contract/json-pointer.ts'

/** References may lead to references, but not round in a circle. */
const mostReferences = 100

/** The value itself when it is no reference, or one out of the document. */
export function followed(document: JsonObject, value: Json, left = mostReferences): Json {
  const reference = isObject(value) ? value.$ref : undefined
  const pointer = typeof reference === 'string' ? pointerOfReference(reference) : undefined
  if (pointer === undefined || left === 0) return value
  return followed(document, valueAt(document, pointer) ?? {}, left - 1)
}
