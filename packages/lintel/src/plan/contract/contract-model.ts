/** An API contract as plain, serialisable data: what an OpenAPI document promises, with references followed. */
import type { JsonObject, JsonSchema } from './json.ts'

export type ContractMethod = 'GET' | 'PUT' | 'POST' | 'DELETE' | 'OPTIONS' | 'HEAD' | 'PATCH' | 'TRACE'
export type ParameterPlace = 'path' | 'query' | 'header' | 'cookie'
export type ParameterStyle =
  | 'simple'
  | 'label'
  | 'matrix'
  | 'form'
  | 'spaceDelimited'
  | 'pipeDelimited'
  | 'deepObject'

export interface ContractModel {
  /** As given to `parseContract`. */
  readonly file: string
  /** The version that the document declares, such as `3.0.3`. */
  readonly openapi: string
  /** The path part of the first server's URL, such as `/api`; `''` when there is none. */
  readonly basePath: string
  /** The whole document; one of OpenAPI 3.0 is brought to the forms of 3.1 (JSON Schema 2020-12). */
  readonly document: JsonObject
  readonly operations: readonly ContractOperation[]
  readonly securitySchemes: Readonly<Record<string, ContractSecurityScheme>>
}

export interface ContractOperation {
  /** Derived from method and path when the document gives none. */
  readonly operationId: string
  readonly method: ContractMethod
  /** The template, such as `/articles/{slug}`, without the base path. */
  readonly path: string
  readonly parameters: readonly ContractParameter[]
  readonly requestBody?: ContractRequestBody
  /** By status (`'200'`), range (`'4XX'`) or `'default'`. */
  readonly responses: Readonly<Record<string, ContractResponse>>
  /** One of these must be satisfied, each by all its schemes; `[]` = open to all, `{}` = anonymous will do. */
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly summary?: string
  readonly description?: string
  readonly tags: readonly string[]
  readonly deprecated: boolean
  /** JSON Pointer in the document. */
  readonly location: string
  /** Line in the file, from 1. */
  readonly line?: number
}

export interface ContractParameter {
  readonly name: string
  readonly in: ParameterPlace
  readonly required: boolean
  readonly schema: JsonSchema
  readonly style: ParameterStyle
  readonly explode: boolean
  /** Set when the value is a whole document of this type, such as `application/json`; style then says nothing. */
  readonly mediaType?: string
  readonly deprecated?: boolean
  /** JSON Pointer in the document. */
  readonly location: string
  readonly description?: string
}

/** Content by media type, such as `application/json`. */
export type ContractContent = Readonly<Record<string, ContractMediaType>>

export interface ContractMediaType {
  readonly schema?: JsonSchema
  /** How the properties of a form are written, by name. */
  readonly encoding?: Readonly<Record<string, ContractEncoding>>
}

export interface ContractEncoding {
  /** Media types that a part may have, such as `image/png, image/*`. */
  readonly contentType?: string
  /** `false`: the values of a list stand in one text, between commas. */
  readonly explode?: boolean
}

export interface ContractRequestBody {
  readonly required: boolean
  readonly description?: string
  readonly content: ContractContent
}

export interface ContractResponse {
  readonly description: string
  readonly content: ContractContent
  readonly headers?: Readonly<Record<string, ContractHeader>>
}

export interface ContractHeader {
  readonly required: boolean
  readonly schema: JsonSchema
  readonly description?: string
}

export type ContractSecurityScheme =
  | { readonly type: 'apiKey'; readonly name: string; readonly in: 'query' | 'header' | 'cookie' }
  | { readonly type: 'http'; readonly scheme: string; readonly bearerFormat?: string }
  | { readonly type: 'oauth2'; readonly flows: JsonObject }
  | { readonly type: 'openIdConnect'; readonly openIdConnectUrl: string }
  | { readonly type: 'mutualTLS' }
