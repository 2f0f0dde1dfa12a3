/** One try of one delivery: signed, sent to where the guard lets it go, and what came of it. */
import type { SecretBox } from '../../access/identity/secret-box.ts'
import { keyOf, signatureHeader } from '../../access/webhooks/standard-signature.ts'
import { retryAfterMs } from '../../clients/backoff.ts'
import { type AddressGuard, AddressRefused } from '../../clients/guard/address-guard.ts'
import { guardedPost } from '../../clients/guard/guarded-post.ts'
import type { Transaction } from '../../spec/data-access.ts'
import type { JobContext } from '../../spec/job.ts'
import type { DeliveryRow, SubscriptionRow } from '../../spec/outgoing/entities.ts'
import type { OutgoingWebhooks } from '../../spec/outgoing-webhooks.ts'
import { DelayedTry, Postponed } from '../delayed-try.ts'
import type { Destinations } from './destinations.ts'
import { nextTryMs } from './schedule.ts'

export interface DeliveryParts {
  readonly declared: OutgoingWebhooks
  readonly disableAfterDays: number
  readonly box: SecretBox
  readonly guard: AddressGuard
  readonly destinations: Destinations
  readonly userAgent: string
  /** Whether its owner may see what the event is about. */
  readonly mayTell: (subscription: SubscriptionRow, delivery: DeliveryRow) => Promise<boolean>
}

type Context = JobContext<{ readonly delivery: string }>

/** Longest for one try, from the question for the name to the head of the answer. */
const timeoutMs = 15_000

export async function deliver(parts: DeliveryParts, context: Context): Promise<void> {
  const { subscription: Subscription, delivery: Delivery } = parts.declared.added.entities
  const { db, input, finish } = context
  const delivery = await db.get(Delivery, input.delivery)
  const subscription = delivery && (await db.get(Subscription, delivery.subscription))
  // It is gone, or another try of the same has succeeded.
  if (!delivery || !subscription || delivery.status !== 'waiting') return
  const end = (changes: Partial<DeliveryRow>) =>
    finish((tx) => tx.update(Delivery, delivery.id, { ...changes, nextAttemptAt: null }))
  if (subscription.status !== 'active') {
    await end({ status: 'failed', error: 'The subscription is disabled.' })
    return
  }
  if (!(await parts.mayTell(subscription, delivery))) {
    await end({ status: 'withheld' })
    return
  }
  await send(parts, context, { subscription, delivery })
}

interface Sending {
  readonly subscription: SubscriptionRow
  readonly delivery: DeliveryRow
}

async function send(parts: DeliveryParts, context: Context, sending: Sending): Promise<void> {
  const { origin } = new URL(sending.subscription.url)
  const entry = parts.destinations.enter(origin)
  if ('waitMs' in entry) throw new Postponed('The receiver has enough to do.', entry.waitMs)
  let outcome: Outcome
  try {
    outcome = await attempt(parts, context, sending)
  } finally {
    entry.leave()
  }
  if (outcome.error === undefined) await succeed(parts, context, sending, outcome)
  else await fail(parts, context, sending, { ...outcome, error: outcome.error })
}

interface Outcome {
  readonly status?: number
  readonly durationMs: number
  /** Why it failed. */
  readonly error?: string
  readonly retryAfterMs?: number | undefined
}

async function attempt(
  parts: DeliveryParts,
  { signal }: Context,
  { subscription, delivery }: Sending,
): Promise<Outcome> {
  const begin = performance.now()
  const spent = () => Math.round(performance.now() - begin)
  try {
    const body = Buffer.from(delivery.content)
    const headers = { ...signedHeaders(parts, subscription, delivery, body), 'user-agent': parts.userAgent }
    const answer = await guardedPost(parts.guard, { url: subscription.url, headers, body, timeoutMs, signal })
    const { status } = answer
    const error = reasonOf(status)
    const wait = retryAfterMs(answer.retryAfter, Date.now())
    return { status, durationMs: spent(), ...(error === undefined ? {} : { error, retryAfterMs: wait }) }
  } catch (error) {
    // The process ends, or the job is another's: this was no try of the receiver.
    if (signal.aborted) throw error
    return { durationMs: spent(), error: wordsOf(error) }
  }
}

