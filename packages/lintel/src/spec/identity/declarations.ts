/** What `identity(…)` adds to an application: the routes of its flows, and the entities that they need. */
import type { AnyEntity } from '../entity.ts'
import type { Mail } from '../mail.ts'
import type { IdentityModel } from '../model.ts'
import type { Operation } from '../operation.ts'
import { accountFlows } from './account-flows.ts'
import { apiKeyFlows } from './api-key-flows.ts'
import { type IdentityEntities, identityEntities } from './entities.ts'
import { identityMails } from './mails.ts'
import { passkeyFlows } from './passkey-flows.ts'
import { passwordFlows } from './password-flows.ts'
import { providerFlows } from './provider-flows.ts'
import { secondFactorFlows } from './second-factor-flows.ts'
import { sessionFlows } from './session-flows.ts'
import { stepUpFlow } from './step-up-flow.ts'
import { tokenFlows } from './token-flows.ts'

export interface IdentityDeclarations {
  /** By the names of their operations. */
  readonly operations: Readonly<Record<string, Operation>>
  /** All of them, of which an application has those that it needs. */
  readonly entities: IdentityEntities
  readonly needed: readonly AnyEntity[]
  readonly mails: readonly Mail[]
}

export function identityDeclarations(account: AnyEntity, identity: IdentityModel): IdentityDeclarations {
  const entities = identityEntities(account)
  return {
    operations: {
      ...accountFlows(account, identity),
      ...sessionFlows(account, identity),
      ...tokenFlows(identity),
      ...passwordFlows(account, identity),
      ...apiKeyFlows(identity),
      ...secondFactorFlows(account, identity),
      ...passkeyFlows(account, identity),
      ...providerFlows(identity),
      ...stepUpFlow(account, identity),
    },
    entities,
    needed: neededEntities(entities, identity),
    mails: identityMails(identity),
  }
}

function neededEntities(entities: IdentityEntities, { flows }: IdentityModel): readonly AnyEntity[] {
  if (!flows) return []
  return [
    entities.throttle,
    ...(flows.sessions ? [entities.session] : []),
    ...(flows.refresh ? [entities.refreshFamily] : []),
    ...(flows.signUp?.verifyEmail === 'required' ? [entities.signUp] : []),
    ...(flows.passwordReset ? [entities.singleUseToken] : []),
    ...(flows.audit ? [entities.event] : []),
    ...(flows.apiKeys ? [entities.apiKey] : []),
    ...(flows.secondFactor ? [entities.totp, entities.recoveryCode] : []),
    ...(flows.secondFactor || flows.passkeys || flows.providers ? [entities.challenge] : []),
    ...(flows.passkeys ? [entities.passkey] : []),
    ...(flows.providers ? [entities.linkedIdentity] : []),
    ...(flows.providers || flows.passkeys || flows.apiKeys ? [entities.verifiedEmail] : []),
  ]
}
