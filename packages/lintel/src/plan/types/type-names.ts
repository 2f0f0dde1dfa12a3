/** Names of exported types for the schemas of a document. */
import { bodyTypeNames } from './body-types.ts'
import { statusTypeNames } from './status-types.ts'

/** Names that the emitted text uses itself, or that would change the meaning of others in it. */
const taken = ['Operations', ...bodyTypeNames, ...statusTypeNames, 'Blob', 'Exclude', 'Record']

/** `article_input` → `ArticleInput`; names that would fall together are numbered, in the order given. */
export function typeNames(schemas: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  const used = new Set<string>(taken)
  for (const schema of schemas) {
    const base = typeName(schema)
    let free = base
    for (let count = 2; used.has(free); count++) free = `${base}${count}`
    used.add(free)
    names.set(schema, free)
  }
  return names
}

function typeName(schema: string): string {
  const words = schema.split(/[^\p{L}\p{N}$]+/u).filter((word) => word !== '')
  const pascal = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
  return /^[\p{L}$]/u.test(pascal) ? pascal : `Schema${pascal}`
}
