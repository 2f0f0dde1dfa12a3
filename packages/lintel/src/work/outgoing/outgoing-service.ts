/** Outgoing webhooks as a process runs them: with its secrets, its guard, and the rules of those who are told. */
import { randomBytes } from 'node:crypto'
import { SecretBox } from '../../access/identity/secret-box.ts'
import { secretPrefix } from '../../access/webhooks/standard-signature.ts'
import { type AddressGuard, AddressRefused } from '../../clients/guard/address-guard.ts'
import type { DataAccess } from '../../database/data-access.ts'
import type { ApplicationModel } from '../../spec/model.ts'
import type { DeliveryRow, SubscriptionRow } from '../../spec/outgoing/entities.ts'
import { testType } from '../../spec/outgoing/operations.ts'
import type { Outlet } from '../../spec/outgoing/outlet.ts'
import type { OutgoingWebhooks } from '../../spec/outgoing-webhooks.ts'
import { Principal } from '../../spec/principal.ts'
import { type DeliveryParts, deliver } from './deliver.ts'
import { Destinations } from './destinations.ts'
import { fanOut } from './fan-out.ts'
import { mayTell } from './may-tell.ts'

export interface OutgoingServiceOptions {
  readonly declared: OutgoingWebhooks
  readonly model: ApplicationModel
  /** TOKEN_SECRET, then former ones. */
  readonly secrets: readonly string[]
  readonly guard: AddressGuard
  /** Access without rules. */
  readonly db: DataAccess
  /** Access under the rules of somebody. */
  readonly dbFor: (principal: Principal) => DataAccess
}

export interface OutgoingService extends Outlet {
  /** Forgets deliveries that are older than they are kept. */
  prune(): Promise<void>
}

export function outgoingService(options: OutgoingServiceOptions): OutgoingService {
  const { declared, model, secrets, guard, db } = options
  const { disableAfterDays = 5, keepDays = 30 } = model.outgoing ?? {}
  const box = new SecretBox(secrets, 'webhook secrets')
  const parts: DeliveryParts = {
    declared,
    disableAfterDays,
    box,
    guard,
    destinations: new Destinations(),
    userAgent: `${model.name}/${model.version}`.replaceAll(/[^\x21-\x7e]/g, '-'),
    mayTell: (subscription, delivery) => ownerMayBeTold(options, subscription, delivery),
  }
  return {
    refusalOf: (url) => refusalOf(guard, url),
    newSecret: (subscription) => {
      // Standard Webhooks: between 24 and 64 bytes.
      const secret = `${secretPrefix}${randomBytes(32).toString('base64')}`
      return { secret, sealed: box.seal(secret, subscription) }
    },
    fanOut: (context, type) => fanOut(declared, context, type),
    deliver: (context) => deliver(parts, context),
    prune: async () => {
      const createdAt = { lt: new Date(Date.now() - keepDays * 86_400_000).toISOString() }
      const status = { ne: 'waiting' } as const
      await db.deleteMany(declared.added.entities.delivery, { createdAt, status })
    },
  }
}

async function refusalOf(guard: AddressGuard, url: string): Promise<string | undefined> {
  try {
    await guard.check(url)
    return undefined
  } catch (error) {
    return error instanceof AddressRefused ? error.message : 'Its name leads nowhere.'
  }
}

async function ownerMayBeTold(
  { declared, model, db, dbFor }: OutgoingServiceOptions,
  { owner }: SubscriptionRow,
  { type, told }: DeliveryRow,
): Promise<boolean> {
  if (type === testType || model.outgoing?.announcements.includes(type)) return true
  const event = model.events?.[type]
  const row = await db.get(declared.entity, owner)
  if (!event || !row) return false
  const role: unknown = Reflect.get(row, model.identity?.role ?? '')
  const principal = new Principal({ id: String(owner), roles: typeof role === 'string' ? [role] : [] })
  return mayTell(dbFor(principal), event, told as object)
}
