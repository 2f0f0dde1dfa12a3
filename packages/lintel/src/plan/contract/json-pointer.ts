/** JSON Pointers (RFC 6901) and the local references made of them. */
import type { Json } from '../../spec/model.ts'
import { isList, member } from './json.ts'

/** `pointerTo('/paths', '/users')` → `/paths/~1users`. */
export function pointerTo(base: string, ...segments: readonly (string | number)[]): string {
  const escaped = segments.map((segment) => String(segment).replaceAll('~', '~0').replaceAll('/', '~1'))
  return [base, ...escaped].join('/')
}

export function segmentsOf(pointer: string): readonly string[] {
  const segments = pointer.split('/').slice(1)
  return segments.map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
}

export function valueAt(document: Json, pointer: string): Json | undefined {
  let value: Json | undefined = document
  for (const segment of segmentsOf(pointer)) {
    value = isList(value) ? value[Number(segment)] : member(value, segment)
  }
  return value
}

/**
 * The pointer in a local reference: `#/components/schemas/Na%20me` → `/components/schemas/Na me`.
 *
 * @returns `undefined` for a reference that leaves the document or names an anchor
 */
export function pointerOfReference(reference: string): string | undefined {
  if (reference !== '#' && !reference.startsWith('#/')) return undefined
  try {
    // RFC 6901 §6: in a URI fragment the pointer is percent-encoded.
    return decodeURIComponent(reference.slice(1))
  } catch {
    return undefined
  }
}
