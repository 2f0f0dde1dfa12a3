/** Who answers which route, and where that was declared: for two that claim the same one. */
import { routeKey, standingPaths } from '../spec/check-model.ts'
import type { Location } from '../spec/location.ts'
import type { ApplicationModel, ResourceModel } from '../spec/model.ts'
import type { SpecificationProblem } from '../spec/specification-error.ts'

export interface Claim {
  readonly method: string
  /** With the prefix of the application. */
  readonly path: string
  /** `the resource orders` */
  readonly what: string
  /** Absent for what every application serves. */
  readonly at?: Location
}

export class RoutePlaces {
  readonly #claims = new Map<string, Claim>()

  constructor(claims: readonly Claim[]) {
    for (const claim of claims) this.#claims.set(routeKey(claim.method, claim.path), claim)
  }

  /** @returns the problem when somebody else has the route already */
  claim(claim: Claim & { readonly at: Location }): SpecificationProblem | undefined {
    const key = routeKey(claim.method, claim.path)
    const other = this.#claims.get(key)
    if (!other) this.#claims.set(key, claim)
    return other && conflict(claim, other)
  }
}

function conflict(
  { method, path, what, at }: Claim & { readonly at: Location },
  other: Claim,
): SpecificationProblem {
  const place = other.at ? `; the other is at ${other.at.file}:${other.at.line}` : ''
  return {
    at,
    message: `${what} answers ${method} ${path}, and so does ${other.what}.`,
    hint: `Give one of them another path: a prefix of the application, or a server with a path in the contract${place}.`,
  }
}

/** What the application answers without its contracts. */
export function modelRoutes({ prefix, resources, operations }: ApplicationModel): readonly Claim[] {
  const own = Object.values(operations).map(({ method, path, name, at }) => {
    return { method, path: prefix + path, what: `the operation ${name}`, at }
  })
  return [
    ...Object.values(resources).flatMap((resource) => resourceRoutes(prefix, resource)),
    ...own,
    ...standing,
  ]
}

function resourceRoutes(prefix: string, resource: ResourceModel): readonly Claim[] {
  const { path, at, name, read, create, update, delete: remove, bulk } = resource
  if (path === null) return []
  const row = `${path}/{id}`
  const routes: readonly (readonly [unknown, string, string])[] = [
    [read, 'GET', path],
    [read, 'GET', row],
    [create, 'POST', path],
    [create && bulk, 'POST', `${path}/bulk`],
    [update, 'PATCH', row],
    [update, 'PUT', row],
    [remove, 'DELETE', row],
  ]
  return routes.flatMap(([is, method, route]) => {
    return is ? [{ method, path: prefix + route, what: `the resource ${name}`, at }] : []
  })
}

const standing: readonly Claim[] = standingPaths.map((path) => {
  return { method: 'GET', path, what: 'every application' }
})
