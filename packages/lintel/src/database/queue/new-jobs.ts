/** What an event or a call of `enqueue` puts in the queue. */
import { receivedObject } from '../../plan/schemas/received.ts'
import { type Validate, validator } from '../../plan/schemas/validator.ts'
import { objectSchema } from '../../plan/schemas/value-schema.ts'
import type { EnqueueOptions } from '../../spec/data-access.ts'
import type { Event } from '../../spec/event.ts'
import type { AnyJob } from '../../spec/job.ts'
import type { ApplicationModel, ValueModel } from '../../spec/model.ts'
import { freshValue } from '../fresh-value.ts'
import { newId } from '../new-id.ts'
import type { NewJob } from './enqueue.ts'

/**
 * A job for each that takes the event, and the event's id.
 *
 * @throws TypeError for data that are not what the event declares
 */
export function jobsOf(
  model: ApplicationModel,
  { name }: Pick<Event, 'name'>,
  given: object,
): { readonly id: string; readonly jobs: readonly NewJob[] } {
  const event = model.events?.[name]
  if (!event) throw missing(`The event ${name}`)
  const id = newId()
  const data = checked(`The event ${name}`, event.data, given)
  const key = event.orderedBy === undefined ? undefined : String(Reflect.get(data, event.orderedBy))
  const takers = Object.values(model.jobs ?? {}).filter(({ on }) => on === name)
  return { id, jobs: takers.map((job) => ({ id: newId(), job: job.name, data, key, event: id })) }
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
