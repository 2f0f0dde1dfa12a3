/** The types of a document's components, in the shape that openapi-typescript 7 gives them. */
import { isSchema, type JsonObject, member, objectOr } from '../contract/json.ts'
import { schemaDoc } from './object-type.ts'
import { holderDoc, requestBodyType, responseType } from './openapi-operation-types.ts'
import { pathItemType } from './openapi-path-types.ts'
import type { OpenApiSource } from './openapi-source.ts'
import { neverType, type ObjectMember, objectType, type TypeNode } from './type-node.ts'
import { propertyKey } from './typescript-text.ts'

export function componentsType(source: OpenApiSource, components: JsonObject): TypeNode {
  const held = (value: JsonObject) => ({ type: source.typeOf(value), ...holderDoc(value) })
  return objectType([
    schemasSection(source, components),
    section(source, components, ['responses', (value) => ({ type: responseType(source, value) })]),
    section(source, components, ['parameters', held]),
    section(source, components, ['requestBodies', (value) => ({ type: requestBodyType(source, value) })]),
    section(source, components, ['headers', held]),
    section(source, components, ['pathItems', (value) => ({ type: pathItemType(source, value) })]),
  ])
}

type Section = readonly [key: string, memberOf: (value: JsonObject) => Omit<ObjectMember, 'key'>]

function section(source: OpenApiSource, components: JsonObject, [key, memberOf]: Section): ObjectMember {
  const members = Object.entries(objectOr(components[key])).map(([name, written]): ObjectMember => {
    const named = source.nameOf(written)
    return { key: propertyKey(name), ...(named ? { type: named } : memberOf(objectOr(written))) }
  })
  return { key, type: members.length === 0 ? neverType : objectType(members) }
}

/** A schema may be a boolean, which the other components cannot be. */
function schemasSection(source: OpenApiSource, components: JsonObject): ObjectMember {
  const members = Object.entries(objectOr(member(components, 'schemas'))).map(
    ([key, value]): ObjectMember => {
      const schema = isSchema(value) ? value : true
      const type = source.aliasOf(key) ?? source.typeOfSchema(schema)
      return { key: propertyKey(key), type, ...schemaDoc(schema) }
    },
  )
  return { key: 'schemas', type: members.length === 0 ? neverType : objectType(members) }
}
