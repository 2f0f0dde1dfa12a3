/** What kind of value a schema describes, in a few words, and the rules that the value keeps. */
import type { Json } from '../../spec/model.ts'
import { isList, isObject, type JsonObject } from '../contract/json.ts'
import { valueSchema } from '../schemas/value-schema.ts'
import { anchor, type Content, html, joined } from './html.ts'

/** `list of Order`, `text (email) or null`. */
export function schemaType(schema: Json | undefined): Content {
  if (!isObject(schema)) return schema === false ? 'nothing' : 'anything'
  if (typeof schema.$ref === 'string') return referenceLink(schema.$ref)
  if (schema.const !== undefined) return constant(schema.const)
  if (isList(schema.enum)) return joined(schema.enum.map(constant), ' or ')
  for (const [choices, word] of [
    [schema.oneOf, ' or '],
    [schema.anyOf, ' or '],
    [schema.allOf, ' and '],
  ] as const) {
    if (isList(choices) && choices.length > 0) return joined(choices.map(schemaType), word)
  }
  const types = isList(schema.type) ? schema.type : [schema.type]
  return joined(
    types.map((type) => typeWord(String(type ?? ''), schema)),
    ' or ',
  )
}

function typeWord(type: string, schema: JsonObject): Content {
  if (type === 'array') return schema.items === undefined ? 'list' : ['list of ', schemaType(schema.items)]
  if (type === 'null') return 'null'
  if (typeof schema.format === 'string') return `${type} (${schema.format})`
  return type || (isObject(schema.properties) ? 'object' : 'anything')
}

function referenceLink(reference: string): Content {
  const name = /^#\/components\/schemas\/([^/]+)$/.exec(reference)?.[1]
  return name === undefined ? reference : html`<a href="#${anchor('schema', name)}">${name}</a>`
}

function constant(value: Json): Content {
  return html`<code>${typeof value === 'string' ? value : JSON.stringify(value)}</code>`
}

/** That every text keeps this rule needs no telling; a format says it better, and a long pattern says nothing. */
function isTelling({ format }: JsonObject, pattern: string): boolean {
  return format === undefined && pattern !== valueSchema({ kind: 'text' }).pattern && pattern.length <= 40
}

export function schemaRules(schema: Json | undefined): readonly Content[] {
  if (!isObject(schema)) return []
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, pattern } = schema
  return [
    ...range(minimum ?? schema['x-minimum'], maximum ?? schema['x-maximum'], ''),
    ...(exclusiveMinimum === undefined ? [] : [`more than ${text(exclusiveMinimum)}`]),
    ...(exclusiveMaximum === undefined ? [] : [`less than ${text(exclusiveMaximum)}`]),
    ...range(schema.minLength, schema.maxLength, ' characters'),
    ...range(schema.minItems, schema.maxItems, ' items'),
    ...(schema.uniqueItems === true ? ['each once'] : []),
    ...(typeof pattern === 'string' && isTelling(schema, pattern) ? [html`<code>${pattern}</code>`] : []),
    ...(schema.default === undefined ? [] : [html`default ${constant(schema.default)}`]),
    ...(schema.readOnly === true ? ['set by the server'] : []),
    ...(schema['x-personal-data'] === true ? ['personal data'] : []),
  ]
}

function range(least: Json | undefined, most: Json | undefined, unit: string): string[] {
  if (least !== undefined && least === most) return [`${text(least)}${unit}`]
  if (least === 1 && most === undefined && unit !== '') return ['not empty']
  // What 32 bits hold is said by "integer" already.
  const [from, to] = [least, most].map((bound) => (isExtreme(bound) ? undefined : bound))
  if (from !== undefined && to !== undefined) return [`${text(from)}–${text(to)}${unit}`]
  if (from !== undefined) return [`at least ${text(from)}${unit}`]
  return to === undefined ? [] : [`at most ${text(to)}${unit}`]
}

function isExtreme(bound: Json | undefined): boolean {
  return typeof bound === 'number' && Math.abs(bound) >= 2 ** 31 - 1
}

function text(value: Json): string {
  return typeof value === 'number' ? value.toLocaleString('en') : JSON.stringify(value)
}
