/** Walks an OpenAPI document: its parts, each with its kind and its JSON Pointer. */
import type { Json } from '../../spec/model.ts'
import { type Arrangement, membersOf, type PartKind } from './document-members.ts'
import { isList, isObject, type JsonObject, member } from './json.ts'
import { pointerTo } from './json-pointer.ts'

export interface Part {
  readonly kind: PartKind
  readonly value: Json
  readonly pointer: string
}

interface HeldMember {
  readonly key: string
  readonly value: Json
  readonly arrangement: Arrangement
  readonly kind: PartKind
}

/** A whole document, or a schema by itself. */
export function rootPart(kind: 'document' | 'schema', value: Json): Part {
  return { kind, value, pointer: '' }
}

/** Every part by its JSON Pointer, the root itself (`''`) first. */
export function partsOf(root: Part): ReadonlyMap<string, Part> {
  const parts = new Map<string, Part>()
  const visit = (part: Part): void => {
    parts.set(part.pointer, part)
    for (const inside of partsInside(part)) visit(inside)
  }
  visit(root)
  return parts
}

/** The parts directly inside a part, in the order of the text; members of the wrong form are left out. */
export function partsInside(part: Part): readonly Part[] {
  return heldMembers(part).flatMap(({ key, value, arrangement, kind }) => {
    const pointer = pointerTo(part.pointer, key)
    if (arrangement === 'one') return [{ kind, value, pointer }]
    return itemsOf(value, arrangement).map(([name, item]) => ({
      kind,
      value: item,
      pointer: pointerTo(pointer, name),
    }))
  })
}

/** What has the wrong form here (a list where an object belongs): the part itself, or members that should hold parts. */
export function misshapen(part: Part): readonly { readonly pointer: string; readonly expected: string }[] {
  if (part.kind === 'schema' && typeof part.value === 'boolean') return []
  if (!isObject(part.value)) {
    return [
      { pointer: part.pointer, expected: part.kind === 'schema' ? 'an object or a boolean' : 'an object' },
    ]
  }
  return heldMembers(part).flatMap(({ key, value, arrangement }) => {
    const pointer = pointerTo(part.pointer, key)
    if (arrangement === 'list') return isList(value) ? [] : [{ pointer, expected: 'a list' }]
    return arrangement === 'one' || isObject(value) ? [] : [{ pointer, expected: 'an object' }]
  })
}

/** A copy in which each schema, innermost first, is what `change` makes of it. */
export function withSchemas(root: Part, change: (schema: JsonObject) => JsonObject): Json {
  const parts = partsOf(root)
  const copyOf = (value: Json, pointer: string): Json => {
    if (isList(value)) return value.map((item, index) => copyOf(item, pointerTo(pointer, index)))
    if (!isObject(value)) return value
    const members = Object.entries(value).map(([key, item]) => [key, copyOf(item, pointerTo(pointer, key))])
    const copy: JsonObject = Object.fromEntries(members)
    return parts.get(pointer)?.kind === 'schema' ? change(copy) : copy
  }
  return copyOf(root.value, root.pointer)
}

function heldMembers(part: Part): readonly HeldMember[] {
  if (!isObject(part.value) || isReplaced(part)) return []
  return Object.entries(part.value).flatMap(([key, value]): HeldMember[] => {
    if (part.kind === 'callback') {
      return key.startsWith('x-') ? [] : [{ key, value, arrangement: 'one', kind: 'path item' }]
    }
    const members = membersOf[part.kind]
    const held = Object.hasOwn(members, key) ? members[key] : undefined
    return held ? [{ key, value, arrangement: held[0], kind: held[1] }] : []
  })
}

/** What stands beside a `$ref` counts in a schema and in a path item (OpenAPI 3.1 §4.8.9); elsewhere it does not. */
function isReplaced({ kind, value }: Part): boolean {
  return kind !== 'schema' && kind !== 'path item' && member(value, '$ref') !== undefined
}

function itemsOf(value: Json, arrangement: Arrangement): readonly (readonly [string, Json])[] {
  if (arrangement === 'list') return isList(value) ? value.map((item, index) => [String(index), item]) : []
  const entries = isObject(value) ? Object.entries(value) : []
  return arrangement === 'entries' ? entries.filter(([key]) => !key.startsWith('x-')) : entries
}
