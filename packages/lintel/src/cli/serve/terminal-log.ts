/** What happens, as short lines for a terminal. */

import { relative } from 'node:path'
import type { ServiceSettings } from '../../service/settings.ts'
import type { ApplicationModel } from '../../spec/model.ts'
import type { Observation, Observe } from '../../spec/observation.ts'
import { isCallFault, redactor } from '../../telemetry/logger.ts'
import { counted, type Paint, paintFor, print, type Style } from '../terminal.ts'

type Level = ServiceSettings['logLevel']
type Redact = ReturnType<typeof redactor>

const seriousness: Readonly<Record<Level, number>> = { silent: 5, error: 4, warn: 3, info: 2, debug: 1 }

export interface TerminalLogOptions {
  readonly model: Pick<ApplicationModel, 'name' | 'entities' | 'settings'>
  readonly level: Level
}

export function terminalLog({ model, level }: TerminalLogOptions): Observe {
  const paint = paintFor(process.stdout)
  const redact = redactor(model)
  return (observation) => {
    const line = lineOf(observation, paint, redact)
    if (line && seriousness[line.level] >= seriousness[level]) print(`${paint('dim', clock())} ${line.text}`)
  }
}

interface Line {
  readonly level: Exclude<Level, 'silent'>
  readonly text: string
}

function lineOf(observation: Observation, paint: Paint, redact: Redact): Line | undefined {
  switch (observation.event) {
    case 'request':
      return requestLine(observation, paint)
    case 'fault': {
      const { where, error } = observation
      return { level: 'error', text: `${paint('red', `fault in ${where}`)} ${faultText(error, paint)}` }
    }
    case 'refused': {
      const { code, reason } = observation
      return {
        level: 'info',
        text: `${paint('yellow', code)} ${reason instanceof Error ? reason.message : String(reason)}`,
      }
    }
    case 'denied':
      return { level: 'info', text: deniedText(observation, paint) }
    case 'database':
    case 'redis': {
      const { event } = observation
      const reason = observation.error instanceof Error ? `: ${observation.error.message}` : ''
      return { level: 'warn', text: paint('yellow', `${event} ${observation.state}${reason}`) }
    }
    case 'call':
      return callLine(observation, paint)
    case 'breaker': {
      const { client, state } = observation
      return {
        level: 'warn',
        text: paint(state === 'closed' ? 'green' : 'yellow', `breaker of ${client} ${state}`),
      }
    }
    case 'draining':
      if (observation.inFlight === 0) return undefined
      return {
        level: 'info',
        text: paint('dim', `stopping; ${counted(observation.inFlight, 'request')} under way`),
      }
    case 'stopped':
      if (observation.unfinished === 0) return undefined
      return {
        level: 'warn',
        text: paint('red', `stopped; ${counted(observation.unfinished, 'request')} cut off`),
      }
    case 'broker': {
      const { state, error } = observation
      const why = error instanceof Error ? `: ${error.message}` : ''
      return { level: 'warn', text: paint('yellow', `broker ${state}${why}`) }
    }
    case 'message refused':
      return {
        level: 'warn',
        text: paint('yellow', `message of ${observation.topic} refused: ${observation.reason}`),
      }
    case 'job':
      return jobLine(observation, paint)
    case 'mail':
      return mailLine(observation, paint)
    case 'log':
      return logLine(observation, paint, redact)
    default:
      return undefined
  }
}

function jobLine(
  { job, outcome, attempt, durationMs, error }: Extract<Observation, { event: 'job' }>,
  paint: Paint,
): Line {
  const took = `${Math.round(durationMs)} ms`
  if (outcome === 'done') return { level: 'info', text: `job    ${job} ${paint('dim', took)}` }
  const why = error instanceof Error ? `: ${error.message}` : ''
  const text = `job    ${job} ${paint(outcome === 'dead' ? 'red' : 'yellow', outcome)} ${paint('dim', `try ${attempt}, ${took}`)}${why}`
  return { level: outcome === 'dead' ? 'error' : 'warn', text }
}

function requestLine(
  { method, route, status, durationMs, code }: Extract<Observation, { event: 'request' }>,
  paint: Paint,
): Line {
  const took = `${durationMs < 10 ? durationMs.toFixed(1) : Math.round(durationMs)} ms`
  const what = `${method.padEnd(6)} ${route}`
  const why = code === undefined ? '' : ` ${code}`
  return {
    level: status >= 500 ? 'error' : 'info',
    text: `${what} ${paint(statusStyle(status), `${status}${why}`)} ${paint('dim', took)}`,
  }
}

/** Which rule it was, and how to see all of it. */
function deniedText(
  { status, method, route, reason, caller, command }: Extract<Observation, { event: 'denied' }>,
  paint: Paint,
): string {
  return `${paint('yellow', `${status} ${method} ${route}`)}: ${reason}; ${caller}\n    ${paint('dim', command)}`
}

function callLine(
  { client, call, route, outcome, code, status, durationMs, tries }: Extract<Observation, { event: 'call' }>,
  paint: Paint,
): Line {
  const isFault = isCallFault(outcome)
  const ended = [status, code ?? (outcome === 'done' ? undefined : outcome)].filter(Boolean).join(' ')
  const often = tries > 1 ? ` in ${tries} tries` : ''
  return {
    level: isFault ? 'warn' : 'info',
    text: `→ ${client}.${call} ${route} ${paint(isFault ? 'red' : 'dim', ended)} ${paint('dim', `${Math.round(durationMs)} ms${often}`)}`,
  }
}

function statusStyle(status: number): Style {
  if (status >= 500) return 'red'
  return status >= 400 ? 'yellow' : 'green'
}

function mailLine(
  { mail, recipients, refused, file }: Extract<Observation, { event: 'mail' }>,
  paint: Paint,
): Line {
  const place = file === undefined ? `to ${counted(recipients, 'recipient')}` : `in ${relative('', file)}`
  if (refused === 0) return { level: 'info', text: `mail   ${mail} ${paint('dim', place)}` }
  return { level: 'warn', text: `mail   ${mail} ${place}, ${paint('yellow', `${refused} of them refused`)}` }
}

const levelStyles = { debug: 'dim', info: 'cyan', warn: 'yellow', error: 'red' } as const

function logLine(
  { level, message, data }: Extract<Observation, { event: 'log' }>,
  paint: Paint,
  redact: Redact,
): Line {
  const details = data === undefined ? '' : ` ${paint('dim', JSON.stringify(redact(data)))}`
  return { level, text: `${paint(levelStyles[level], level)} ${message}${details}` }
}

/** The frames of the framework and of Node say little to whoever wrote the application. */
function faultText(error: unknown, paint: Paint): string {
  if (!(error instanceof Error)) return String(error)
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const own = frames.filter((line) => !/node:|node_modules|lintel[/\\]dist/.test(line))
  const cause = error.cause === undefined ? '' : `\n  caused by ${faultText(error.cause, paint)}`
  const shown = (own.length > 0 ? own : frames).slice(0, 6).map((line) => `\n${paint('dim', line)}`)
  return `${error.name}: ${error.message}${shown.join('')}${cause}`
}

function clock(): string {
  return new Date().toTimeString().slice(0, 8)
}
