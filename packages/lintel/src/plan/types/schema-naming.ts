/** Names for the schemas of a document; those that have none are written out where they are used. */
import type { ResolveSchema } from '../contract/bundled-schema.ts'
import { typeOfSchema } from './json-schema-to-typescript.ts'
import type { SchemaNaming } from './schema-context.ts'
import { type TypeNode, unknownType } from './type-node.ts'

export interface NamingOptions {
  readonly resolve: ResolveSchema
  /** The type that stands for a `$ref`; `undefined` for one that has no name. */
  nameOf(reference: string): TypeNode | undefined
  readonly binary?: TypeNode
}

export function schemaNaming(options: NamingOptions, open: readonly string[] = []): SchemaNaming {
  const { resolve, nameOf, binary } = options
  return {
    resolve,
    ...(binary ? { binary } : {}),
    referenceTo: (reference) => {
      const named = nameOf(reference)
      if (named) return named
      // A type without a name cannot hold itself.
      if (open.includes(reference)) return unknownType
      return typeOfSchema(resolve(reference), schemaNaming(options, [...open, reference]))
    },
  }
}
