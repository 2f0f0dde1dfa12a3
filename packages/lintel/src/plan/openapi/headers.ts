/** The headers of requests and responses that more than one operation has. */
import type { JsonObject } from '../contract/json.ts'
import type { ComponentTable } from './component-table.ts'
import type { Reference } from './open-api.ts'

const responseHeaders = {
  ETag: {
    description: 'The version of what is sent, for `If-Match` and `If-None-Match`.',
    schema: { type: 'string' },
    example: '"842"',
  },
  'Idempotency-Replayed': {
    description: '`true` where the request was done before: this is the answer of then.',
    schema: { type: 'string', enum: ['true'] },
  },
  Location: {
    description: 'Where the new row is.',
    schema: { type: 'string', format: 'uri-reference' },
  },
  RateLimit: {
    description: 'What is left of each limit (`r`), and seconds until all of it is there again (`t`).',
    schema: { type: 'string' },
    example: '"minute";r=19;t=58',
  },
  'RateLimit-Policy': {
    description: 'The limits: requests (`q`) in so many seconds (`w`).',
    schema: { type: 'string' },
    example: '"minute";q=20;w=60',
  },
  'Retry-After': {
    description: 'Seconds until it is worth trying again.',
    schema: { type: 'integer', minimum: 0 },
    example: 1,
  },
  'WWW-Authenticate': {
    description: 'How to authenticate.',
    schema: { type: 'string' },
    example: 'Bearer',
  },
} as const satisfies Record<string, JsonObject>

export function responseHeader(components: ComponentTable, name: keyof typeof responseHeaders): Reference {
  return components.reference('headers', name, () => responseHeaders[name])
}

const conditions = {
  'If-Match': 'The `ETag` that was read: the change is made only if nobody else changed the row since.',
  'If-None-Match': 'The `ETag` that is already known: the answer is an empty 304 when nothing has changed.',
} as const

export function conditionParameter(components: ComponentTable, name: keyof typeof conditions): Reference {
  return components.reference('parameters', name.replaceAll('-', ''), () => ({
    name,
    in: 'header',
    description: conditions[name],
    schema: { type: 'string' },
    example: '"842"',
  }))
}

/** `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header-07). */
export function keyParameter(components: ComponentTable, required: boolean): Reference {
  return components.reference('parameters', required ? 'RequiredIdempotencyKey' : 'IdempotencyKey', () => ({
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'A new UUID for each new request. The same request with the same key is done once: sent again, it is answered as before.',
    ...(required ? { required: true } : {}),
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[ -~]+$' },
    example: '8e03978e-40d5-43e8-bc93-6894a57f9324',
  }))
}
