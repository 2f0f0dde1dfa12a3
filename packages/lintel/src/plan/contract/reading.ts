/** What the readers of a document share: its parts, and where to note what is wrong with them. */
import type { Report } from './contract-error.ts'
import { isSchema, type JsonObject, type JsonSchema, member, objectOr, textOr } from './json.ts'
import { pointerTo } from './json-pointer.ts'
import { followReferences, type Parts } from './references.ts'

export interface Reading {
  readonly document: JsonObject
  readonly parts: Parts
  readonly report: Report
  lineOf(pointer: string): number
}

/** An object of the document with its `$ref`s followed, and the place where it really stands. */
export interface Found {
  readonly value: JsonObject
  readonly pointer: string
}

/** @returns `undefined` when the way to it is broken, which was reported already */
export function find(reading: Reading, pointer: string): Found | undefined {
  const part = reading.parts.get(pointer)
  const found = part && followReferences(reading.parts, part)
  return found && { value: objectOr(found.value), pointer: found.pointer }
}

/** The members of a map in the document, each with its `$ref`s followed; broken ones are left out. */
export function findMembers({ reading, at, key }: MembersQuery): readonly (readonly [string, Found])[] {
  const map = objectOr(member(at.value, key))
  return Object.keys(map).flatMap((name) => {
    const found = find(reading, pointerTo(at.pointer, key, name))
    return found ? [[name, found] as const] : []
  })
}

export interface MembersQuery {
  readonly reading: Reading
  readonly at: Found
  readonly key: string
}

export function schemaIn(found: Found): JsonSchema | undefined {
  const schema = member(found.value, 'schema')
  return isSchema(schema) ? schema : undefined
}

/** `{ description }` when there is one: absent members stay absent. */
export function descriptionOf(found: Found): { readonly description?: string } {
  const description = textOr(member(found.value, 'description'), undefined)
  return description === undefined ? {} : { description }
}
