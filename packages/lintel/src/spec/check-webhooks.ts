/** What must be true of incoming webhooks before a delivery arrives. */
import type { Report } from './build-model.ts'
import type { ApplicationModel, WebhookModel } from './model.ts'

export function checkWebhooks({ webhooks, operations }: ApplicationModel, report: Report): void {
  for (const webhook of Object.values(webhooks ?? {})) {
    const { at } = webhook
    for (const problem of problemsOf(webhook)) report.add({ at, ...problem })
    const other = operations[webhook.operation]
    if (other) {
      report.add({
        at,
        message: `The webhook ${webhook.name} and an operation are both called ${webhook.operation}.`,
        hint: `Rename one of them: the operation is at ${other.at.file}:${other.at.line}.`,
      })
    }
  }
}

interface Fault {
  readonly message: string
  readonly hint: string
}

function problemsOf(webhook: WebhookModel): readonly Fault[] {
  const { name, path, events, keepDays, toleranceSeconds } = webhook
  const faults: Fault[] = []
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name))
    faults.push({
      message: `A webhook is called "${name}".`,
      hint: 'Use small letters, digits and hyphens.',
    })
  if (/[{}?#\s]/.test(path))
    faults.push({
      message: `The path of the webhook ${name} is "${path}".`,
      hint: 'Write a path without parameters: /webhooks/payments.',
    })
  if (Object.keys(events).length === 0)
    faults.push({
      message: `The webhook ${name} takes no event.`,
      hint: "Name the types that it takes: events: { 'payment.succeeded': { … } }.",
    })
  for (const pointer of pointersOf(webhook).filter((each) => each !== '' && !each.startsWith('/')))
    faults.push({
      message: `The webhook ${name} looks at "${pointer}", which is no JSON Pointer.`,
      hint: `Write "/${pointer.replaceAll('.', '/')}".`,
    })
  if (!Number.isSafeInteger(keepDays) || keepDays < 1)
    faults.push({
      message: `keepDays of the webhook ${name} is ${keepDays}.`,
      hint: 'Give a whole number, 1 or more.',
    })
  if (toleranceSeconds !== undefined && !(toleranceSeconds > 0 && toleranceSeconds <= keepDays * 86_400))
    faults.push({
      message: `toleranceSeconds of the webhook ${name} is ${toleranceSeconds}.`,
      hint: 'Give a number above 0, and no more than keepDays: what is forgotten must be too old.',
    })
  return faults
}

function pointersOf({ places, orderedBy }: WebhookModel): readonly string[] {
  const placed = places ? [places.id, places.type] : []
  return [
    ...placed.flatMap((place) => ('pointer' in place ? [place.pointer] : [])),
    ...(places ? [places.data] : []),
    ...(orderedBy === undefined ? [] : [orderedBy]),
  ]
}
