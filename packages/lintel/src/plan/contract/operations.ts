/** Reads the operations of a document: one for each method of each path. */
import type { ContractMethod, ContractOperation } from './contract-model.ts'
import { isList, isObject, member, objectOr, textOr } from './json.ts'
import { pointerTo } from './json-pointer.ts'
import { readRequestBody, readResponses } from './operation-content.ts'
import { type OperationPlace, readParameters } from './operation-parameters.ts'
import { descriptionOf, type Found, find, type Reading } from './reading.ts'
import { readSecurity } from './security.ts'

const methods: readonly ContractMethod[] = [
  'GET',
  'PUT',
  'POST',
  'DELETE',
  'OPTIONS',
  'HEAD',
  'PATCH',
  'TRACE',
]

/** In the order of the document's paths; within a path, in the order of its members. */
export function readOperations(reading: Reading): readonly ContractOperation[] {
  const paths = Object.keys(objectOr(member(reading.document, 'paths'))).filter((path) =>
    path.startsWith('/'),
  )
  return paths.flatMap((path) =>
    pathItems(reading, path).flatMap((item) => operationsOf(reading, path, item)),
  )
}

/** What stands beside a path item's `$ref` comes first, then what the `$ref` leads to. */
function pathItems(reading: Reading, path: string): readonly Found[] {
  const pointer = pointerTo('/paths', path)
  const own = { value: objectOr(reading.parts.get(pointer)?.value), pointer }
  const target = find(reading, pointer)
  return target && target.pointer !== pointer ? [own, target] : [own]
}

function operationsOf(reading: Reading, path: string, item: Found): readonly ContractOperation[] {
  return Object.keys(item.value).flatMap((key) => {
    const method = methods.find((known) => known.toLowerCase() === key)
    const value = member(item.value, key)
    if (!method || !isObject(value)) return []
    const operation = { value, pointer: pointerTo(item.pointer, key) }
    return [readOperation({ reading, path, item, operation }, method)]
  })
}

function readOperation(place: OperationPlace, method: ContractMethod): ContractOperation {
  const { reading, path, operation } = place
  const { value, pointer } = operation
  const requestBody = readRequestBody(reading, operation)
  const summary = textOr(value.summary, undefined)
  return {
    operationId: textOr(value.operationId, '') || operationIdFor(method, path),
    method,
    path,
    parameters: readParameters(place),
    ...(requestBody ? { requestBody } : {}),
    responses: readResponses(reading, operation),
    security: readSecurity(reading, operation),
    ...(summary === undefined ? {} : { summary }),
    ...descriptionOf(operation),
    tags: isList(value.tags) ? value.tags.map(String) : [],
    deprecated: value.deprecated === true,
    location: pointer,
    line: reading.lineOf(pointer),
  }
}

/** `GET /articles/{slug}/comments` → `getArticlesBySlugComments`. */
function operationIdFor(method: ContractMethod, path: string): string {
  const words = path
    .replaceAll(/\{([^{}]*)\}/g, '/by/$1/')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

/** Handlers are found by `operationId`: no two operations may have the same, given or derived. */
export function checkOperationIds(operations: readonly ContractOperation[], { report }: Reading): void {
  const known = new Map<string, ContractOperation>()
  for (const operation of operations) {
    const other = known.get(operation.operationId)
    known.set(operation.operationId, other ?? operation)
    if (!other) continue
    const message = `The operationId ${operation.operationId} also belongs to ${other.method} ${other.path}.`
    report(operation.location, message, 'Give each operation an `operationId` of its own.')
  }
}
