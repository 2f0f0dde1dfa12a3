/** What a delivery says of itself, at the places where its scheme says it. */
import { valueAt } from '../../plan/contract/json-pointer.ts'
import type { Json, PlaceModel } from '../../spec/model.ts'

type Header = (name: string) => string | undefined

/** What PostgreSQL keeps as text, and a log shows in one line. */
const longest = 255

/** `undefined` for what is no JSON in UTF-8. */
export function jsonOf(body: Uint8Array): Json | undefined {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as Json
  } catch {
    return undefined
  }
}

/** A short text or a number; `undefined` where there is none. */
export function textAt(place: PlaceModel, json: Json | undefined, header: Header): string | undefined {
  if ('header' in place) return shortText(header(place.header))
  return json === undefined ? undefined : shortText(valueAt(json, place.pointer))
}

export function shortText(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string' || value === '' || value.length > longest) return undefined
  return value.includes('\0') ? undefined : value
}
