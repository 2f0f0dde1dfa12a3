/** What the makers of types share while they go through a schema. */

import { isSchema, type JsonSchema, member } from '../contract/json.ts'
import { certainSchemas } from '../contract/value-form.ts'
import type { TypeNode } from './type-node.ts'

/** What a schema needs to know of the document around it. */
export interface SchemaNaming {
  /** The type that stands for a `$ref`, such as `Article` or `components['schemas']['Article']`. */
  referenceTo(reference: string): TypeNode
  /** The schema that a `$ref` leads to. */
  resolve(reference: string): JsonSchema
  /** The type of text with `format: binary`; default `string`. */
  readonly binary?: TypeNode
}

export interface SchemaContext extends SchemaNaming {
  /** The schema of a property that a schema around this one gives: `allOf: [A, { required: [x] }]`. */
  propertyAround(name: string): JsonSchema | undefined
  typeOf(schema: JsonSchema, context?: SchemaContext): TypeNode
}

/** The context of what stands inside this schema and applies to the same value. */
export function contextWithin(context: SchemaContext, schema: JsonSchema): SchemaContext {
  return {
    ...context,
    propertyAround: (name) => propertyOf(context, schema, name) ?? context.propertyAround(name),
  }
}

function propertyOf(context: SchemaNaming, schema: JsonSchema, name: string): JsonSchema | undefined {
  const schemas = certainSchemas(context.resolve, schema)
  return schemas.map((certain) => member(member(certain, 'properties'), name)).find(isSchema)
}
