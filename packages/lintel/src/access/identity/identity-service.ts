/** Identity at work: the parts of one application, the flows of one request, and what is tidied up. */
import type { AccessContext } from '../../database/access-context.ts'
import type { Connections } from '../../database/connections.ts'
import { DataAccess } from '../../database/data-access.ts'
import type { WatchedField } from '../../database/watched-field.ts'
import { apiKeyPrefix } from '../../spec/identity/api-key-prefix.ts'
import type { IdentityFlows } from '../../spec/identity/flows.ts'
import type { IdentityMessage } from '../../spec/identity/options.ts'
import type { Identity } from '../../spec/identity.ts'
import type { MailMessage } from '../../spec/mail.ts'
import type { IdentityFlowsModel } from '../../spec/model.ts'
import type { Observe } from '../../spec/observation.ts'
import type { Tokens } from '../tokens.ts'
import { accountFlows } from './account-flows.ts'
import { apiKeyFlows } from './api-key-flows.ts'
import { ApiKeys } from './api-keys.ts'
import { Audit } from './audit.ts'
import { Background } from './background.ts'
import { Challenges } from './challenges.ts'
import { Delivery } from './delivery.ts'
import type { FlowCall } from './flow-call.ts'
import type { IdentityParts } from './identity-parts.ts'
import { passkeyFlows } from './passkey-flows.ts'
import { passwordFlows } from './password-flows.ts'
import { providerFlows } from './provider-flows.ts'
import { Providers } from './providers.ts'
import { RefreshTokens } from './refresh-tokens.ts'
import { holderLacksFactor, lacksFactor } from './required-factor.ts'
import { secondFactorFlows } from './second-factor-flows.ts'
import { SecretBox } from './secret-box.ts'
import { sessionFlows } from './session-flows.ts'
import { Sessions } from './sessions.ts'
import { Throttle } from './throttle.ts'
import { tokenFlows } from './token-flows.ts'

export interface IdentityServiceOptions {
  readonly application: string
  readonly identity: Identity
  /** Without rules of access. */
  readonly context: AccessContext
  readonly connections: Connections
  readonly tokens: Tokens | undefined
  /** TOKEN_SECRET, then former ones; none where nothing is encrypted. */
  readonly secrets: readonly string[]
  readonly observe: Observe
}

export interface IdentityService {
  /** Where the application has sessions. */
  readonly sessions: Sessions | undefined
  /** Where the application has API keys. */
  readonly apiKeys: ApiKeys | undefined
  readonly audit: Audit
  /** Changes of roles. */
  readonly watched: WatchedField | undefined
  flowsFor(call: FlowCall): IdentityFlows
  /** What a message says that waited in the queue; `undefined` where it is of no use any more. */
  composeMail(message: IdentityMessage, publicUrl: string | undefined): MailMessage | undefined
  /** Deletes what is over: sessions, tokens, delays, and events that need not be kept. */
  prune(): Promise<void>
  /** Waits for mails that are on their way. */
  settle(): Promise<void>
}

/** `undefined` where no flow is switched on. */
export function identityService(options: IdentityServiceOptions): IdentityService | undefined {
  const { flows } = options.identity.model
  if (!flows) return undefined
  const delivery = deliveryOf(options, flows)
  const parts = identityParts(options, flows, delivery)
  return {
    sessions: flows.sessions ? parts.sessions : undefined,
    apiKeys: flows.apiKeys ? parts.apiKeys : undefined,
    audit: parts.audit,
    watched: watchedRole(parts),
    flowsFor: (call) => ({
      accounts: accountFlows(parts, call),
      sessions: sessionFlows(parts, call),
      tokens: tokenFlows(parts, call),
      passwords: passwordFlows(parts, call),
      apiKeys: apiKeyFlows(parts, call),
      secondFactor: secondFactorFlows(parts, call),
      providers: providerFlows(parts, call),
      passkeys: passkeyFlows(parts, call),
    }),
    composeMail: (message, publicUrl) => delivery.compose(message, publicUrl),
    prune: () => prune(parts),
    settle: () => parts.background.settle(),
  }
}

