/** Reads what an operation takes and answers: request body, responses, headers and their media types. */
import type { Json } from '../../spec/model.ts'
import type {
  ContractContent,
  ContractEncoding,
  ContractHeader,
  ContractMediaType,
  ContractRequestBody,
  ContractResponse,
} from './contract-model.ts'
import { isObject, member, objectOr, textOr } from './json.ts'
import { pointerTo } from './json-pointer.ts'
import { descriptionOf, type Found, find, findMembers, type Reading, schemaIn } from './reading.ts'

export function readRequestBody(reading: Reading, operation: Found): ContractRequestBody | undefined {
  if (member(operation.value, 'requestBody') === undefined) return undefined
  const found = find(reading, pointerTo(operation.pointer, 'requestBody'))
  if (!found) return undefined
  return { required: found.value.required === true, ...descriptionOf(found), content: readContent(found) }
}

export function readResponses(reading: Reading, operation: Found): ContractOperationResponses {
  const responses = findMembers({ reading, at: operation, key: 'responses' })
  return Object.fromEntries(
    responses
      .filter(([status]) => isStatus(status))
      .map(([status, found]) => [status, readResponse(reading, found)]),
  )
}

type ContractOperationResponses = Readonly<Record<string, ContractResponse>>

function readResponse(reading: Reading, found: Found): ContractResponse {
  const headers = findMembers({ reading, at: found, key: 'headers' }).filter(
    // OpenAPI §4.8.17: the media type says it already.
    ([name]) => name.toLowerCase() !== 'content-type',
  )
  return {
    description: textOr(found.value.description, ''),
    content: readContent(found),
    ...(headers.length === 0
      ? {}
      : { headers: Object.fromEntries(headers.map(([name, header]) => [name, readHeader(header)])) }),
  }
}

function readHeader(found: Found): ContractHeader {
  const content = Object.values(objectOr(member(found.value, 'content')))[0]
  const schema = schemaIn(found) ?? schemaIn({ value: objectOr(content), pointer: found.pointer }) ?? true
  return { required: found.value.required === true, schema, ...descriptionOf(found) }
}

function readContent(found: Found): ContractContent {
  return Object.fromEntries(
    Object.entries(objectOr(member(found.value, 'content'))).map(([mediaType, media]) => {
      const schema = schemaIn({ value: objectOr(media), pointer: found.pointer })
      // RFC 9110 §8.3.1: type and subtype have no case.
      return [
        mediaType.toLowerCase(),
        { ...(schema === undefined ? {} : { schema }), ...readEncoding(media) },
      ]
    }),
  )
}

function readEncoding(media: Json): Pick<ContractMediaType, 'encoding'> {
  const entries = Object.entries(objectOr(member(media, 'encoding'))).map(([name, value]) => {
    const { contentType, explode } = objectOr(value)
    const encoding: ContractEncoding = {
      ...(typeof contentType === 'string' ? { contentType } : {}),
      ...(typeof explode === 'boolean' ? { explode } : {}),
    }
    return [name, encoding] as const
  })
  return entries.length === 0 ? {} : { encoding: Object.fromEntries(entries) }
}

function isStatus(status: string): boolean {
  return /^(?:[1-5]\d\d|[1-5]XX|default)$/.test(status)
}

/** Each request body, response and operation by itself, wherever it stands. */
export function checkContents({ parts, report }: Reading): void {
  for (const { kind, value, pointer } of parts.values()) {
    if (!isObject(value) || value.$ref !== undefined) continue
    if (kind === 'request body' && Object.keys(objectOr(value.content)).length === 0) {
      report(
        pointer,
        'The request body has no content.',
        'Add `content: { application/json: { schema: … } }`.',
      )
    }
    if (kind !== 'operation') continue
    const statuses = Object.keys(objectOr(value.responses)).filter((status) => !status.startsWith('x-'))
    for (const status of statuses.filter((status) => !isStatus(status))) {
      const hint = "Use a status such as '200', a range such as '4XX', or 'default'."
      report(pointerTo(pointer, 'responses', status), `The response is for ${status}.`, hint)
    }
    if (statuses.length === 0) {
      report(pointer, 'The operation has no responses.', "Add `responses: { '200': { description: … } }`.")
    }
  }
}
