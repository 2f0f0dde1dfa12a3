/** The operations of a document under their paths. */
import type { JsonObject } from '../contract/json.ts'
import { methods } from './open-api.ts'

export interface Route {
  /** As `openapi` writes it: in small letters. */
  readonly method: (typeof methods)[number]
  readonly path: string
  readonly operation: JsonObject
}

/** `/orders/{id}` and `/orders/{order}` are one path. */
export function pathKey(path: string): string {
  return path.replaceAll(/\{[^}]*\}/g, '{}')
}

export function parameterNames(path: string): readonly string[] {
  return [...path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '')
}

/** Paths that differ in the names of their parameters alone are one path, under the names that came first. */
export function pathsOf(routes: readonly Route[]): { [path: string]: JsonObject } {
  const paths = new Map<string, { path: string; item: { [method: string]: JsonObject } }>()
  for (const { method, path, operation } of routes) {
    const place = paths.get(pathKey(path)) ?? { path, item: {} }
    paths.set(pathKey(path), place)
    place.item[method] = renameParameters(operation, path, place.path)
  }
  return Object.fromEntries([...paths.values()].map(({ path, item }) => [path, inOrder(item)]))
}

/** The operation with its path parameters called as in the path `to`. */
export function renameParameters(operation: JsonObject, from: string, to: string): JsonObject {
  if (from === to || !Array.isArray(operation.parameters)) return operation
  const names = parameterNames(to)
  const renamed = new Map(parameterNames(from).map((name, index) => [name, names[index] ?? name]))
  const parameters = operation.parameters.map((parameter: JsonObject) =>
    parameter.in === 'path' ? { ...parameter, name: renamed.get(String(parameter.name)) ?? '' } : parameter,
  )
  return { ...operation, parameters }
}

function inOrder(item: { readonly [method: string]: JsonObject }): JsonObject {
  const known = methods.flatMap((method) => (item[method] ? [[method, item[method]] as const] : []))
  return Object.fromEntries(known)
}
