/** Every example of a document, held against the schema beside it by a validator that knows nothing of how it was made. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { Json } from '../../spec/model.ts'
import { isList, isObject, type JsonObject, member } from '../contract/json.ts'
import { pointerTo } from '../contract/json-pointer.ts'
import type { OpenApiDocument } from './open-api.ts'

interface Example {
  /** Of the schema. */
  readonly pointer: string
  readonly value: Json
}

/** A validator with the two keywords and the format of ours. */
export function newValidator(): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  formats.default(ajv)
  ajv.addFormat('decimal', true)
  ajv.addFormat('int64', true)
  ajv.addKeyword({ keyword: 'x-minimum', validate: (least: number, value: string) => Number(value) >= least })
  ajv.addKeyword({ keyword: 'x-maximum', validate: (most: number, value: string) => Number(value) <= most })
  return ajv
}

/** What is wrong with the examples of a document, and how many there are. */
export function checkExamples(document: OpenApiDocument): {
  readonly count: number
  readonly faults: string[]
} {
  const ajv = newValidator()
  ajv.addSchema(document, 'document')
  const examples = examplesIn(document, '')
  const faults = examples.flatMap(({ pointer, value }) => {
    const validate = ajv.compile({ $ref: `document#${pointer.split('/').map(encodeURIComponent).join('/')}` })
    return validate(value) ? [] : [`${pointer} ${JSON.stringify(value)}: ${ajv.errorsText(validate.errors)}`]
  })
  return { count: examples.length, faults }
}

/** Media types and parameters without an example of what they hold. */
export function withoutExample(value: Json, pointer = ''): string[] {
  if (isList(value)) return value.flatMap((item, index) => withoutExample(item, pointerTo(pointer, index)))
  if (!isObject(value)) return []
  const here = isMediaType(value, pointer) && value.example === undefined && value.examples === undefined
  return [
    ...(here ? [pointer] : []),
    ...Object.entries(value).flatMap(([key, inside]) => withoutExample(inside, pointerTo(pointer, key))),
  ]
}

function examplesIn(value: Json, pointer: string): Example[] {
  if (isList(value)) return value.flatMap((item, index) => examplesIn(item, pointerTo(pointer, index)))
  if (!isObject(value)) return []
  return [
    ...(value.schema === undefined
      ? []
      : givenIn(value).map((each) => ({ pointer: `${pointer}/schema`, value: each }))),
    ...Object.entries(value).flatMap(([key, inside]) => examplesIn(inside, pointerTo(pointer, key))),
  ]
}

function givenIn({ example, examples }: JsonObject): Json[] {
  const named = isObject(examples)
    ? Object.values(examples).flatMap((each) => member(each, 'value') ?? [])
    : []
  return [...(example === undefined ? [] : [example]), ...named]
}

function isMediaType(value: JsonObject, pointer: string): boolean {
  return value.schema !== undefined && /\/content\/[^/]+$/.test(pointer)
}