function deliveryOf(
  { application, identity, context, connections, secrets }: IdentityServiceOptions,
  flows: IdentityFlowsModel,
): Delivery {
  const db = new DataAccess(context, connections)
  return new Delivery({
    application,
    identity,
    flows,
    db,
    secrets: new SecretBox(secrets, 'tokens in mails'),
  })
}

function identityParts(
  options: IdentityServiceOptions,
  flows: IdentityFlowsModel,
  delivery: Delivery,
): IdentityParts {
  const { application, identity, context, connections, tokens, observe } = options
  const { entities } = identity.added
  const db = new DataAccess(context, connections)
  const needed = { db, entities, flows, identity: identity.model }
  const audit = new Audit({ db, entity: entities.event, observe, keepDays: flows.audit?.keepDays })
  const sessions = new Sessions({
    db,
    account: identity.entity,
    entity: entities.session,
    identity: identity.model,
    limits: flows.sessions ?? { idleSeconds: 0, absoluteSeconds: 0, rememberSeconds: 0, freshSeconds: 0 },
    lacksFactor: (row, methods) => lacksFactor(needed, row, methods),
  })
  const refreshTokens = new RefreshTokens({
    db,
    entity: entities.refreshFamily,
    limits: flows.refresh ?? { idleSeconds: 0, absoluteSeconds: 0, graceSeconds: 0 },
  })
  const challenges = new Challenges(db, entities.challenge)
  return {
    application,
    identity: identity.model,
    flows,
    account: identity.entity,
    entities,
    db,
    dbWithHashes: new DataAccess({ ...context, hashPassword: async (hash) => hash }, connections),
    sessions,
    refreshTokens,
    tokens,
    apiKeys: new ApiKeys({
      db,
      account: identity.entity,
      entity: entities.apiKey,
      identity: identity.model,
      prefix: apiKeyPrefix({ name: application, identity: identity.model }) ?? '',
      limits: flows.apiKeys ?? { defaultDays: 0, maxDays: 0, perAccount: 0, rememberSeconds: 0 },
      holderLacksFactor: (holder) => holderLacksFactor(needed, holder),
    }),
    providers: new Providers(identity, flows),
    challenges,
    secrets: new SecretBox(options.secrets, 'secrets of second factors'),
    throttle: new Throttle(db, flows.throttle),
    audit,
    background: new Background(observe),
    deliver: (message) => delivery.deliver(message),
    endAccess: [
      async (account, except) => {
        if (flows.sessions) await sessions.endAll(account, except)
        if (flows.refresh) await refreshTokens.endAll(account)
        if (needsChallenges(flows)) await challenges.endAll(account)
      },
    ],
  }
}

/** A change of somebody's role is kept, and holds for their sessions and keys. */
function watchedRole({ identity, audit, sessions, apiKeys }: IdentityParts): WatchedField | undefined {
  const { entity, role } = identity
  if (role === undefined) return undefined
  return {
    entity,
    field: role,
    changed: async (context, changes) => {
      const by = context.principalId === null ? '' : ` by ${context.principalId}`
      for (const { id, before, after } of changes) {
        sessions.forgetAccount(String(id))
        apiKeys.forgetAccount(String(id))
        const detail = `${before ?? 'none'} to ${after ?? 'none'}${by}`
        await audit.in(context).record({ kind: 'rights_changed', account: id, detail })
      }
    },
  }
}

function needsChallenges({ secondFactor, passkeys, providers }: IdentityFlowsModel): boolean {
  return [secondFactor, passkeys, providers].some((each) => each !== undefined)
}

async function prune(parts: IdentityParts): Promise<void> {
  const { db, entities, flows, sessions, refreshTokens, apiKeys, challenges, throttle, audit } = parts
  const now = new Date().toISOString()
  await throttle.prune()
  await audit.prune()
  if (flows.sessions) await sessions.prune()
  if (flows.refresh) await refreshTokens.prune()
  if (flows.apiKeys) await apiKeys.prune()
  if (needsChallenges(flows)) await challenges.prune()
  if (flows.signUp?.verifyEmail === 'required')
    await db.deleteMany(entities.signUp, { expiresAt: { lt: now } })
  if (flows.passwordReset) await db.deleteMany(entities.singleUseToken, { expiresAt: { lt: now } })
}
