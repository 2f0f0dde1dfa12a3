/** What a schema says of a form: which fields are lists, which are files, and what value a text stands for. */
import type { Json } from '../../spec/model.ts'
import { type SchemaSource, schemaResolver } from './bundled-schema.ts'
import type { ContractEncoding, ContractMediaType } from './contract-model.ts'
import { isList, type JsonObject, type JsonSchema } from './json.ts'
import { readJsonText } from './json-text.ts'
import { readPrimitive } from './parameter-text.ts'
import { certainSchemas, formOf } from './value-form.ts'

export interface FormField {
  /** Of one value: of the items where the field is a list. */
  readonly schema: JsonSchema
  readonly isList: boolean
  readonly isFile: boolean
  readonly encoding: ContractEncoding
  /** The value that a text stands for; the text itself where it stands for none, for a validator to say so. */
  read(text: string): Json
}

export interface FormDescription {
  readonly required: readonly string[]
  /** @returns `undefined` for a name that the schema does not let in */
  field(name: string): FormField | undefined
}

export function describeForm(contract: SchemaSource, media: ContractMediaType): FormDescription {
  const { schema = true, encoding = {} } = media
  const resolve = schemaResolver(contract)
  const { properties, additionalProperties = true } = formOf(resolve, schema)
  const certain = certainSchemas(resolve, schema)
  const describe = (own: JsonSchema, name: string) => {
    return describeField(resolve, own, (Object.hasOwn(encoding, name) && encoding[name]) || {})
  }
  const fields = new Map([...properties].map(([name, own]) => [name, describe(own, name)]))
  const other = additionalProperties === false ? undefined : describe(additionalProperties, '')
  return {
    required: certain.flatMap(({ required }) => (isList(required) ? required.map(String) : [])),
    field: (name) => fields.get(name) ?? other,
  }
}

function describeField(
  resolve: (reference: string) => JsonSchema,
  whole: JsonSchema,
  encoding: ContractEncoding,
): FormField {
  const form = formOf(resolve, whole)
  const isListed = form.types.has('array')
  const schema = isListed ? form.items : whole
  const { types } = isListed ? formOf(resolve, schema) : form
  const isStructure = types.has('object') || types.has('array')
  return {
    schema,
    isList: isListed,
    isFile: isBinary(certainSchemas(resolve, schema)) || isFileType(encoding.contentType, types),
    encoding,
    read: (text) => {
      const value = isStructure ? readJsonText(text) : readPrimitive(text, types)
      return value === undefined ? text : value
    },
  }
}

/** OpenAPI 3.0 says it with a format, 3.1 with a media type that has no encoding. */
function isBinary(schemas: readonly JsonObject[]): boolean {
  return schemas.some(({ format, contentMediaType, contentEncoding }) => {
    return format === 'binary' || (contentMediaType !== undefined && contentEncoding === undefined)
  })
}

/** OpenAPI 3.1 §4.8.14.3: a part without a schema of its own is what its media type says. */
function isFileType(contentType: string | undefined, types: ReadonlySet<string>): boolean {
  return (
    types.size === 0 && contentType !== undefined && !/^(?:text\/plain|application\/json)\b/.test(contentType)
  )
}
