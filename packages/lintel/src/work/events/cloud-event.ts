/** Events as other applications see them: CloudEvents 1.0 in structured mode. https://github.com/cloudevents/spec */
import { createHash } from 'node:crypto'
import type { StoredEvent } from '../../database/events/outbox.ts'

/** @param application  its name, which is the `source`: a URI reference, the same in every place where it runs */
export function cloudEventOf(application: string, stored: StoredEvent): string {
  const { id, event, key, data, traceparent, emittedAt } = stored
  return JSON.stringify({
    specversion: '1.0',
    id,
    source: application,
    type: event,
    time: emittedAt,
    datacontenttype: 'application/json',
    // Documented extensions: partitioning, and distributed tracing.
    ...(key === undefined ? {} : { partitionkey: key }),
    ...(traceparent === undefined ? {} : { traceparent }),
    data,
  })
}

export interface CloudEvent {
  readonly id: string
  readonly source: string
  readonly type: string
  readonly traceparent: string | undefined
  readonly data: unknown
}

/** @returns why it is none, where it is none; never anything of what it holds */
export function readCloudEvent(body: Buffer): CloudEvent | { readonly wrong: string } {
  const json = jsonOf(body)
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return { wrong: 'It is no JSON object.' }
  const { specversion, id, source, type, traceparent, data } = json as Record<string, unknown>
  if (specversion !== '1.0') return { wrong: 'It is no CloudEvent of version 1.0 in structured mode.' }
  for (const [name, value] of Object.entries({ id, source, type }))
    if (typeof value !== 'string' || value === '' || value.length > 1_000)
      return { wrong: `Its attribute ${name} is missing, or no text of up to 1,000 characters.` }
  if (!('data' in json)) return { wrong: 'It has no data as JSON.' }
  return {
    id: id as string,
    source: source as string,
    type: type as string,
    traceparent: typeof traceparent === 'string' && isTraceparent.test(traceparent) ? traceparent : undefined,
    data,
  }
}

// W3C Trace Context §3.2.
const isTraceparent = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

/** Ids of others are any text; here they are UUIDs, always the same of the same event (RFC 9562 §5.8). */
export function eventIdOf({ source, id }: Pick<CloudEvent, 'source' | 'id'>): string {
  if (uuid.test(id)) return id
  const hash = createHash('sha256').update(`${source}\n${id}`).digest('hex')
  const variant = ((Number.parseInt(hash.charAt(16), 16) & 0x3) | 0x8).toString(16)
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-')
}
