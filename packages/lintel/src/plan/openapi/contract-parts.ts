/** The paths and components of a contract, ready for another document: renamed where a name is taken. */
import type { Json } from '../../spec/model.ts'
import { isList, isObject, type JsonObject, objectOr, textOr } from '../contract/json.ts'
import { pointerOfReference, pointerTo, segmentsOf } from '../contract/json-pointer.ts'
import { followed } from './followed.ts'
import { methods, type OpenApiDocument } from './open-api.ts'
import { camelCase, claimName, pascalCase } from './wording.ts'

/** A `ContractModel` is one. */
export interface MergedContract {
  /** OpenAPI 3.1. */
  readonly document: JsonObject
  /** Path before its paths, such as `/api`; may be empty. */
  readonly basePath: string
  /** Goes before names that are taken (default: the document's title). */
  readonly name?: string
}

export interface ContractParts {
  readonly paths: { readonly [path: string]: JsonObject }
  readonly components: JsonObject
}

interface Names {
  readonly basePath: string
  /** New names by kind and name: `schemas/User`. */
  readonly components: ReadonlyMap<string, string>
  /** New `operationId`s. */
  readonly operationIds: ReadonlyMap<string, string>
}

export function contractParts(
  into: OpenApiDocument,
  contract: MergedContract,
  prefix: string,
): ContractParts {
  const { document, basePath } = contract
  const names = {
    basePath,
    components: newComponentNames(into, document, prefix),
    operationIds: newOperationIds(into, document, prefix),
  }
  const kinds = Object.entries(objectOr(document.components)).filter(([kind]) => !kind.startsWith('x-'))
  const components = kinds.map(([kind, named]) => [kind, renamedMembers(kind, objectOr(named), names)])
  const paths = Object.entries(objectOr(document.paths)).filter(([path]) => path.startsWith('/'))
  return {
    components: Object.fromEntries(components),
    paths: Object.fromEntries(
      paths.map(([path, item]) => [basePath + path, pathItem(document, item, names)]),
    ),
  }
}

function newComponentNames(into: OpenApiDocument, document: JsonObject, prefix: string): Map<string, string> {
  const names = new Map<string, string>()
  for (const [kind, named] of Object.entries(objectOr(document.components))) {
    const taken = new Set(Object.keys(into.components[kind as 'schemas'] ?? {}))
    for (const name of Object.keys(objectOr(named))) {
      // The same name is not the same thing, even with the same text: what it refers to may differ.
      names.set(`${kind}/${name}`, claimName(taken, taken.has(name) ? prefix + pascalCase(name) : name))
    }
  }
  return names
}

function newOperationIds(into: OpenApiDocument, document: JsonObject, prefix: string): Map<string, string> {
  const taken = new Set(operationIdsOf(into.paths))
  const entries = operationIdsOf(objectOr(document.paths)).map((id) => {
    return [id, claimName(taken, taken.has(id) ? camelCase(prefix) + pascalCase(id) : id)] as const
  })
  return new Map(entries)
}

function operationIdsOf(paths: JsonObject): string[] {
  return Object.values(paths).flatMap((item) =>
    methods.flatMap((method) => {
      const id = objectOr(objectOr(item)[method]).operationId
      return typeof id === 'string' ? [id] : []
    }),
  )
}

function renamedMembers(kind: string, members: JsonObject, names: Names): JsonObject {
  const entries = Object.entries(members).map(([name, value]) => [
    names.components.get(`${kind}/${name}`) ?? name,
    moved(value, names),
  ])
  return Object.fromEntries(entries)
}

/** Operations with all that they took from around them: parameters of the path, security of the document. */
function pathItem(document: JsonObject, item: Json, names: Names): JsonObject {
  const { parameters, ...rest } = objectOr(followed(document, item))
  const around = isList(parameters) ? parameters.map((each) => followed(document, each)) : []
  const entries = Object.entries(rest).map(([key, value]) => {
    const isOperation = methods.includes(key as 'get') && isObject(value)
    return [key, isOperation ? operationOf(document, value, around, names) : moved(value, names)]
  })
  return Object.fromEntries(entries)
}

function operationOf(
  document: JsonObject,
  operation: JsonObject,
  around: readonly Json[],
  names: Names,
): JsonObject {
  const own = isList(operation.parameters) ? operation.parameters.map((each) => followed(document, each)) : []
  const isOverridden = (outer: Json) => own.some((inner) => sameParameter(objectOr(inner), objectOr(outer)))
  const parameters = [...around.filter((outer) => !isOverridden(outer)), ...own]
  const security = operation.security ?? document.security ?? []
  const id = operation.operationId
  return objectOr({
    ...objectOr(moved({ ...operation, ...(parameters.length > 0 ? { parameters } : {}) }, names)),
    ...(typeof id === 'string' ? { operationId: names.operationIds.get(id) ?? id } : {}),
    security: (isList(security) ? security : []).map((each) => requirement(objectOr(each), names)),
  })
}

function sameParameter(one: JsonObject, other: JsonObject): boolean {
  return one.name === other.name && one.in === other.in
}

function requirement(requirement: JsonObject, names: Names): JsonObject {
  const entries = Object.entries(requirement).map(([name, scopes]) => [
    names.components.get(`securitySchemes/${name}`) ?? name,
    scopes,
  ])
  return Object.fromEntries(entries)
}

/** A copy in which every reference leads to the same thing as before. */
function moved(value: Json, names: Names): Json {
  if (isList(value)) return value.map((item) => moved(item, names))
  if (!isObject(value)) return value
  const entries = Object.entries(value).map(([key, inside]) => {
    if (key === '$ref' && typeof inside === 'string') return [key, movedReference(inside, names)]
    if (key === 'discriminator' && isObject(inside)) return [key, movedDiscriminator(inside, names)]
    return [key, moved(inside, names)]
  })
  return Object.fromEntries(entries)
}

function movedReference(reference: string, { basePath, components }: Names): string {
  const pointer = pointerOfReference(reference)
  if (pointer === undefined) return reference
  const [place, kind = '', name = '', ...rest] = segmentsOf(pointer)
  if (place === 'components')
    return `#${pointerTo('', place, kind, components.get(`${kind}/${name}`) ?? name, ...rest)}`
  if (place === 'paths')
    return `#${encodeURI(pointerTo('', place, basePath + kind, ...(name ? [name] : []), ...rest))}`
  return reference
}

function movedDiscriminator(discriminator: JsonObject, names: Names): JsonObject {
  const mapping = Object.entries(objectOr(discriminator.mapping)).map(([value, target]) => {
    const reference = textOr(target, '')
    return [
      value,
      movedReference(reference.startsWith('#') ? reference : `#/components/schemas/${reference}`, names),
    ]
  })
  return mapping.length > 0 ? { ...discriminator, mapping: Object.fromEntries(mapping) } : discriminator
}
