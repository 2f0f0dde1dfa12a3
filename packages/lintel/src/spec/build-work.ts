/** Events and jobs as plain data. */
import type { Declarations } from './application.ts'
import type { Report } from './build-model.ts'
import { usedClients } from './build-operation.ts'
import { buildValues } from './build-value.ts'
import type { AnyEvent } from './event.ts'
import { grantModels } from './grant-models.ts'
import type { AnyJob, RetryOptions } from './job.ts'
import { Mail } from './mail.ts'
import type { ApplicationModel, EventModel, JobModel, ScheduleModel } from './model.ts'

type Work = Pick<ApplicationModel, 'events' | 'jobs'>

const defaults = { attempts: 10, baseMs: 1_000, maxMs: 3_600_000, timeoutMs: 60_000, concurrency: 10 }

/** Nothing where nothing of the kind is declared. */
export function buildWork({ events, jobs, webhooks }: Declarations, report: Report): Work {
  const received = new Map(webhooks.map(({ job, name }) => [job, name]))
  const models = jobs.map((each) => jobModel(each, received.get(each)))
  return {
    ...(events.length > 0 ? { events: byName(events.map(eventModel), 'event', report) } : {}),
    ...(jobs.length > 0 ? { jobs: byName(models, 'job', report) } : {}),
  }
}

export function byName<T extends Pick<EventModel, 'name' | 'at'>>(
  items: readonly T[],
  what: string,
  report: Report,
): Record<string, T> {
  const named: Record<string, T> = {}
  for (const item of items) {
    const taken = named[item.name]
    if (taken) {
      report.add({
        at: item.at,
        message: `A second ${what} is called "${item.name}".`,
        hint: `Give it another name: the first is at ${taken.at.file}:${taken.at.line}.`,
      })
    }
    named[item.name] = item
  }
  return named
}

function eventModel({ name, options, at }: AnyEvent): EventModel {
  const { summary, orderedBy, publish, from } = options
  return {
    name,
    ...(summary === undefined ? {} : { summary }),
    data: buildValues(options.data),
    ...(orderedBy === undefined ? {} : { orderedBy }),
    ...(publish ? { publish } : {}),
    ...(from === undefined ? {} : { from }),
    at,
  }
}

function jobModel(declared: AnyJob, webhook: string | undefined): JobModel {
  const { name, options, at } = declared
  const { summary, on, schedule, roles, grants, timeoutMs, concurrency, maxRunning } = options
  return {
    name,
    ...(summary === undefined ? {} : { summary }),
    input: buildValues(on ? on.options.data : options.input),
    ...(on ? { on: on.name } : {}),
    ...(schedule ? { schedule: scheduleModel(schedule) } : {}),
    ...usedClients(options.uses),
    roles: roles ?? [],
    grants: grantModels(grants),
    retry: retryModel(options.retry),
    timeoutMs: timeoutMs ?? defaults.timeoutMs,
    concurrency: concurrency ?? defaults.concurrency,
    ...(maxRunning === undefined ? {} : { maxRunning }),
    ...(webhook === undefined ? {} : { receives: webhook }),
    ...(declared instanceof Mail ? { mail: declared.from === undefined ? {} : { from: declared.from } } : {}),
    at,
  }
}

function scheduleModel({
  cron,
  timeZone,
  missed,
}: NonNullable<AnyJob['options']['schedule']>): ScheduleModel {
  return { cron, timeZone: timeZone ?? 'UTC', missed: missed ?? 'one' }
}

function retryModel({ attempts, baseMs, maxMs }: RetryOptions = {}): JobModel['retry'] {
  return {
    attempts: attempts ?? defaults.attempts,
    baseMs: baseMs ?? defaults.baseMs,
    maxMs: maxMs ?? defaults.maxMs,
  }
}
