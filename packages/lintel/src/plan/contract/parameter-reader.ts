/** Reads one parameter of a request: finds its texts, makes them a value, fills in its default, checks its schema. */
import type { Ajv2020, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import type { Json } from '../../spec/model.ts'
import { snakeCase } from '../../spec/names.ts'
import type { ProblemDetail } from '../../spec/problem.ts'
import { type SchemaSource, schemaResolver } from './bundled-schema.ts'
import type { ContractParameter } from './contract-model.ts'
import { isStorable } from './json-text.ts'
import { type ExpectedShape, type ParameterTexts, textsOfQuery, textsOfText } from './parameter-style.ts'
import { valueReader } from './parameter-value.ts'
import type { QueryPair } from './query-pairs.ts'
import { compileSchema } from './schema-validator.ts'
import { defaultOf } from './value-form.ts'

/** The texts of a request in which parameters are looked up. */
export interface RequestTexts {
  readonly path: Readonly<Record<string, string | undefined>>
  readonly pairs: readonly QueryPair[]
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly cookies: Readonly<Record<string, string | undefined>>
}

/** Neither value nor error: the parameter is absent, and may be. */
export interface ReadParameter {
  readonly parameter: ContractParameter
  readonly value?: Json
  readonly error?: ProblemDetail
}

export interface ParameterToRead {
  readonly contract: SchemaSource
  readonly parameter: ContractParameter
  readonly ajv: Ajv2020
  /** Names in the query that belong to parameters: no object that stands beside them takes them in. */
  readonly queryNames: ReadonlySet<string>
}

export function parameterReader(input: ParameterToRead): (request: RequestTexts) => ReadParameter {
  const { contract, parameter, ajv, queryNames } = input
  const resolve = schemaResolver(contract)
  const { expected, read } = valueReader(resolve, parameter)
  const validate = compileSchema({ contract, schema: parameter.schema, ajv })
  const byDefault = defaultOf(resolve, parameter.schema)
  const shape = {
    ...expected,
    ownsMember: (name: string) => expected.ownsMember(name) && !queryNames.has(name),
  }
  return (request) => {
    const texts = textsOf(parameter, shape, request)
    if (!texts) return absent(parameter, byDefault)
    if (!textsIn(texts).every(isStorable)) return failed(parameter, unstorable)
    const result = read(texts)
    return 'value' in result ? checked(parameter, result.value, validate) : failed(parameter, result)
  }
}

const unstorable = { code: 'text_invalid', message: 'has the character U+0000' }

function textsIn(texts: ParameterTexts): readonly string[] {
  switch (texts.shape) {
    case 'value':
      return [texts.text]
    case 'array':
      return texts.items
    case 'object':
      return texts.members.flat()
    case 'refused':
      return []
  }
}

function absent(parameter: ContractParameter, byDefault: Json | undefined): ReadParameter {
  if (parameter.required) return failed(parameter, { code: 'required', message: 'is required' })
  return byDefault === undefined ? { parameter } : { parameter, value: structuredClone(byDefault) }
}

function checked(parameter: ContractParameter, value: Json, validate: ValidateFunction): ReadParameter {
  if (validate(value)) return { parameter, value }
  // Of the errors of an `anyOf`, the last is the one about the whole.
  const error = validate.errors?.at(-1)
  return failed(parameter, { code: snakeCase(error?.keyword ?? 'invalid'), message: messageOf(error) })
}

function failed(
  parameter: ContractParameter,
  { code, message }: { readonly code: string; readonly message: string },
): ReadParameter {
  return { parameter, error: { pointer: `${parameter.in}/${parameter.name}`, code, message } }
}

function messageOf(error: ErrorObject | undefined): string {
  const place = error?.instancePath.slice(1).replaceAll('/', '.')
  const allowed = Array.isArray(error?.params.allowedValues)
    ? `: ${error.params.allowedValues.join(', ')}`
    : ''
  return `${place ? `${place} ` : ''}${error?.message ?? 'is not valid'}${allowed}`
}

function textsOf(
  parameter: ContractParameter,
  shape: ExpectedShape,
  request: RequestTexts,
): ParameterTexts | undefined {
  try {
    if (parameter.in === 'query') return textsOfQuery(parameter, shape, request.pairs)
    const text = textIn(parameter, request)
    return text === undefined ? undefined : textsOfText(parameter, shape, text)
  } catch {
    return { shape: 'refused', code: 'malformed', message: 'must be percent-encoded UTF-8' }
  }
}

function textIn({ in: place, name }: ContractParameter, { path, headers, cookies }: RequestTexts) {
  if (place !== 'header') return ownText(place === 'path' ? path : cookies, name)
  const value = headers[name.toLowerCase()]
  // RFC 9110 §5.2: the lines of a header make one list.
  return typeof value === 'object' ? value.join(', ') : value?.trim()
}

function ownText(texts: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  return Object.hasOwn(texts, name) ? texts[name] : undefined
}
