/** Finds the endpoint of a method and a path. */
import FindMyWay, { type Instance } from 'find-my-way'
import type { Endpoint } from './endpoint.ts'
import { requestProblem } from './request-problems.ts'

export interface Found {
  readonly endpoint: Endpoint
  readonly params: Readonly<Record<string, string | undefined>>
}

/** What OPTIONS is answered with. */
export interface Allowed {
  readonly allow: string
  readonly route: string
}

/** An endpoint, and the names of its path's parameters in order. */
interface Entry {
  readonly endpoint: Endpoint
  readonly names: readonly string[]
}

type Methods = Map<string, Entry>

export class Router {
  // One tree for all methods: what a path allows is then one look.
  readonly #tree: Instance<never>
  readonly #paths = new Map<string, Methods>()

  constructor(endpoints: readonly Endpoint[]) {
    this.#tree = FindMyWay({
      ignoreTrailingSlash: false,
      caseSensitive: true,
      maxParamLength: 500,
    }) as Instance<never>
    for (const endpoint of endpoints) this.#add(endpoint)
  }

  /** @throws Problem `route_not_found`, or `method_not_allowed` with `Allow` */
  find(method: string, path: string): Found | Allowed {
    const found = this.#tree.find('GET', path)
    if (!found) throw requestProblem('route_not_found')
    const methods = found.store as Methods
    const entry = methods.get(method) ?? (method === 'HEAD' ? methods.get('GET') : undefined)
    if (entry) return { endpoint: entry.endpoint, params: namedParams(entry.names, found.params) }
    const allow = allowed(methods)
    if (method === 'OPTIONS') return { allow, route: [...methods.values()][0]?.endpoint.path ?? path }
    throw requestProblem('method_not_allowed', { headers: { allow } })
  }

  /** Methods of a path, for CORS preflight. */
  methodsOf(path: string): string | undefined {
    const found = this.#tree.find('GET', path)
    return found ? allowed(found.store as Methods) : undefined
  }

  #add(endpoint: Endpoint): void {
    const key = endpoint.path.replaceAll(/\{[^}]*\}/g, '{}')
    const known = this.#paths.get(key)
    const names = [...endpoint.path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '')
    if (known) {
      known.set(endpoint.method, { endpoint, names })
      return
    }
    const methods: Methods = new Map([[endpoint.method, { endpoint, names }]])
    this.#paths.set(key, methods)
    this.#tree.on('GET', treePath(endpoint.path), () => undefined, methods)
  }
}

// Methods of one path may name their parameters differently, so the tree knows them by position.
function treePath(path: string): string {
  let position = 0
  // "::" is a colon that begins no parameter.
  return path.replaceAll(':', '::').replaceAll(/\{[^}]*\}/g, () => `:p${position++}`)
}

const noParams = {}

function namedParams(
  names: readonly string[],
  found: Record<string, string | undefined>,
): Record<string, string | undefined> {
  if (names.length === 0) return noParams
  const params: Record<string, string | undefined> = {}
  for (let index = 0; index < names.length; index++) params[names[index] as string] = found[`p${index}`]
  return params
}

function allowed(methods: Methods): string {
  const names = [...methods.keys()]
  return [...names, ...(names.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
}
