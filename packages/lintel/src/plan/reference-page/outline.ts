/** The operations of a document by tag, with every reference followed: what the page shows, in its order. */
import type { Json } from '../../spec/model.ts'
import { isList, isObject, type JsonObject, objectOr, textOr } from '../contract/json.ts'
import { followed } from '../openapi/followed.ts'
import { methods, type OpenApiDocument } from '../openapi/open-api.ts'

export interface ShownOperation {
  readonly document: OpenApiDocument
  /** Unique on the page. */
  readonly id: string
  readonly method: string
  readonly path: string
  readonly summary: string
  readonly operation: JsonObject
  readonly parameters: readonly JsonObject[]
  readonly requestBody: JsonObject | undefined
  readonly responses: readonly (readonly [status: string, response: JsonObject])[]
}

export interface ShownTag {
  readonly name: string
  readonly description: Json | undefined
  readonly operations: readonly ShownOperation[]
}

export function outlineOf(document: OpenApiDocument): readonly ShownTag[] {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => (isObject(item[method]) ? [shown(document, path, method)] : [])),
  )
  const tagOf = ({ operation }: ShownOperation) =>
    isList(operation.tags) ? textOr(operation.tags[0], '') : ''
  const described = new Map(document.tags.map((tag) => [textOr(tag.name, ''), tag.description]))
  const names = [...new Set([...described.keys(), ...operations.map(tagOf)])]
  return names.flatMap((name) => {
    const own = operations.filter((operation) => tagOf(operation) === name)
    return own.length > 0
      ? [{ name: name || 'Other', description: described.get(name), operations: own }]
      : []
  })
}

function shown(document: OpenApiDocument, path: string, method: string): ShownOperation {
  const item = objectOr(document.paths[path])
  const operation = objectOr(item[method])
  const all = [item.parameters, operation.parameters].flatMap((list) => (isList(list) ? list : []))
  const body = operation.requestBody === undefined ? undefined : follow(document, operation.requestBody)
  return {
    document,
    id: textOr(operation.operationId, `${method} ${path}`),
    method: method.toUpperCase(),
    path,
    summary: textOr(operation.summary, `${method.toUpperCase()} ${path}`),
    operation,
    parameters: all.map((parameter) => follow(document, parameter)),
    requestBody: body,
    responses: Object.entries(objectOr(operation.responses)).map(([status, response]) => [
      status,
      follow(document, response),
    ]),
  }
}

/** What the value refers to, as an object. */
export function follow(document: OpenApiDocument, value: Json | undefined): JsonObject {
  return objectOr(followed(document as JsonObject, value ?? {}))
}
