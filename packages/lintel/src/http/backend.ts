/** What endpoints work with: the model, the connections, and who can be told of what happens. */

import type { IdentityService } from '../access/identity/identity-service.ts'
import type { Tokens } from '../access/tokens.ts'
import type { WebhookVerifier } from '../access/webhooks/webhook-verifier.ts'
import type { AnswerCache } from '../cache/answer-cache.ts'
import type { Clients } from '../clients/clients.ts'
import type { AccessContext } from '../database/access-context.ts'
import type { Connections } from '../database/connections.ts'
import type { Meaning } from '../database/database-problems.ts'
import type { KeyBook } from '../database/idempotency/key-book.ts'
import type { StatementCache } from '../database/statement-cache.ts'
import type { UnitOfWork } from '../database/unit-of-work.ts'
import type { WatchedField } from '../database/watched-field.ts'
import { actorOf, unlimitedActorOf } from '../plan/access/actor.ts'
import type { ApplicationModel, GrantModel } from '../spec/model.ts'
import type { Observe } from '../spec/observation.ts'
import type { Auth } from '../spec/operation.ts'
import type { Principal, PrincipalData } from '../spec/principal.ts'
import type { Admitted } from './endpoint.ts'
import type { LimitStores } from './limits/limit-door.ts'
import type { SessionDoor } from './session-door.ts'

export interface Limits {
  /** Default 1 MiB. */
  readonly maxBodyBytes: number
  /** Levels of JSON (default 32). */
  readonly maxBodyDepth: number
  /** Bytes of one uploaded file (default 10 MiB). */
  readonly maxFileBytes: number
}

export interface Idempotency {
  readonly book: KeyBook
  /** After so long a request that did not end is taken up by the next that has its key. */
  readonly leaseMs: number
  /** How long answers are kept where a declaration does not say. */
  readonly keepHours: number
}

export interface Backend {
  readonly model: ApplicationModel
  readonly connections: Connections
  readonly statements: StatementCache
  readonly meaning: Meaning
  readonly hashPassword: (password: string) => Promise<string>
  /** Absent where the application has no identity. */
  readonly tokens: Tokens | undefined
  /** Services that prove who they are by a client certificate, by the DNS name in it. */
  readonly certified: ReadonlyMap<string, PrincipalData>
  readonly auth: Auth
  /** Absent where the application has no flow of identity. */
  readonly identity: IdentityService | undefined
  /** Changes of rights, for the audit log. */
  readonly watched: WatchedField | undefined
  /** Absent where nobody signs in by a cookie. */
  readonly sessionDoor: SessionDoor | undefined
  /** Absent where the application calls no other system. */
  readonly clients: Clients | undefined
  readonly idempotency: Idempotency
  readonly limitStores: LimitStores
  /** Absent where nothing is remembered. */
  readonly cache: AnswerCache | undefined
  /** By the names of the webhooks whose deliveries they verify. */
  readonly webhooks: ReadonlyMap<string, WebhookVerifier>
  readonly observe: Observe
  readonly limits: Limits
  /** Checks answers against their declared shape: on in development and tests. */
  readonly checkAnswers: boolean
  /** Tells the developer which rule denied a request: on in development alone. */
  readonly explainsDenials: boolean
}

/**
 * What statements of one call are run with.
 *
 * @param grants  of an operation: scopes have let its caller in, and bind nothing of what it does
 */
export function contextOf(
  backend: Backend,
  principal: Principal,
  grants?: readonly GrantModel[],
): AccessContext {
  const { model, connections, statements, meaning, hashPassword, watched } = backend
  const principalId = principal.isSignedIn ? principal.id : null
  return {
    model,
    executor: connections,
    statements,
    meaning,
    hashPassword,
    watched,
    actor: grants ? unlimitedActorOf(principal) : actorOf(principal),
    principalId,
    grants: grants ?? [],
  }
}

/**
 * What an admitted request writes with: by itself, or as one unit where it has an `Idempotency-Key`.
 *
 * @param grants  as in `contextOf`
 */
export function workOf(
  backend: Backend,
  { principal, keyed }: Admitted,
  grants?: readonly GrantModel[],
): UnitOfWork {
  const context = contextOf(backend, principal, grants)
  if (!keyed) return { context, connections: backend.connections }
  return { context: { ...context, executor: keyed.unit }, connections: keyed.unit }
}
