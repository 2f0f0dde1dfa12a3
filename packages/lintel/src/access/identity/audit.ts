/** What happened to accounts: kept for whoever looks into it, and told to the log. */
import type { AccessContext } from '../../database/access-context.ts'
import { DataAccess } from '../../database/data-access.ts'
import type { IdentityEntities } from '../../spec/identity/entities.ts'
import type { Observe } from '../../spec/observation.ts'
import type { FlowCall } from './flow-call.ts'

export type EventKind =
  | 'signed_up'
  | 'sign_up_requested'
  | 'email_verified'
  | 'signed_in'
  | 'sign_in_failed'
  | 'locked_out'
  | 'signed_out'
  | 'signed_out_everywhere'
  | 'session_ended'
  | 'refresh_token_reused'
  | 'password_changed'
  | 'password_change_failed'
  | 'password_reset_requested'
  | 'password_reset'
  | 'single_use_token_refused'
  | 'request_forgery_refused'
  | 'rights_changed'
  | 'stepped_up'
  | 'step_up_failed'
  | 'second_factor_on'
  | 'second_factor_off'
  | 'second_factor_failed'
  | 'recovery_code_used'
  | 'recovery_codes_renewed'
  | 'identity_linked'
  | 'identity_unlinked'
  | 'provider_refused'
  | 'passkey_added'
  | 'passkey_removed'
  | 'passkey_refused'
  | 'api_key_created'
  | 'api_key_revoked'

export interface AuditEvent {
  readonly kind: EventKind
  /** Id of the account; absent where there is none. */
  readonly account?: string | number | undefined
  readonly call?: Pick<FlowCall, 'address' | 'requestId'>
  /** Never a secret, never a value that somebody typed. */
  readonly detail?: string
}

export interface AuditOptions {
  readonly db: DataAccess
  readonly entity: IdentityEntities['event']
  readonly observe: Observe
  /** Absent: nothing is kept, and the log alone is told. */
  readonly keepDays: number | undefined
}

export class Audit {
  readonly #options: AuditOptions

  constructor(options: AuditOptions) {
    this.#options = options
  }

  /** The same as a part of what goes on in this context, a transaction perhaps. */
  in(context: AccessContext): Audit {
    return new Audit({ ...this.#options, db: new DataAccess(context, undefined) })
  }

  async record({ kind, account, call, detail }: AuditEvent): Promise<void> {
    const { db, entity, observe, keepDays } = this.#options
    const who = account === undefined ? {} : { account: String(account) }
    observe({ event: 'identity', kind, ...who, ...(call ? { requestId: call.requestId } : {}) })
    if (keepDays === undefined) return
    await db.insert(entity, {
      kind,
      account: who.account ?? null,
      address: call?.address.slice(0, 64) ?? null,
      requestId: call?.requestId ?? null,
      detail: detail?.slice(0, 255) ?? null,
    })
  }

  /** Deletes events that are older than the specification keeps them. */
  async prune(): Promise<void> {
    const { db, entity, keepDays } = this.#options
    if (keepDays === undefined) return
    const oldest = new Date(Date.now() - keepDays * 86_400_000).toISOString()
    await db.deleteMany(entity, { createdAt: { lt: oldest } })
  }
}
