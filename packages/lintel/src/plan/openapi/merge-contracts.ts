/** Adds the operations of contracts to the document, under names that nothing of it has yet. */
import { isList, isObject, type JsonObject, objectOr, textOr } from '../contract/json.ts'
import { contractParts, type MergedContract } from './contract-parts.ts'
import { methods, type OpenApiDocument } from './open-api.ts'
import { pathKey, renameParameters } from './routes.ts'
import { pascalCase } from './wording.ts'

export function mergeContracts(own: OpenApiDocument, contracts: readonly MergedContract[]): OpenApiDocument {
  return contracts.reduce(mergeContract, own)
}

function mergeContract(into: OpenApiDocument, contract: MergedContract): OpenApiDocument {
  const title = contract.name ?? textOr(objectOr(contract.document.info).title, 'contract')
  const parts = contractParts(into, contract, pascalCase(title) || 'Contract')
  return {
    ...into,
    tags: [...into.tags, ...newTags(into, contract.document)],
    paths: mergePaths(into.paths, parts.paths, title),
    components: mergeComponents(into.components, parts.components),
  }
}

function newTags(into: OpenApiDocument, document: JsonObject): readonly JsonObject[] {
  const tags = isList(document.tags) ? document.tags.filter(isObject) : []
  return tags.filter((tag) => !into.tags.some(({ name }) => name === tag.name))
}

function mergeComponents(
  one: OpenApiDocument['components'],
  other: JsonObject,
): OpenApiDocument['components'] {
  const kinds = Object.keys({ ...one, ...other }) as (keyof OpenApiDocument['components'])[]
  return Object.fromEntries(kinds.map((kind) => [kind, { ...one[kind], ...objectOr(other[kind]) }]))
}

type Paths = OpenApiDocument['paths']

function mergePaths(own: Paths, theirs: Paths, title: string): Paths {
  const paths: { [path: string]: JsonObject } = { ...own }
  for (const [path, item] of Object.entries(theirs)) {
    const taken = Object.keys(paths).find((each) => pathKey(each) === pathKey(path)) ?? path
    const before = paths[taken] ?? {}
    const clash = methods.find((method) => item[method] !== undefined && before[method] !== undefined)
    if (clash) throw new Error(clashMessage(clash, path, title))
    paths[taken] = { ...renamed(item, path, taken), ...before }
  }
  return paths
}

function renamed(item: JsonObject, from: string, to: string): JsonObject {
  const entries = Object.entries(item).map(([key, value]) => [
    key,
    isObject(value) && methods.includes(key as 'get') ? renameParameters(value, from, to) : value,
  ])
  return Object.fromEntries(entries)
}

function clashMessage(method: string, path: string, title: string): string {
  return (
    `The contract "${title}" answers ${method.toUpperCase()} ${path}, and so does another part of the application. ` +
    'Give one of them another path: a prefix of the application, or a server with a path in the contract.'
  )
}
