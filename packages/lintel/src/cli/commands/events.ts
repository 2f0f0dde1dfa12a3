/** `lintel events`: what waits to go out, and messages of other applications that could not be taken. */
import { type Command, InvalidArgumentError } from 'commander'
import type { ClientBase } from 'pg'
import { Connections } from '../../database/connections.ts'
import { eventTables } from '../../database/events/event-tables.ts'
import { discardRefused, eventsStatus, listRefused, refusedBody } from '../../database/events/events-desk.ts'
import { type Retried, retryRefused } from '../../database/events/inbox.ts'
import { incomingOf } from '../../work/events/incoming.ts'
import { Failure } from '../failure.ts'
import { openApplication } from '../project/open-application.ts'
import { requireTables, withOwnTables } from '../project/own-tables-database.ts'
import { withProjectDatabase } from '../project/project-database.ts'
import { columns, counted, print, printJson } from '../terminal.ts'

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

interface Common {
  readonly directory: string
  readonly json?: boolean
}

export function define(command: Command): void {
  common(command.command('status'))
    .description('Show how many events wait to go out, who sends them, and how many messages were refused.')
    .action(status)
  common(command.command('refused'))
    .description(
      'List messages that were refused, the newest first; never what they hold, which may be personal.',
    )
    .option('--limit <count>', 'at most so many (default: 50)', count, 50)
    .action(refused)
  common(command.command('show'))
    .description('Print one message that was refused, as it came.')
    .argument('<id>', 'as "lintel events refused" shows it', id)
    .action(show)
  common(command.command('retry'))
    .description('Take messages that were refused, as far as the application can by now.')
    .argument('[ids...]', 'ids, as "lintel events refused" shows them', ids, [])
    .option('--all', 'all of them')
    .action(retry)
  common(command.command('discard'))
    .description('Delete messages that were refused.')
    .argument('<ids...>', 'ids, as "lintel events refused" shows them', ids, [])
    .action(discard)
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

function id(text: string): string {
  if (uuid.test(text)) return text
  throw new InvalidArgumentError(`"${text}" is no id of a message.`)
}

function ids(text: string, before: readonly string[]): readonly string[] {
  return [...before, id(text)]
}

const looked = { tables: [eventTables], code: 'events_missing', keeps: 'events' }

function onEvents<T>(directory: string, work: (client: ClientBase) => Promise<T>): Promise<T> {
  return withOwnTables(directory, looked, work)
}

async function status({ directory, json }: Common): Promise<void> {
  const found = await onEvents(directory, eventsStatus)
  if (json) return printJson(found)
  const { outbox, relay } = found
  const oldest = outbox.oldestSeconds === null ? '' : `, the oldest for ${outbox.oldestSeconds} s`
  print(`${counted(outbox.waiting, 'event')} to be sent${oldest}`)
  print(relay ? `sent by ${relay.name}, since ${relay.since}` : 'sent by nobody at the moment')
  print(`${counted(found.refused, 'message')} refused`)
}

async function refused({ directory, json, limit }: Common & { readonly limit: number }): Promise<void> {
  const messages = await onEvents(directory, (client) => listRefused(client, limit))
  if (json) return printJson({ messages })
  const rows = messages.map(({ id, topic, receivedAt, reason }) => [id, topic, receivedAt, reason])
  print(
    messages.length === 0 ? 'None.' : columns([['id', 'topic', 'received', 'reason'], ...rows]).join('\n'),
  )
}

async function show(message: string, { directory, json }: Common): Promise<void> {
  const body = await onEvents(directory, (client) => refusedBody(client, message))
  if (!body) throw unknown()
  if (json) printJson({ body: body.toString('base64') })
  else print(body.toString())
}

function unknown(): Failure {
  return new Failure('messages_unknown', 'Not every one of them is among those that were refused.')
}

async function retry(
  chosen: readonly string[],
  { directory, json, all }: Common & { readonly all?: boolean },
): Promise<void> {
  if (chosen.length === 0 && !all)
    throw new Failure('messages_missing', 'Which messages?', { hint: 'Give their ids, or --all.' })
  const { taken, refused } = await retried(directory, all ? undefined : chosen)
  if (json) printJson({ taken, refused })
  else {
    print(`${counted(taken, 'message')} taken.`)
    for (const each of refused) print(`${each.id} ${each.reason}`)
  }
  if (refused.length > 0)
    throw new Failure('messages_refused', `${counted(refused.length, 'message')} refused again.`)
  if (taken < chosen.length) throw unknown()
}

async function retried(directory: string, chosen: readonly string[] | undefined): Promise<Retried> {
  const { application, project } = await openApplication(directory)
  return withProjectDatabase(project, async (client, { connectionString }) => {
    await requireTables(client, looked)
    const connections = new Connections({ connectionString, poolSize: 3, applicationName: 'lintel events' })
    try {
      const { read } = incomingOf(application.model)
      return await retryRefused(connections, application.model, { ids: chosen, read })
    } finally {
      await connections.close()
    }
  })
}

async function discard(chosen: readonly string[], { directory, json }: Common): Promise<void> {
  const discarded = await onEvents(directory, (client) => discardRefused(client, chosen))
  if (json) printJson({ discarded })
  else print(`${counted(discarded, 'message')} deleted.`)
  if (discarded < chosen.length) throw unknown()
}
