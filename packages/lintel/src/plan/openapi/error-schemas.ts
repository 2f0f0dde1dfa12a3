/** The one shape of every refusal, in its two media types. */
import type { JsonObject } from '../contract/json.ts'
import type { ComponentTable } from './component-table.ts'
import { uuidExample } from './examples/uuid-example.ts'
import type { Reference } from './open-api.ts'

export interface Refusal {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly details?: readonly { readonly pointer: string; readonly code: string; readonly message: string }[]
}

export const errorMediaTypes = ['application/json', 'application/problem+json'] as const
export type ErrorMediaType = (typeof errorMediaTypes)[number]

export function errorReference(components: ComponentTable, mediaType: ErrorMediaType): Reference {
  return mediaType === 'application/json'
    ? components.reference('schemas', 'Error', () => errorSchema(components))
    : components.reference('schemas', 'Problem', () => problemSchema(components))
}

/** The body of a refusal, as the media type has it. */
export function errorExample(
  { status, code, title, details = [] }: Refusal,
  mediaType: ErrorMediaType,
): JsonObject {
  const requestId = uuidExample('request')
  if (mediaType === 'application/json') {
    return { error: { code, message: title, details: details.map((detail) => ({ ...detail })), requestId } }
  }
  const errors = details.map((detail) => ({ ...detail }))
  const [type, instance] = [`urn:lintel:problem:${code}`, `urn:request:${requestId}`]
  return { type, title, status, instance, code, errors, requestId }
}

const code: JsonObject = { type: 'string', description: 'Stable, for programs.' }
const requestId: JsonObject = { type: 'string', description: 'Names the request in the logs.' }

function errorSchema(components: ComponentTable): JsonObject {
  const error = {
    type: 'object',
    properties: {
      code,
      message: { type: 'string', description: 'For people.' },
      details: { type: 'array', items: detailReference(components) },
      requestId,
    },
    required: ['code', 'message', 'details', 'requestId'],
  }
  return {
    type: 'object',
    description: 'Why a request was refused.',
    properties: { error },
    required: ['error'],
  }
}

function problemSchema(components: ComponentTable): JsonObject {
  return {
    type: 'object',
    description:
      'Why a request was refused, as RFC 9457 has it: for callers that accept `application/problem+json`.',
    properties: {
      type: { type: 'string', format: 'uri-reference' },
      title: { type: 'string', description: 'For people.' },
      status: { type: 'integer', minimum: 400, maximum: 599 },
      detail: { type: 'string' },
      instance: { type: 'string', format: 'uri-reference' },
      code,
      errors: { type: 'array', items: detailReference(components) },
      requestId,
    },
    required: ['type', 'title', 'status', 'code', 'errors', 'requestId'],
  }
}

function detailReference(components: ComponentTable): Reference {
  return components.reference('schemas', 'ErrorDetail', () => ({
    type: 'object',
    description: 'One thing wrong with one value of the request.',
    properties: {
      pointer: {
        type: 'string',
        description:
          'A JSON Pointer (RFC 6901) into the body, or `query/<name>`, `path/<name>`, `header/<name>`.',
      },
      code: { type: 'string', description: 'Stable, for programs: `required`, `too_long`.' },
      message: { type: 'string', description: 'For people.' },
    },
    required: ['pointer', 'code', 'message'],
  }))
}
