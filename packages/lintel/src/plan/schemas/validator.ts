/** Validation by JSON Schema: fast for what is valid, complete about what is not. */
import { Ajv2020, type ErrorObject, type Options, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { JsonSchema } from '../../spec/model.ts'
import type { ProblemDetail } from '../../spec/problem.ts'

// The names of our own formats say what a text is; its pattern is what checks it, but for the end of a range.
const ownFormats = { int64: fitsBigint, decimal: true, password: true, binary: true } as const

function fitsBigint(text: string): boolean {
  return !/^-?\d{19,}$/.test(text) || BigInt.asIntN(64, BigInt(text)) === BigInt(text)
}

function ajv(options: Options): Ajv2020 {
  const instance = new Ajv2020({
    ...options,
    strict: false,
    logger: false,
    validateSchema: false,
    addUsedSchema: false,
    // A field may be called "constructor", which every object has.
    ownProperties: true,
    formats: ownFormats,
  })
  formats.default(instance, {
    mode: 'full',
    formats: ['date', 'date-time', 'time', 'email', 'uri', 'uuid', 'ipv4', 'ipv6', 'hostname', 'regex'],
  })
  for (const [keyword, sign] of [
    ['x-minimum', 1],
    ['x-maximum', -1],
  ] as const) {
    // Exact numbers are written as strings, which JSON Schema cannot compare.
    instance.addKeyword({
      keyword,
      type: 'string',
      schemaType: 'number',
      // What is no number has the wrong format, and nothing more is said of it.
      validate: (limit: number, text: string) =>
        Number.isNaN(Number(text)) || sign * (Number(text) - limit) >= 0,
    })
  }
  return instance
}

interface Validators {
  /** Ends at the first error. */
  readonly quick: Ajv2020
  /** Finds all. */
  readonly thorough: Ajv2020
}

const plain: Validators = { quick: ajv({}), thorough: ajv({ allErrors: true, verbose: true }) }
const filling: Validators = {
  quick: ajv({ useDefaults: true }),
  thorough: ajv({ allErrors: true, verbose: true, useDefaults: true }),
}

/** A list of thousands of wrong elements is refused for the first of them. */
const maxErrors = 100

/** `undefined` for a valid value. */
export type Validate = (value: unknown) => readonly ProblemDetail[] | undefined

export interface ValidatorOptions {
  /** Fills in the defaults of absent properties (default `false`). */
  readonly defaults?: boolean
}

/**
 * A check of values against a schema, compiled at its first use: an application with hundreds of operations starts
 * without compiling those that nobody calls.
 *
 * @returns `undefined` for a valid value, else every error with its JSON Pointer
 */
export function validator(schema: JsonSchema, { defaults = false }: ValidatorOptions = {}): Validate {
  const { quick, thorough } = defaults ? filling : plain
  let first: ValidateFunction | undefined
  let all: ValidateFunction | undefined
  return (value) => {
    first ??= quick.compile(schema)
    if (first(value)) return undefined
    all ??= thorough.compile(schema)
    all(value)
    return details(all.errors ?? first.errors ?? [])
  }
}

function details(errors: readonly ErrorObject[]): readonly ProblemDetail[] {
  // A failed alternative reports itself and each of its branches; the branches say more.
  const useful = errors.filter(({ keyword }) => keyword !== 'if')
  return useful.slice(0, maxErrors).map(detail)
}

const codes: Readonly<Record<string, string>> = {
  required: 'required',
  additionalProperties: 'unknown_field',
  unevaluatedProperties: 'unknown_field',
  type: 'wrong_type',
  enum: 'not_allowed',
  const: 'not_allowed',
  minLength: 'too_short',
  maxLength: 'too_long',
  minimum: 'too_small',
  exclusiveMinimum: 'too_small',
  'x-minimum': 'too_small',
  maximum: 'too_large',
  exclusiveMaximum: 'too_large',
  'x-maximum': 'too_large',
  minItems: 'too_few',
  maxItems: 'too_many',
  minProperties: 'too_few',
  maxProperties: 'too_many',
  uniqueItems: 'not_unique',
  pattern: 'wrong_format',
  format: 'wrong_format',
}

function detail({ keyword, instancePath, params, message, schema }: ErrorObject): ProblemDetail {
  const code = codes[keyword] ?? 'invalid'
  if (keyword === 'required') {
    return {
      pointer: `${instancePath}/${escapePointer(params.missingProperty)}`,
      code,
      message: 'is required.',
    }
  }
  if (code === 'unknown_field') {
    const name = params.additionalProperty ?? params.unevaluatedProperty
    return { pointer: `${instancePath}/${escapePointer(name)}`, code, message: 'is not a known field.' }
  }
  return { pointer: instancePath, code, message: `${sentence(keyword, message, params, schema)}.` }
}

function sentence(
  keyword: string,
  message: string | undefined,
  params: Record<string, unknown>,
  schema: unknown,
): string {
  if (keyword === 'enum' && Array.isArray(params.allowedValues)) {
    return `must be one of ${params.allowedValues.map(String).join(', ')}`
  }
  if (keyword === 'pattern') return 'has the wrong format'
  if (keyword === 'x-minimum') return `must be >= ${schema ?? params.limit ?? ''}`.trimEnd()
  if (keyword === 'x-maximum') return `must be <= ${schema ?? params.limit ?? ''}`.trimEnd()
  return message ?? 'is not valid'
}

/** RFC 6901 §3. */
function escapePointer(name: unknown): string {
  return String(name).replaceAll('~', '~0').replaceAll('/', '~1')
}
