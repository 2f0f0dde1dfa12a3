/** The AsyncAPI 3.0 document of an application: the events that it publishes, and those of others that it takes. */
import type { ApplicationModel, EventModel, Json, JsonSchema } from '../../spec/model.ts'
import { openSchema } from '../schemas/open-schema.ts'
import { objectSchema } from '../schemas/value-schema.ts'

export type AsyncApiDocument = Readonly<Record<string, Json>>

const contentType = 'application/cloudevents+json'

/**
 * Derives the AsyncAPI 3.0 document.
 *
 * @returns  plain JSON, the same for the same model; `undefined` where events neither leave nor come
 */
export function asyncApiDocument(model: ApplicationModel): AsyncApiDocument | undefined {
  const events = Object.values(model.events ?? {}).filter(
    ({ publish, from }) => publish || from !== undefined,
  )
  if (events.length === 0) return undefined
  const topicOf = ({ name, from }: EventModel) => `${from ?? model.name}.${name}`
  const each = (make: (event: EventModel, topic: string) => Json) =>
    Object.fromEntries(events.map((event) => [topicOf(event), make(event, topicOf(event))]))
  return {
    asyncapi: '3.0.0',
    info: {
      title: model.name,
      version: model.version,
      description: model.description ?? `The events of ${model.name}.`,
    },
    defaultContentType: contentType,
    channels: each((event, topic) => ({
      address: topic,
      messages: { [event.name]: { $ref: `#/components/messages/${topic}` } },
    })),
    operations: each((event, topic) => ({
      action: event.from === undefined ? 'send' : 'receive',
      channel: { $ref: `#/channels/${topic}` },
      ...(event.summary === undefined ? {} : { summary: event.summary }),
      messages: [{ $ref: `#/channels/${topic}/messages/${event.name}` }],
    })),
    components: {
      messages: each((event) => ({
        name: event.name,
        contentType,
        ...(event.summary === undefined ? {} : { summary: event.summary }),
        payload: cloudEventSchema(model, event),
      })),
    },
  }
}

/** The envelope (CloudEvents 1.0, structured mode) with the data in it. */
function cloudEventSchema(model: ApplicationModel, { name, data, orderedBy, from }: EventModel): JsonSchema {
  const text = { type: 'string', minLength: 1 }
  const key =
    orderedBy === undefined ? {} : { partitionkey: { ...text, description: `The value of ${orderedBy}.` } }
  return {
    type: 'object',
    required: ['specversion', 'id', 'source', 'type', 'data'],
    properties: {
      specversion: { const: '1.0' },
      id: text,
      // Others may tell of it in the place of the application, so a reader looks at the topic alone.
      source: from === undefined ? { const: model.name } : text,
      type: { const: name },
      time: { type: 'string', format: 'date-time' },
      datacontenttype: { const: 'application/json' },
      ...key,
      traceparent: { ...text, description: 'W3C Trace Context.' },
      data: from === undefined ? objectSchema(data) : openSchema({ kind: 'object', fields: data }),
    },
  }
}
