/** Follows the `$ref`s of a document, and finds those that lead nowhere, astray or in a circle. */
import type { Report } from './contract-error.ts'
import { type Part, partsInside } from './document-parts.ts'
import { isObject, member } from './json.ts'
import { pointerOfReference } from './json-pointer.ts'

export type Parts = ReadonlyMap<string, Part>

/** The part that a `$ref` here leads to; the part itself when it has none. */
export function followReferences(parts: Parts, part: Part): Part | undefined {
  const seen = new Set<Part>()
  let found: Part | undefined = part
  while (found && member(found.value, '$ref') !== undefined) {
    if (seen.has(found)) return undefined
    seen.add(found)
    found = targetOf(parts, found)
  }
  return found
}

export function checkReferences(parts: Parts, report: Report): void {
  for (const part of parts.values()) {
    const reference = member(part.value, '$ref')
    if (reference !== undefined) checkReference(parts, part, report)
  }
  checkCircles(parts, report)
}

function checkReference(parts: Parts, part: Part, report: Report): void {
  const reference = member(part.value, '$ref')
  const pointer = typeof reference === 'string' ? pointerOfReference(reference) : undefined
  if (pointer === undefined) {
    report(part.pointer, `The $ref ${JSON.stringify(reference)} leaves this document.`, hints.local)
    return
  }
  const target = parts.get(pointer)
  if (!target) {
    report(part.pointer, `The $ref '${reference}' leads to no part of this document.`, hints.missing)
  } else if (target.kind !== part.kind) {
    const message = `The $ref '${reference}' leads to a ${target.kind}, where a ${part.kind} belongs.`
    report(part.pointer, message, `Point it at a ${part.kind}.`)
  }
}

const hints = {
  local:
    "Bring what it names into this file and point at it there: '#/components/…'. Other files are not read.",
  missing: "Add what it names, or correct the name. A reference has the form '#/components/schemas/Name'.",
  circle: 'Break the circle: something on the way must be a value of its own and not only point on.',
}

function targetOf(parts: Parts, part: Part): Part | undefined {
  const reference = member(part.value, '$ref')
  const pointer = typeof reference === 'string' ? pointerOfReference(reference) : undefined
  const target = pointer === undefined ? undefined : parts.get(pointer)
  return target?.kind === part.kind ? target : undefined
}

/**
 * A value can hold another of its own kind (a comment its answers), but nothing can be defined by itself alone:
 * a validator would never come to an end.
 */
function checkCircles(parts: Parts, report: Report): void {
  const done = new Set<Part>()
  const visit = (part: Part, way: readonly Part[]): void => {
    if (way.includes(part)) {
      const circle = [...way.slice(way.indexOf(part)), part].map(({ pointer }) => `#${pointer}`).join(' → ')
      report(part.pointer, `This ${part.kind} is defined by itself: ${circle}.`, hints.circle)
    }
    if (done.has(part)) return
    done.add(part)
    for (const next of inPlaceOf(parts, part)) visit(next, [...way, part])
  }
  for (const part of parts.values()) visit(part, [])
}

/** JSON Schema 2020-12 core §10.2: the keywords that apply to the same value as the schema that holds them. */
const inPlace = /\/(?:(?:allOf|anyOf|oneOf)\/\d+|not|if|then|else|dependentSchemas\/[^/]*)$/

function inPlaceOf(parts: Parts, part: Part): readonly Part[] {
  const target = targetOf(parts, part)
  const inside = part.kind === 'schema' && isObject(part.value) ? partsInside(part) : []
  const applied = inside.filter(({ pointer }) => inPlace.test(pointer.slice(part.pointer.length)))
  // The walk compares parts by identity, so it takes them from the one map.
  return [...(target ? [target] : []), ...applied].flatMap(({ pointer }) => parts.get(pointer) ?? [])
}
