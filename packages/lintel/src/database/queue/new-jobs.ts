/** What an event or a call of `enqueue` puts in the queue. */
import type { EnqueueOptions } from '../../spec/data-access.ts'
import type { Event } from '../../spec/event.ts'
import type { AnyJob } from '../../spec/job.ts'
import type { ApplicationModel } from '../../spec/model.ts'
import { newId } from '../new-id.ts'
import type { NewJob } from './enqueue.ts'

/** A job for each that takes the event, and the event's id. */
export function jobsOf(
  model: ApplicationModel,
  { name }: Pick<Event, 'name'>,
  data: object,
): { readonly id: string; readonly jobs: readonly NewJob[] } {
  const event = model.events?.[name]
  if (!event)
    throw new TypeError(`The event ${name} is not part of this application: export it from one of its parts.`)
  const id = newId()
  const key = event.orderedBy === undefined ? undefined : String(Reflect.get(data, event.orderedBy))
  const takers = Object.values(model.jobs ?? {}).filter(({ on }) => on === name)
  return { id, jobs: takers.map((job) => ({ id: newId(), job: job.name, data, key, event: id })) }
}

export function jobOf(
  model: ApplicationModel,
  { name }: Pick<AnyJob, 'name'>,
  { input, options }: { readonly input: object; readonly options: EnqueueOptions },
): NewJob {
  const job = model.jobs?.[name]
  if (!job)
    throw new TypeError(`The job ${name} is not part of this application: export it from one of its parts.`)
  return { id: newId(), job: job.name, data: input, ...options }
}
