/** What must be true of events and jobs before anything is put in a queue. */
import type { Declarations } from './application.ts'
import type { Report } from './build-model.ts'
import type { AnyJob } from './job.ts'
import { readSender } from './mail-address.ts'
import type { ApplicationModel, JobModel } from './model.ts'

const applicationPattern = /^[A-Za-z0-9][\w-]*$/
const namePattern = /^[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*$/

export function checkWork(model: ApplicationModel, declared: Declarations, report: Report): void {
  const events = Object.values(model.events ?? {}).map(({ name, at }) => ({ what: 'event', name, at }))
  const jobs = Object.values(model.jobs ?? {}).map(({ name, at }) => ({ what: 'job', name, at }))
  for (const { what, name, at } of [...events, ...jobs].filter((each) => !namePattern.test(each.name))) {
    report.add({
      at,
      message: `The ${what} "${name}" has a name that is no name.`,
      hint: `Write it in small letters, digits and hyphens or dots: '${what === 'job' ? 'send-receipt' : 'order.placed'}'.`,
    })
  }
  checkOrder(model, report)
  checkForeign(model, report)
  for (const job of Object.values(model.jobs ?? {})) {
    checkRoles(model, job, report)
    checkBounds(job, report)
    checkSender(job, report)
  }
  for (const each of declared.jobs) checkSources(each, report)
}

function checkOrder({ events }: ApplicationModel, report: Report): void {
  for (const { name, orderedBy, data, at } of Object.values(events ?? {})) {
    const field = data[orderedBy ?? '']
    if (orderedBy === undefined || (field && !field.optional)) continue
    report.add({
      at,
      message: `The event ${name} is ordered by "${orderedBy}", which ${field ? 'may be left out' : 'is no field of its data'}.`,
      hint: `Name a required field of its data: ${Object.keys(data).join(', ') || 'it has none'}.`,
    })
  }
}

/** Names of applications stand in addresses of brokers, like those of events. */
function checkForeign({ name: application, events, jobs }: ApplicationModel, report: Report): void {
  for (const { name, from, at } of Object.values(events ?? {})) {
    if (from === undefined) continue
    if (!applicationPattern.test(from)) {
      report.add({
        at,
        message: `The event ${name} is from "${from}", which is no name of an application.`,
        hint: "Give the name in that application's application(…): 'billing'.",
      })
    } else if (from === application) {
      report.add({
        at,
        message: `The event ${name} is from this application itself.`,
        hint: 'Leave from out: its own events reach its jobs without a broker.',
      })
    } else if (!Object.values(jobs ?? {}).some(({ on }) => on === name)) {
      report.add({
        at,
        message: `No job takes the event ${name} from ${from}.`,
        hint: "Declare one: job('…', { on: … }), and export it from a part of the application.",
      })
    }
  }
  const publishes = Object.values(events ?? {}).find(({ publish }) => publish)
  if (publishes && !applicationPattern.test(application)) {
    report.add({
      at: publishes.at,
      message: `The application publishes events, and its name "${application}" cannot stand in addresses of brokers.`,
      hint: 'Call it by letters, digits, hyphens and underscores.',
    })
  }
}

function checkSources({ name, options, at }: AnyJob, report: Report): void {
  const sources = (['input', 'on', 'schedule'] as const).filter((source) => options[source] !== undefined)
  if (sources.length > 1) {
    report.add({
      at,
      message: `The job ${name} has ${sources.join(' and ')}: it would not know what its input is.`,
      hint: 'Declare a job for each, which share a function.',
    })
  }
}

function checkRoles(
  { entities, identity }: ApplicationModel,
  { name, roles, at }: JobModel,
  report: Report,
): void {
  const known = entities[identity?.entity ?? '']?.fields[identity?.role ?? '']?.values
  for (const role of roles.filter((each) => known && !known.includes(each))) {
    report.add({
      at,
      message: `The job ${name} has the role "${role}", which nobody can have.`,
      hint: `Roles are ${known?.join(', ')}.`,
    })
  }
}

function checkSender({ name, mail, at }: JobModel, report: Report): void {
  if (mail?.from === undefined || readSender(mail.from)) return
  report.add({
    at,
    message: `The mail ${name} is from "${mail.from}", which is no e-mail address.`,
    hint: "Write 'orders@shop.example' or 'Shop <orders@shop.example>'.",
  })
}

function checkBounds(
  { name, retry, timeoutMs, concurrency, maxRunning, at }: JobModel,
  report: Report,
): void {
  const whole = (value: number, least: number) => Number.isSafeInteger(value) && value >= least
  const bounds: readonly [string, number | undefined, number][] = [
    ['retry.attempts', retry.attempts, 1],
    ['retry.baseMs', retry.baseMs, 0],
    ['retry.maxMs', retry.maxMs, retry.baseMs],
    ['timeoutMs', timeoutMs, 1],
    ['concurrency', concurrency, 1],
    ['maxRunning', maxRunning, 1],
  ]
  for (const [option, value, least] of bounds) {
    if (value === undefined || whole(value, least)) continue
    report.add({
      at,
      message: `${option} of the job ${name} is ${value}.`,
      hint: `Give a whole number, ${least} or more.`,
    })
  }
}
