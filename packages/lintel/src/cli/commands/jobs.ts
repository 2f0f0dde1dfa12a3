/** `lintel jobs`: the queue, and what to do about what died in it. */
import { type Command, InvalidArgumentError } from 'commander'
import type { ClientBase } from 'pg'
import {
  type Cancelled,
  cancelJob,
  jobCounts,
  type ListedJob,
  listJobs,
  reviveJobs,
} from '../../database/queue/queue-desk.ts'
import { queueTables } from '../../database/queue/queue-tables.ts'
import { Failure } from '../failure.ts'
import { withOwnTables } from '../project/own-tables-database.ts'
import { columns, counted, print, printJson } from '../terminal.ts'

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

interface Common {
  readonly directory: string
  readonly json?: boolean
}

export function define(command: Command): void {
  common(command.command('status'))
    .description('Show how many of each job are due, wait for later, run, and died.')
    .action(status)
  common(command.command('list'))
    .description('List jobs, the newest first; never their data, which may be personal.')
    .option('--job <name>', 'only those of this name')
    .option('--state <state>', 'only those that are due, later, running or dead', state)
    .option('--limit <count>', 'at most so many (default: 50)', count, 50)
    .action(list)
  common(command.command('retry'))
    .description('Put dead jobs back in the queue, with all their tries before them.')
    .argument('[ids...]', 'ids, as "lintel jobs list --state dead" shows them', ids, [])
    .option('--job <name>', 'all of this name')
    .action(retry)
  common(command.command('cancel'))
    .description('Take a job out of the queue; one that runs is told to stop.')
    .argument('<id>', 'as "lintel jobs list" shows it', id)
    .action(cancel)
}

function common(command: Command): Command {
  return command
    .option('--directory <path>', 'folder of the application', '.')
    .option('--json', 'print the result as JSON')
}

function count(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It must be a whole number, 1 or more.')
}

const states: readonly ListedJob['state'][] = ['due', 'later', 'running', 'dead']

function state(text: string): ListedJob['state'] {
  const found = states.find((each) => each === text)
  if (found) return found
  throw new InvalidArgumentError(`It must be one of ${states.join(', ')}.`)
}

function id(text: string): string {
  if (uuid.test(text)) return text
  throw new InvalidArgumentError(`"${text}" is no id of a job.`)
}

function ids(text: string, before: readonly string[]): readonly string[] {
  return [...before, id(text)]
}

const looked = { tables: [queueTables], code: 'queue_missing', keeps: 'jobs' }

function onQueue<T>(directory: string, work: (client: ClientBase) => Promise<T>): Promise<T> {
  return withOwnTables(directory, looked, work)
}

async function status({ directory, json }: Common): Promise<void> {
  const counts = await onQueue(directory, jobCounts)
  if (json) return printJson({ jobs: counts })
  const rows = counts.map(({ job, due, later, running, dead, oldestSeconds }) => [
    job,
    ...[due, later, running, dead].map(String),
    oldestSeconds === null ? '' : `${oldestSeconds} s`,
  ])
  print(
    counts.length === 0
      ? 'The queue is empty.'
      : columns([['job', 'due', 'later', 'running', 'dead', 'oldest due'], ...rows]).join('\n'),
  )
}

interface ListFlags extends Common {
  readonly job?: string
  readonly state?: ListedJob['state']
  readonly limit: number
}

async function list({ directory, json, job, state, limit }: ListFlags): Promise<void> {
  const jobs = await onQueue(directory, (client) => listJobs(client, { job, state, limit }))
  if (json) return printJson({ jobs })
  const rows = jobs.map((each) => [
    each.id,
    each.job,
    each.state,
    String(each.attempts),
    each.enqueuedAt,
    each.error ?? (each.progress ? `${Math.round(each.progress.fraction * 100)} %` : ''),
  ])
  print(
    jobs.length === 0
      ? 'None.'
      : columns([['id', 'job', 'state', 'tries', 'enqueued', 'error'], ...rows]).join('\n'),
  )
}

async function retry(
  chosen: readonly string[],
  { directory, json, job }: Common & { readonly job?: string },
): Promise<void> {
  if (chosen.length === 0 && job === undefined) {
    throw new Failure('jobs_missing', 'Which jobs?', { hint: 'Give their ids, or --job and a name.' })
  }
  const revived = await onQueue(directory, (client) => reviveJobs(client, { ids: chosen, job }))
  if (json) printJson({ revived })
  else print(`${counted(revived, 'job')} back in the queue.`)
  if (revived < Math.max(chosen.length, 1)) {
    throw new Failure('jobs_unknown', 'Not every one of them is among the dead.')
  }
}

const said: Readonly<Record<Cancelled, string>> = {
  removed: 'It is out of the queue.',
  told: 'It runs, and was told to stop.',
  unknown: '',
}

async function cancel(job: string, { directory, json }: Common): Promise<void> {
  const outcome = await onQueue(directory, (client) => cancelJob(client, job))
  if (outcome === 'unknown') throw new Failure('jobs_unknown', `No job ${job} waits or runs.`)
  if (json) printJson({ outcome })
  else print(said[outcome])
}
