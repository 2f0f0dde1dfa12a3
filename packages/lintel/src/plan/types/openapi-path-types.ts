/** The types of paths and their operations, in the shape that openapi-typescript 7 gives them. */
import { isObject, type JsonObject, member, objectOr } from '../contract/json.ts'
import { absent, operationDoc, operationType, parametersType } from './openapi-operation-types.ts'
import type { OpenApiSource } from './openapi-source.ts'
import { emptyRecord, name, type ObjectMember, objectType, type TypeNode } from './type-node.ts'
import { propertyKey, quoted } from './typescript-text.ts'

/** Path items by their path, or by their name. */
export type PathItems = readonly (readonly [string, unknown])[]

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const

export function pathsType(source: OpenApiSource, items: PathItems): TypeNode {
  const members = items.map(([path, item]) => ({ key: propertyKey(path), type: pathItemType(source, item) }))
  return members.length === 0 ? emptyRecord : objectType(members)
}

export function pathItemType(source: OpenApiSource, written: unknown): TypeNode {
  const item = pathItem(source, written)
  const shared = Array.isArray(item.parameters) ? item.parameters : []
  return objectType([
    { key: 'parameters', type: parametersType(source, shared) },
    ...methods.map((method): ObjectMember => {
      const operation = member(item, method)
      if (!isObject(operation)) return absent(method)
      const id = operation.operationId
      const named = typeof id === 'string' ? name(`operations[${quoted(id)}]`) : undefined
      const type = named ?? operationType(source, operation, shared)
      return { key: method, type, ...operationDoc(operation) }
    }),
  ])
}

/** The operations that have an `operationId`, by it. */
export function operationsType(source: OpenApiSource, items: PathItems): TypeNode {
  const members = items.flatMap(([, written]) => {
    const item = pathItem(source, written)
    return methods.flatMap((method): ObjectMember[] => {
      const operation = member(item, method)
      if (!isObject(operation) || typeof operation.operationId !== 'string') return []
      const type = operationType(source, operation, item.parameters)
      return [{ key: propertyKey(operation.operationId), type, ...operationDoc(operation) }]
    })
  })
  return members.length === 0 ? emptyRecord : objectType(members)
}

/** What stands beside a path item's `$ref` comes before what the `$ref` leads to. */
function pathItem(source: OpenApiSource, written: unknown): JsonObject {
  return { ...source.follow(written), ...objectOr(written) }
}
