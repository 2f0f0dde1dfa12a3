/** The small pieces of TypeScript source: literals, keys, comments. */
import type { Json } from '../../spec/model.ts'
import { isList, isObject } from '../contract/json.ts'
import { emptyRecord, name, objectType, type TypeNode } from './type-node.ts'

/** In single quotes, or in double ones where that saves escapes. */
export function quoted(text: string): string {
  const json = JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
  const doubles = text.split('"').length
  const singles = text.split("'").length
  if (singles > doubles) return json
  return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

/** The key of a property: quoted only where it has to be. */
export function propertyKey(text: string): string {
  const isPlain = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(text) || /^(?:0|[1-9]\d{0,8})$/.test(text)
  return isPlain ? text : quoted(text)
}

/** The type that has this one value. */
export function literalType(value: Json): TypeNode {
  if (isList(value)) {
    return { kind: 'tuple', items: value.map((item) => ({ type: literalType(item), isOptional: false })) }
  }
  if (isObject(value)) {
    const members = Object.entries(value).map(([key, item]) => ({
      key: propertyKey(key),
      type: literalType(item),
    }))
    return members.length > 0 ? objectType(members) : emptyRecord
  }
  return name(typeof value === 'string' ? quoted(value) : String(value).replace('e+', 'e'))
}

export interface Documented {
  readonly text?: string | undefined
  readonly format?: string | undefined
  readonly byDefault?: Json | undefined
  readonly deprecated?: boolean
}

/** The lines of a JSDoc comment; none when there is nothing to say. */
function docLines({ text, format, byDefault, deprecated }: Documented): readonly string[] {
  const lines = text?.trim() ? text.trim().split(/\r\n|[\n\r\u2028\u2029]/) : []
  return [
    ...lines.map((line) => line.trimEnd()),
    ...(format ? [`@format ${format}`] : []),
    ...(byDefault === undefined ? [] : [`@default ${JSON.stringify(byDefault)}`]),
    ...(deprecated ? ['@deprecated'] : []),
  ].map((line) => line.replaceAll('*/', '*\\/'))
}

/** `{ doc }` when there are lines: absent members stay absent. */
export function documented(about: Documented): { readonly doc?: readonly string[] } {
  const doc = docLines(about)
  return doc.length > 0 ? { doc } : {}
}

/** Summary and description of an operation; a summary with which the description begins is not said twice. */
export function summaryLines(
  summary: string | undefined,
  description: string | undefined,
): readonly string[] {
  const isRepeated = summary !== undefined && description?.startsWith(summary.replace(/\.$/, ''))
  return [...(summary && !isRepeated ? [summary] : []), ...(description ? [description] : [])]
}