/** Signed with the former secret, too, as long as it is good. */
function signedHeaders(
  { box }: DeliveryParts,
  { id: owner, signingSecret, formerSigningSecret, formerSigningUntil }: SubscriptionRow,
  { id: delivery }: DeliveryRow,
  body: Buffer,
): Readonly<Record<string, string>> {
  const hasFormer = formerSigningUntil !== null && Date.parse(formerSigningUntil) > Date.now()
  const sealed = [signingSecret, ...(hasFormer && formerSigningSecret ? [formerSigningSecret] : [])]
  const keys = sealed.flatMap((each) => keyOf(box.open(each, owner).text) ?? [])
  const id = `msg_${delivery}`
  const timestamp = String(Math.floor(Date.now() / 1000))
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatureHeader(keys, { id, timestamp, body }),
  }
}

function reasonOf(status: number): string | undefined {
  if (status >= 200 && status < 300) return undefined
  const redirects = status >= 300 && status < 400 ? ', a redirect, which is not followed' : ''
  return `It answered ${status}${redirects}.`
}

/** For the log of the subscriber: what its receiver did, and nothing of this side. */
function wordsOf(error: unknown): string {
  if (error instanceof AddressRefused) return error.message
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
  const words =
    error instanceof Error && code === undefined ? error.message : `The connection failed: ${code}.`
  return words.slice(0, 500)
}

async function succeed(
  { declared }: DeliveryParts,
  { finish }: Context,
  { subscription, delivery }: Sending,
  { status = null, durationMs }: { readonly status?: number | null; readonly durationMs: number },
): Promise<void> {
  const { subscription: Subscription, delivery: Delivery } = declared.added.entities
  await finish(async (tx) => {
    await tx.update(Delivery, delivery.id, {
      status: 'delivered',
      attempts: delivery.attempts + 1,
      responseStatus: status,
      durationMs,
      error: null,
      nextAttemptAt: null,
      deliveredAt: new Date().toISOString(),
    })
    if (subscription.failingSince !== null)
      await tx.update(Subscription, subscription.id, { failingSince: null })
  })
}

async function fail(
  parts: DeliveryParts,
  { db, finish, log }: Context,
  { subscription, delivery }: Sending,
  outcome: Outcome & { readonly error: string },
): Promise<void> {
  const { subscription: Subscription, delivery: Delivery } = parts.declared.added.entities
  const attempts = delivery.attempts + 1
  const disabling = whyDisabled(parts, subscription, outcome)
  const waitMs = disabling === undefined ? nextTryMs(attempts, outcome.retryAfterMs) : undefined
  const { status: responseStatus = null, durationMs, error } = outcome
  const said = { attempts, responseStatus, durationMs, error }
  const record = async (tx: Pick<Transaction, 'update'>) => {
    const nextAttemptAt = waitMs === undefined ? null : new Date(Date.now() + waitMs).toISOString()
    const status = waitMs === undefined ? 'failed' : 'waiting'
    await tx.update(Delivery, delivery.id, { ...said, status, nextAttemptAt })
    if (subscription.failingSince === null)
      await tx.update(
        Subscription,
        { id: subscription.id, failingSince: { null: true } },
        { failingSince: new Date().toISOString() },
      )
  }
  if (waitMs !== undefined) {
    await db.transaction(record)
    throw new DelayedTry(error, waitMs)
  }
  await finish(async (tx) => {
    await record(tx)
    if (disabling === undefined) return
    const isNow = await tx.update(
      Subscription,
      { id: subscription.id, status: 'active' },
      { status: 'disabled', reason: disabling },
    )
    if (isNow) await tx.emit(parts.declared.disabled, { subscription: subscription.id })
  })
  if (disabling === undefined) log.warn('a webhook was not delivered', { delivery: delivery.id })
  else log.warn('a webhook subscription was disabled', { subscription: subscription.id, reason: disabling })
}

const dayMs = 86_400_000

function whyDisabled(
  { disableAfterDays }: DeliveryParts,
  { failingSince }: SubscriptionRow,
  { status }: Outcome,
): string | undefined {
  // RFC 9110 §15.5.11: it is gone for good. Standard Webhooks asks for the end of deliveries then.
  if (status === 410) return 'The receiver answered 410: it is gone.'
  if (failingSince === null || Date.now() - Date.parse(failingSince) < disableAfterDays * dayMs)
    return undefined
  return `Every try has failed for ${disableAfterDays} days.`
}
