/** What an event or a call of `enqueue` puts in the queue. */
import { receivedObject } from '../../plan/schemas/received.ts'
import { type Validate, validator } from '../../plan/schemas/validator.ts'
import { objectSchema } from '../../plan/schemas/value-schema.ts'
import type { EnqueueOptions } from '../../spec/data-access.ts'
import type { Event } from '../../spec/event.ts'
import type { AnyJob } from '../../spec/job.ts'
import type { ApplicationModel, EventModel, ValueModel } from '../../spec/model.ts'
import { freshValue } from '../fresh-value.ts'
import { newId } from '../new-id.ts'
import type { NewJob } from './enqueue.ts'

const mostPublishedBytes = 900_000

/** An event as it is told. */
export interface ToldEvent {
  readonly id: string
  readonly event: string
  readonly data: object
  /** Events of one key are in order. */
  readonly key: string | undefined
  readonly traceparent: string | undefined
}

/**
 * An event of this application, with a new id.
 *
 * @throws TypeError for data that are not what the event declares, and for an event that is not this application's
 */
export function toldEvent(
  model: ApplicationModel,
  { name }: Pick<Event, 'name'>,
  { data: given, traceparent }: { readonly data: object; readonly traceparent: string | undefined },
): ToldEvent {
  const event = model.events?.[name]
  if (!event) throw missing(`The event ${name}`)
  if (event.from !== undefined)
    throw new TypeError(`The event ${name} is from ${event.from}: it alone tells it.`)
  const data = checked(`The event ${name}`, event.data, given)
  // Brokers take no more, and one that is refused would hold up all that follow.
  if (event.publish && Buffer.byteLength(JSON.stringify(data)) > mostPublishedBytes)
    throw new TypeError(
      `The event ${name} is larger than ${mostPublishedBytes} bytes: give ids rather than rows.`,
    )
  return { id: newId(), event: name, data, key: keyOf(event, data), traceparent }
}

export function keyOf({ orderedBy }: EventModel, data: object): string | undefined {
  return orderedBy === undefined ? undefined : String(Reflect.get(data, orderedBy))
}

/** A job for each that takes the event. */
export function takersOf(model: ApplicationModel, told: ToldEvent): readonly NewJob[] {
  const { id, event, data, key, traceparent } = told
  const takers = Object.values(model.jobs ?? {}).filter(({ on }) => on === event)
  return takers.map((job) => ({ id: newId(), job: job.name, data, key, event: id, traceparent }))
}

/** @throws TypeError for input that is not what the job declares, or options that cannot be */
export function jobOf(
  model: ApplicationModel,
  { name }: Pick<AnyJob, 'name'>,
  { input, options }: { readonly input: object; readonly options: EnqueueOptions },
): NewJob {
  const job = model.jobs?.[name]
  if (!job) throw missing(`The job ${name}`)
  checkOptions(name, options)
  return { id: newId(), job: job.name, data: checked(`The job ${name}`, job.input, input), ...options }
}

function missing(what: string): TypeError {
  return new TypeError(`${what} is not part of this application: export it from one of its parts.`)
}

type Fields = Readonly<Record<string, ValueModel>>

const validators = new WeakMap<Fields, Validate>()

/** With its defaults, as whoever takes it receives it. */
function checked(what: string, fields: Fields, given: object): object {
  const validate = validators.get(fields) ?? validator(objectSchema(fields))
  validators.set(fields, validate)
  // What is `undefined` is left out, here as in JSON.
  const values = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const errors = validate(values)
  if (errors) {
    // Values may be personal: places and reasons are not.
    const faults = errors.map(({ pointer, message }) => `${pointer || '/'} ${message}`)
    throw new TypeError(`${what} was given what it does not take: ${faults.join(' ')}`)
  }
  return receivedObject(values, fields, freshValue)
}

const longestKey = 200

function checkOptions(name: string, { delayMs = 0, runAt, priority = 0, key, unique }: EnqueueOptions): void {
  const refuse = (option: string, why: string) => {
    throw new TypeError(`The job ${name} was enqueued with ${option} ${why}`)
  }
  if (!Number.isFinite(delayMs) || delayMs < 0) refuse('delayMs', 'that is no number from 0 on.')
  if (runAt !== undefined && Number.isNaN(Date.parse(runAt))) refuse('runAt', 'that is no moment.')
  if (!Number.isInteger(priority) || Math.abs(priority) > 100) refuse('priority', 'outside of -100 to 100.')
  for (const [option, text] of Object.entries({ key, unique }))
    if (text !== undefined && (text === '' || text.length > longestKey))
      refuse(option, `that is empty or longer than ${longestKey} characters.`)
}
