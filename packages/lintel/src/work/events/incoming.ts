/** What a message of a broker means here: an event that jobs take, or nothing that could be taken. */
import type { IncomingMessage } from '../../database/events/inbox.ts'
import { keyOf } from '../../database/queue/new-jobs.ts'
import { openSchema } from '../../plan/schemas/open-schema.ts'
import { receivedObject } from '../../plan/schemas/received.ts'
import { type Validate, validator } from '../../plan/schemas/validator.ts'
import type { ApplicationModel, EventModel } from '../../spec/model.ts'
import type { ReceivedMessage } from '../brokers/broker.ts'
import { type CloudEvent, eventIdOf, readCloudEvent } from './cloud-event.ts'

export function topicOf(application: string, event: string): string {
  return `${application}.${event}`
}

interface Taken {
  readonly event: EventModel
  readonly validate: Validate
}

export type ReadMessage = (message: ReceivedMessage) => IncomingMessage

export interface Incoming {
  /** What the application reads. */
  readonly topics: readonly string[]
  readonly read: ReadMessage
}

export function incomingOf({ events }: ApplicationModel): Incoming {
  const taken = new Map<string, Taken>()
  for (const event of Object.values(events ?? {})) {
    if (event.from === undefined) continue
    const validate = validator(openSchema({ kind: 'object', fields: event.data }))
    taken.set(topicOf(event.from, event.name), { event, validate })
  }
  return { topics: [...taken.keys()], read: (message) => read(taken.get(message.topic), message) }
}

function read(taken: Taken | undefined, { topic, body }: ReceivedMessage): IncomingMessage {
  const cloudEvent = readCloudEvent(body)
  if ('wrong' in cloudEvent) return { topic, body, meaning: { refused: cloudEvent.wrong } }
  const { source, id } = cloudEvent
  return { topic, body, source, id, meaning: meaningOf(taken, cloudEvent) }
}

function meaningOf(taken: Taken | undefined, cloudEvent: CloudEvent): IncomingMessage['meaning'] {
  if (!taken) return { refused: 'No job of this application takes it.' }
  const { event, validate } = taken
  if (cloudEvent.type !== event.name) return { refused: `Its type is not ${event.name}.` }
  const errors = validate(cloudEvent.data)
  if (errors) {
    // Values may be personal: places and reasons are not.
    const faults = errors.map(({ pointer, message }) => `${pointer || '/'} ${message}`)
    return { refused: `Its data are not as declared: ${faults.join(' ')}`.slice(0, 2_000) }
  }
  const data = receivedObject(cloudEvent.data as Readonly<Record<string, unknown>>, event.data)
  const { traceparent } = cloudEvent
  return {
    told: { id: eventIdOf(cloudEvent), event: event.name, data, key: keyOf(event, data), traceparent },
  }
}
