/** A method and a path with names in it: `POST /orders/{order}/cancel`. */
import type { HttpMethod } from './model.ts'

export type Route = `${HttpMethod} /${string}`

/** The names in a route, as types. */
export type PathNames<P extends string> = P extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathNames<Rest>
  : never

export interface RouteParts {
  readonly method: HttpMethod
  readonly path: string
  /** In their order. */
  readonly names: readonly string[]
}

export function routeParts(route: Route): RouteParts {
  const [method, path] = route.split(' ', 2) as [HttpMethod, string]
  return { method, path, names: [...path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '') }
}
