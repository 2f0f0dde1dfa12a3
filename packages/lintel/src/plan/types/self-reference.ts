/** Finds the schemas whose types TypeScript refuses as members of an interface, because they need themselves at once. */
import type { TypeNode } from './type-node.ts'

/**
 * `Json: string | components['schemas']['Json'][]` is an error, and `type Json = string | Json[]` is none.
 *
 * @param types  by the text that refers to them
 * @returns      the texts of those that lead back to themselves without an object in between
 */
export function selfReferring(types: ReadonlyMap<string, TypeNode>): ReadonlySet<string> {
  const needs = new Map([...types].map(([text, type]) => [text, neededAtOnce(type)]))
  return new Set([...types.keys()].filter((text) => reaches(needs, text, text)))
}

function reaches(needs: ReadonlyMap<string, readonly string[]>, from: string, goal: string): boolean {
  const seen = new Set<string>()
  const open = [...(needs.get(from) ?? [])]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === goal) return true
    if (seen.has(next)) continue
    seen.add(next)
    open.push(...(needs.get(next) ?? []))
  }
  return false
}

/** The members of an object are looked at only when they are asked for. */
function neededAtOnce(type: TypeNode): readonly string[] {
  switch (type.kind) {
    case 'name':
      return [type.text]
    case 'union':
    case 'intersection':
      return type.members.flatMap(neededAtOnce)
    case 'array':
      return neededAtOnce(type.item)
    case 'tuple':
      return [...type.items.map((item) => item.type), ...(type.rest ? [type.rest] : [])].flatMap(neededAtOnce)
    case 'object':
      return []
  }
}
