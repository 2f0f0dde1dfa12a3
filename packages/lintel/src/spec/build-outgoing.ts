/** The declaration of outgoing webhooks as plain data, and what must be true of it. */
import type { Declarations } from './application.ts'
import type { Report } from './build-model.ts'
import type { ApplicationModel, ValueModel } from './model.ts'

export function buildOutgoing(
  { outgoing: [first, second] }: Declarations,
  report: Report,
): Pick<ApplicationModel, 'outgoing'> {
  if (!first) return {}
  if (second) {
    report.add({
      at: second.at,
      message: 'A second webhooks(…) is declared.',
      hint: `Keep one: the other is at ${first.at.file}:${first.at.line}.`,
    })
  }
  const { entity, options, at } = first
  return {
    outgoing: {
      account: entity.name,
      events: options.events.map(({ name }) => name),
      announcements: (options.announcements ?? []).map(({ name }) => name),
      disableAfterDays: options.disableAfterDays ?? 5,
      keepDays: options.keepDays ?? 30,
      at,
    },
  }
}

export function checkOutgoing({ outgoing, identity, events }: ApplicationModel, report: Report): void {
  if (!outgoing) return
  const { account, at, announcements, disableAfterDays, keepDays } = outgoing
  const add = (message: string, hint: string) => report.add({ at, message, hint })
  if (identity?.entity !== account)
    add(
      `webhooks(${account}, …) is for an entity whose rows do not sign in.`,
      `Give it ${identity?.entity ?? 'the entity of identity(…)'}.`,
    )
  if (outgoing.events.length + announcements.length === 0)
    add('webhooks(…) names no event.', 'Name the events that others may subscribe to: events: [orderPlaced].')
  for (const name of outgoing.events.filter((each) => !refersToRows(events?.[each]?.data ?? {})))
    add(
      `The event ${name} refers to no row, so nothing says who may be told of it.`,
      'Give it a t.ref(…), or name it under announcements, which every subscriber may be told.',
    )
  for (const [option, value] of Object.entries({ disableAfterDays, keepDays })) {
    if (!Number.isSafeInteger(value) || value < 1)
      add(`${option} of webhooks(…) is ${value}.`, 'Give a whole number, 1 or more.')
  }
}

function refersToRows(data: Readonly<Record<string, ValueModel>>): boolean {
  return Object.values(data).some(({ kind }) => kind === 'ref')
}
