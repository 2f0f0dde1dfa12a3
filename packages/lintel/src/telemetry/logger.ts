/** Turns what happened into log lines: JSON for machines, short lines for a terminal; nothing personal in either. */
import { type DestinationStream, type Logger, pino } from 'pino'
import type { ApplicationModel } from '../spec/model.ts'
import type { Observation, Observe } from '../spec/observation.ts'

export interface LogOptions {
  readonly level: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  readonly model: Pick<ApplicationModel, 'name' | 'entities' | 'settings'>
  readonly destination?: DestinationStream
}

export function logObserver(options: LogOptions): Observe {
  const log = pino(
    {
      level: options.level,
      base: { service: options.model.name },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    options.destination ?? pino.destination({ dest: 1, sync: false }),
  )
  const redact = redactor(options.model)
  return (observation) => write(log, observation, redact)
}

type Redact = (data: unknown) => unknown

function write(log: Logger, observation: Observation, redact: Redact): void {
  switch (observation.event) {
    case 'request': {
      const { event, durationMs, ...rest } = observation
      const level = observation.status >= 500 ? 'error' : 'info'
      log[level](
        { event, ...rest, durationMs: rounded(durationMs) },
        `${rest.method} ${rest.route} ${rest.status}`,
      )
      return
    }
    case 'fault': {
      const { event, requestId, where, error } = observation
      log.error({ event, requestId, where, error: described(error) }, 'fault')
      return
    }
    case 'refused': {
      const { event, requestId, code, reason } = observation
      log.info({ event, requestId, code, reason: described(reason) }, 'refused')
      return
    }
    case 'log': {
      const { level, message, requestId, job, data } = observation
      log[level](
        { event: 'log', requestId, job, ...(data === undefined ? {} : { data: redact(data) }) },
        message,
      )
      return
    }
    case 'job': {
      const { event, error, durationMs, ...rest } = observation
      const line = { event, ...rest, durationMs: Math.round(durationMs * 100) / 100, error: described(error) }
      log[levelOfJob[rest.outcome]](line, `${rest.job} ${rest.outcome}`)
      return
    }
    case 'mail':
      log[observation.refused > 0 ? 'warn' : 'info'](observation, `mail ${observation.mail}`)
      return
    case 'call': {
      const { durationMs, ...rest } = observation
      const text = `${rest.client}.${rest.call} ${rest.code ?? rest.outcome}`
      log[isCallFault(rest.outcome) ? 'warn' : 'info']({ ...rest, durationMs: rounded(durationMs) }, text)
      return
    }
    case 'webhook': {
      const { webhook, outcome } = observation
      const isOdd = outcome === 'changed' || outcome === 'resent'
      log[isOdd ? 'warn' : 'info'](observation, `webhook ${webhook} ${outcome}`)
      return
    }
    case 'breaker': {
      const { client, state } = observation
      log[state === 'open' ? 'error' : 'warn'](observation, `breaker of ${client} ${state}`)
      return
    }
    case 'cache':
      log.debug(observation, `${observation.endpoint} ${observation.outcome}`)
      return
    case 'broker':
      log.warn({ ...observation, error: described(observation.error) }, `broker ${observation.state}`)
      return
    case 'events':
      log.debug(observation, `${observation.count} events ${observation.kind}`)
      return
    case 'message refused':
      log.warn(observation, `message of ${observation.topic} refused`)
      return
    case 'database':
    case 'redis':
      log.warn(
        { ...observation, error: described(observation.error) },
        `${observation.event} ${observation.state}`,
      )
      return
    default:
      log.info(observation, observation.event)
  }
}

const levelOfJob = {
  done: 'info',
  cancelled: 'info',
  postponed: 'debug',
  retry: 'warn',
  lost: 'warn',
  dead: 'error',
} as const

/** Neither an answer that was declared nor a caller who went away. */
export function isCallFault(outcome: Extract<Observation, { event: 'call' }>['outcome']): boolean {
  return outcome !== 'done' && outcome !== 'refused' && outcome !== 'cancelled'
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100
}

/** Name, message, code and stack of an error and of its causes. PostgreSQL's `detail` holds row values: it is left out. */
function described(error: unknown): object | undefined {
  if (!(error instanceof Error)) return error === undefined ? undefined : { message: String(error) }
  const code = 'code' in error ? { code: error.code } : {}
  const cause = error.cause === undefined ? {} : { cause: described(error.cause) }
  return { name: error.name, message: error.message, ...code, stack: error.stack, ...cause }
}

const alwaysSecret = /pass(word|phrase)?$|secret|token|authorization|cookie|api_?key|credential/i
const maxDepth = 6

/** Replaces values whose names the model marks as personal, private or secret, or that are secrets by their name. */
export function redactor(model: LogOptions['model']): Redact {
  const hidden = new Set<string>()
  for (const entity of Object.values(model.entities)) {
    for (const field of Object.values(entity.fields))
      if (field.personal || field.private) hidden.add(field.name)
  }
  for (const setting of Object.values(model.settings)) if (setting.secret) hidden.add(setting.name)
  const redact = (value: unknown, depth: number): unknown => {
    if (typeof value !== 'object' || value === null || value instanceof Date) return value
    if (depth > maxDepth) return '[deep]'
    if (value instanceof Error) return described(value)
    if (Array.isArray(value)) return value.map((each) => redact(each, depth + 1))
    const entries = Object.entries(value).map(([name, each]) => [
      name,
      hidden.has(name) || alwaysSecret.test(name) ? '[redacted]' : redact(each, depth + 1),
    ])
    return Object.fromEntries(entries)
  }
  return (data) => redact(data, 0)
}
