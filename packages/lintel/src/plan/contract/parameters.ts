/** Reads the parameters of a request as the contract describes them: decoded, typed, with defaults, and checked. */
import type { Ajv2020 } from 'ajv/dist/2020.js'
import type { Json } from '../../spec/model.ts'
import type { ProblemDetail } from '../../spec/problem.ts'
import type { SchemaSource } from './bundled-schema.ts'
import type { ContractOperation, ParameterPlace } from './contract-model.ts'
import type { JsonObject } from './json.ts'
import { parameterReader, type ReadParameter, type RequestTexts } from './parameter-reader.ts'
import { queryPairs } from './query-pairs.ts'
import { contractAjv } from './schema-validator.ts'

/** The parameters of a request as they were sent. */
export interface RawParameters {
  /** By name, percent-decoded. */
  readonly path: Readonly<Record<string, string | undefined>>
  /** What follows the `?`, still percent-encoded; `''` when there is none. */
  readonly query: string
  /** By name in lower case, as Node gives them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** By name, decoded. */
  readonly cookies: Readonly<Record<string, string | undefined>>
}

/** By the names of the document, without those that are absent and have no default. */
export interface ParameterValues {
  readonly params: JsonObject
  readonly query: JsonObject
  readonly headers: JsonObject
  readonly cookies: JsonObject
}

/** `pointer` of an error is `path/<name>`, `query/<name>`, `header/<name>` or `cookie/<name>`. */
export type ParametersResult =
  | { readonly values: ParameterValues }
  | { readonly errors: readonly ProblemDetail[] }

/**
 * Prepares the reading of an operation's parameters; texts become numbers and booleans only in their exact form.
 *
 * @param contract  holds what the schemas refer to
 * @param ajv       default: one of its own; pass one to share it among operations
 * @returns         a pure function: either all values, or one error for each faulty parameter
 */
export function compileParameters(
  contract: SchemaSource,
  { parameters }: Pick<ContractOperation, 'parameters'>,
  ajv: Ajv2020 = contractAjv(),
): (raw: RawParameters) => ParametersResult {
  const inQuery = parameters.filter(({ in: place }) => place === 'query')
  const queryNames = new Set(inQuery.map(({ name }) => name))
  const readers = parameters.map((parameter) => parameterReader({ contract, parameter, ajv, queryNames }))
  return (raw) => {
    const request = openRequest(raw)
    if (!request)
      return { errors: [{ pointer: 'query', code: 'malformed', message: 'must be percent-encoded UTF-8' }] }
    const read = readers.map((readFrom) => readFrom(request))
    const errors = read.flatMap(({ error }) => error ?? [])
    return errors.length > 0 ? { errors } : { values: valuesOf(read) }
  }
}

function openRequest({ query, ...raw }: RawParameters): RequestTexts | undefined {
  try {
    return { ...raw, pairs: queryPairs(query) }
  } catch {
    return undefined
  }
}

function valuesOf(read: readonly ReadParameter[]): ParameterValues {
  const of = (place: ParameterPlace): JsonObject => {
    const present = read.filter(({ parameter, value }) => parameter.in === place && value !== undefined)
    return Object.fromEntries(present.map(({ parameter, value }) => [parameter.name, value as Json]))
  }
  return { params: of('path'), query: of('query'), headers: of('header'), cookies: of('cookie') }
}
