/** The OpenAPI 3.1 document as plain JSON. */
import type { JsonObject } from '../contract/json.ts'

export type OpenApiDocument = {
  readonly openapi: string
  readonly info: JsonObject
  readonly servers: readonly JsonObject[]
  readonly tags: readonly JsonObject[]
  /** What an operation without a `security` of its own asks for. */
  readonly security: readonly JsonObject[]
  readonly paths: { readonly [path: string]: JsonObject }
  readonly components: { readonly [kind in ComponentKind]?: { readonly [name: string]: JsonObject } }
}

export type ComponentKind =
  | 'schemas'
  | 'responses'
  | 'parameters'
  | 'examples'
  | 'requestBodies'
  | 'headers'
  | 'securitySchemes'
  | 'links'
  | 'callbacks'
  | 'pathItems'

export type Reference = { readonly $ref: string }

/** Methods that a path item may hold, in the order in which a reader expects them. */
export const methods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace'] as const
