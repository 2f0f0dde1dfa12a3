/** Reads JSON that stands inside another text, such as a parameter or a field of a form. */
import type { Json } from '../../spec/model.ts'
import { isList, isObject } from './json.ts'

/** As deep as a JSON body may be. */
const maxDepth = 32

/** @returns `undefined` for a text that is no JSON, is nested too deeply, or holds text that nobody can store */
export function readJsonText(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text)
    return isAcceptable(value, maxDepth) ? value : undefined
  } catch {
    return undefined
  }
}

function isAcceptable(value: Json, levels: number): boolean {
  if (typeof value === 'string') return isStorable(value)
  if (typeof value === 'number') return Number.isFinite(value)
  if (isList(value)) return levels > 0 && value.every((item) => isAcceptable(item, levels - 1))
  if (!isObject(value)) return true
  const entries = Object.entries(value)
  const isNamed = entries.every(([name]) => name !== '__proto__' && isStorable(name))
  return levels > 0 && isNamed && entries.every(([, item]) => isAcceptable(item, levels - 1))
}

/** PostgreSQL cannot store U+0000, and UTF-8 has no surrogate without its partner. */
export function isStorable(text: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(text)
}
