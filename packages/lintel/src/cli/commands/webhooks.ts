/** `lintel webhooks`: what other systems have sent, what became of it, and once more. */
import { type Command, InvalidArgumentError } from 'commander'
import type { ClientBase } from 'pg'
import { queueTables } from '../../database/queue/queue-tables.ts'
import {
  listReceipts,
  type ReceiptFilter,
  type ReceiptState,
  receiptStates,
  replayReceipts,
  type ShownReceipt,
  showReceipts,
} from '../../database/webhooks/receipt-desk.ts'
import { receiptTables } from '../../database/webhooks/receipt-tables.ts'
import { Failure } from '../failure.ts'
import { withOwnTables } from '../project/own-tables-database.ts'
import { columns, counted, print, printJson } from '../terminal.ts'

interface Flags {
  readonly directory: string
  readonly json?: boolean
  readonly source?: string
  readonly since?: string
  readonly until?: string
  readonly state?: ReceiptState
}

export function define(command: Command): void {
  chosen(command.command('list'))
    .description('List deliveries, the newest first; never what they hold, which may be personal.')
    .option('--limit <count>', 'at most so many (default: 50)', count, 50)
    .action(list)
  chosen(command.command('show'))
    .description('Show deliveries with their bodies, as they arrived. They may be personal.')
    .argument('<ids...>', 'ids of events, as their sender knows them')
    .action(show)
  chosen(command.command('replay'))
    .description('Have deliveries processed once more, but for those that wait or run.')
    .argument('[ids...]', 'ids of events, as their sender knows them', [])
    .action(replay)
}

function chosen(command: Command): Command {
  return command
    .option('--directory <path>', 'folder of the application', '.')
    .option('--json', 'print the result as JSON')
    .option('--source <name>', 'only those of this webhook')
    .option(
      '--since <moment>',
      'only those that arrived then or later: 2026-01-31, 2026-01-31T12:00:00Z',
      moment,
    )
    .option('--until <moment>', 'only those that arrived before', moment)
    .option('--state <state>', 'only those that are waiting, running, done, dead or kept', state)
}

function count(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It must be a whole number, 1 or more.')
}

function moment(text: string): string {
  const time = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(time)) return new Date(time).toISOString()
  throw new InvalidArgumentError('It must be a day or a moment, as 2026-01-31 or 2026-01-31T12:00:00Z.')
}

function state(text: string): ReceiptState {
  const found = receiptStates.find((each) => each === text)
  if (found) return found
  throw new InvalidArgumentError(`It must be one of ${receiptStates.join(', ')}.`)
}

const looked = { tables: [queueTables, receiptTables], code: 'webhooks_missing', keeps: 'webhooks' }

function onReceipts<T>(directory: string, work: (client: ClientBase) => Promise<T>): Promise<T> {
  return withOwnTables(directory, looked, work)
}

function filterOf({ source, since, until, state: found }: Flags, ids: readonly string[] = []): ReceiptFilter {
  return { webhook: source, since, until, state: found, ids }
}

async function list({ limit, ...flags }: Flags & { readonly limit: number }): Promise<void> {
  const found = await onReceipts(flags.directory, (client) =>
    listReceipts(client, { ...filterOf(flags), limit }),
  )
  if (flags.json) return printJson({ deliveries: found })
  const rows = found.map(({ webhook, event, type, state: now, receivedAt, replays, error }) => [
    webhook,
    event,
    type ?? '',
    now,
    receivedAt,
    String(replays),
    error ?? '',
  ])
  const head = ['webhook', 'event', 'type', 'state', 'received', 'replays', 'error']
  print(found.length === 0 ? 'None.' : columns([head, ...rows]).join('\n'))
}

async function show(ids: readonly string[], flags: Flags): Promise<void> {
  const found = await onReceipts(flags.directory, (client) => showReceipts(client, filterOf(flags, ids)))
  if (found.length === 0) throw new Failure('webhooks_unknown', 'No delivery is of these events.')
  if (flags.json)
    return printJson({
      deliveries: found.map((each) => ({ ...each, body: each.body.toString('utf8') })),
    })
  print(found.map(shownText).join('\n\n'))
}

function shownText({ webhook, event, type, state: now, receivedAt, error, body }: ShownReceipt): string {
  const head = `${webhook} ${event} ${type ?? ''} ${now} ${receivedAt}`
  return [head, ...(error === null ? [] : [error]), body.toString('utf8')].join('\n')
}

async function replay(ids: readonly string[], flags: Flags): Promise<void> {
  if (ids.length === 0 && flags.source === undefined) {
    throw new Failure('webhooks_unnamed', 'Which deliveries?', {
      hint: 'Give ids of events, or --source and a webhook, with --state or --since.',
    })
  }
  const replayed = await onReceipts(flags.directory, (client) => replayReceipts(client, filterOf(flags, ids)))
  if (flags.json) printJson({ replayed })
  else print(`${counted(replayed, 'delivery', 'deliveries')} back in the queue.`)
  if (replayed === 0)
    throw new Failure('webhooks_unknown', 'None of them is there that does not wait or run.')
}
