/** A value that a JSON Schema allows, the same each time, and as life-like as names and formats let it be. */
import type { Json } from '../../../spec/model.ts'
import { isList, isObject, type JsonObject, type JsonSchema, objectOr } from '../../contract/json.ts'
import { numberExample } from './number-example.ts'
import { textExample } from './text-example.ts'

export interface ExampleContext {
  /** What the value is called: `email`, `unitPrice`. */
  readonly name: string
  /** What it is part of: `user`. */
  readonly of: string
  /** What a `$ref` leads to. */
  readonly resolve: (reference: string) => JsonSchema | undefined
}

/** `undefined` when none was found: then no example is better than a wrong one. */
export function schemaExample(schema: JsonSchema, context: ExampleContext): Json | undefined {
  if (typeof schema === 'boolean') return schema ? {} : undefined
  if (typeof schema.$ref === 'string') {
    const target = context.resolve(schema.$ref)
    return target === undefined ? undefined : schemaExample(target, context)
  }
  const given = givenExample(schema)
  if (given !== undefined) return given
  if (isList(schema.allOf)) return schemaExample(merged(schema, schema.allOf), context)
  for (const choices of [schema.oneOf, schema.anyOf]) {
    if (isList(choices)) return firstExample(schema, choices, context)
  }
  return typedExample(schema, context)
}

/** What the schema itself names as a value. */
function givenExample(schema: JsonObject): Json | undefined {
  if (schema.const !== undefined) return schema.const
  if (schema.default !== undefined && schema.default !== null) return schema.default
  if (isList(schema.examples) && schema.examples.length > 0) return schema.examples[0]
  if (schema.example !== undefined) return schema.example
  return isList(schema.enum) ? schema.enum[0] : undefined
}

function firstExample(
  { oneOf: _oneOf, anyOf: _anyOf, ...rest }: JsonObject,
  choices: readonly Json[],
  context: ExampleContext,
): Json | undefined {
  for (const choice of choices) {
    const example = isObject(choice) ? schemaExample({ ...rest, ...choice }, context) : undefined
    if (example !== undefined && example !== null) return example
  }
  return undefined
}

function merged({ allOf: _allOf, ...rest }: JsonObject, parts: readonly Json[]): JsonObject {
  const all = [rest, ...parts.map(objectOr)]
  const properties = Object.assign({}, ...all.map((part) => objectOr(part.properties)))
  const required = all.flatMap((part) => (isList(part.required) ? part.required : []))
  return {
    ...Object.assign({}, ...all),
    ...(Object.keys(properties).length > 0 ? { properties, required } : {}),
  }
}

function typedExample(schema: JsonObject, context: ExampleContext): Json | undefined {
  switch (typeOf(schema)) {
    case 'string':
      return textExample(schema, context)
    case 'integer':
    case 'number':
      return numberExample(schema, context.name)
    case 'boolean':
      return !/deleted|archived|disabled|blocked|hidden/i.test(context.name)
    case 'array':
      return listExample(schema, context)
    case 'null':
      return null
    default:
      return objectExample(schema, context)
  }
}

function typeOf({ type, ...schema }: JsonObject): Json | undefined {
  const types = isList(type) ? type : [type]
  const named = types.find((each) => each !== 'null') ?? types[0]
  if (named !== undefined) return named
  if (schema.items !== undefined || schema.prefixItems !== undefined) return 'array'
  if (schema.pattern !== undefined || schema.format !== undefined || schema.minLength !== undefined)
    return 'string'
  return schema.minimum !== undefined || schema.maximum !== undefined ? 'number' : 'object'
}

function objectExample(schema: JsonObject, context: ExampleContext): Json | undefined {
  const required = isList(schema.required) ? schema.required : []
  const object: { [key: string]: Json } = {}
  for (const [name, property] of Object.entries(objectOr(schema.properties))) {
    const needed = required.includes(name)
    // An included relation is there only when it was asked for, and may lead round in a circle.
    if (!needed && leadsElsewhere(property)) continue
    const inside = { ...context, name, of: context.name }
    const example = isObject(property) ? schemaExample(property, inside) : undefined
    if (example !== undefined) object[name] = example
  }
  return required.every((name) => Object.hasOwn(object, String(name))) ? object : undefined
}

function leadsElsewhere(property: Json): boolean {
  if (!isObject(property)) return false
  return property.$ref !== undefined || (isObject(property.items) && property.items.$ref !== undefined)
}

function listExample(schema: JsonObject, context: ExampleContext): Json | undefined {
  const prefix = isList(schema.prefixItems) ? schema.prefixItems : []
  const least = Math.max(typeof schema.minItems === 'number' ? schema.minItems : 0, prefix.length)
  const length = schema.maxItems === 0 || schema.items === false ? least : Math.max(least, 1)
  const list: Json[] = []
  for (let index = 0; index < length; index++) {
    const item = prefix[index] ?? schema.items ?? {}
    const name = `${context.name.replace(/s$/, '')}${index === 0 ? '' : index + 1}`
    const example = isObject(item) ? schemaExample(item, { ...context, name }) : undefined
    if (example === undefined) return undefined
    list.push(example)
  }
  const distinct = new Set(list.map((item) => JSON.stringify(item))).size === list.length
  return schema.uniqueItems === true && !distinct ? undefined : list
}
