/** Reads the value of a parameter out of its texts, by the form that its schema gives it. */
import type { Json } from '../../spec/model.ts'
import type { ResolveSchema } from './bundled-schema.ts'
import type { ContractParameter } from './contract-model.ts'
import type { JsonSchema } from './json.ts'
import { readJsonText } from './json-text.ts'
import type { ExpectedShape, ParameterTexts, TextMember } from './parameter-style.ts'
import { readPrimitive, typeMessage } from './parameter-text.ts'
import { formOf, type ValueForm } from './value-form.ts'

type ReadValue = { readonly value: Json } | { readonly code: string; readonly message: string }

export interface ValueReader {
  readonly expected: ExpectedShape
  read(texts: ParameterTexts): ReadValue
}

/** Looks at the schema once, so that a request only reads. */
export function valueReader(resolve: ResolveSchema, parameter: ContractParameter): ValueReader {
  const form = formOf(resolve, parameter.schema)
  const read = textsReader(resolve, form)
  const readWhole =
    parameter.mediaType !== undefined && /[/+]json$/.test(parameter.mediaType) ? readJson : read
  return { expected: expectedShape(form), read: readWhole }
}

function expectedShape({ types, properties, additionalProperties }: ValueForm): ExpectedShape {
  const isArray = types.has('array')
  const isObject = types.has('object')
  const isPrimitive =
    (!isArray && !isObject) || ['string', 'integer', 'number', 'boolean'].some((type) => types.has(type))
  const ownsMember = (name: string) => {
    return properties.has(name) || (additionalProperties !== undefined && additionalProperties !== false)
  }
  return { isArray, isObject, isPrimitive, ownsMember }
}

function readJson(texts: ParameterTexts): ReadValue {
  if (texts.shape !== 'value')
    return texts.shape === 'refused' ? texts : { code: 'malformed', message: 'must be JSON' }
  const value = readJsonText(texts.text)
  return value === undefined ? { code: 'malformed', message: 'must be JSON' } : { value }
}

function textsReader(resolve: ResolveSchema, form: ValueForm) {
  const readItems = itemsReader(resolve, form)
  const readMembers = membersReader(resolve, form)
  return (texts: ParameterTexts): ReadValue => {
    switch (texts.shape) {
      case 'refused':
        return texts
      case 'value':
        return readText(texts.text, form.types)
      case 'array':
        return readItems(texts.items)
      case 'object':
        return readMembers(texts.members)
    }
  }
}

function readText(text: string, types: ReadonlySet<string>): ReadValue {
  const value = readPrimitive(text, types)
  return value === undefined ? { code: 'invalid_type', message: typeMessage(types) } : { value }
}

function itemsReader(resolve: ResolveSchema, { items, prefixItems }: ValueForm) {
  const typesOf = (schema: JsonSchema) => formOf(resolve, schema).types
  const prefixTypes = prefixItems.map(typesOf)
  const itemTypes = typesOf(items)
  return (texts: readonly string[]): ReadValue => {
    const read = texts.map((text, index) => readText(text, prefixTypes[index] ?? itemTypes))
    const wrong = read.findIndex((item) => !('value' in item))
    const item = read[wrong]
    if (item && !('value' in item)) return { ...item, message: `item ${wrong + 1} ${item.message}` }
    return { value: read.flatMap((one) => ('value' in one ? [one.value] : [])) }
  }
}

function membersReader(resolve: ResolveSchema, { properties, additionalProperties }: ValueForm) {
  const forms = new Map([...properties].map(([name, schema]) => [name, formOf(resolve, schema)]))
  const otherForm = formOf(resolve, additionalProperties ?? true)
  return (members: readonly TextMember[]): ReadValue => {
    const names = [...new Set(members.map(([name]) => name))]
    const value: [string, Json][] = []
    for (const name of names) {
      const texts = members.filter(([other]) => other === name).map(([, text]) => text)
      const read = readMember(resolve, forms.get(name) ?? otherForm, texts)
      if (!('value' in read)) return { ...read, message: `${name} ${read.message}` }
      value.push([name, read.value])
    }
    return { value: Object.fromEntries(value) }
  }
}

function readMember(resolve: ResolveSchema, form: ValueForm, texts: readonly string[]): ReadValue {
  if (form.types.has('array')) return itemsReader(resolve, form)(texts)
  if (texts.length > 1) return { code: 'repeated', message: 'must be given once' }
  return readText(texts[0] ?? '', form.types)
}
