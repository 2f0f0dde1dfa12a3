/** What keys, second factors, passkeys and providers need, and the limits that they may have. */
import { isSafeAddress } from './issuer-address.ts'
import type {
  EntityModel,
  FactorFlowsModel,
  IdentityFlowsModel,
  IdentityModel,
  ProviderModel,
} from './model.ts'

export interface FactorSubject {
  readonly identity: IdentityModel
  readonly entity: EntityModel
  complain(message: string, hint: string): void
  /** Complains of a number that is not whole, or not within these. */
  limit(name: string, value: number, least: number, most?: number): void
}

export function checkFactors(subject: FactorSubject, flows: IdentityFlowsModel): void {
  checkSessions(subject, flows)
  checkApiKeys(subject, flows)
  checkOtherLimits(subject, flows)
  checkRequired(subject, flows)
  for (const [name, provider] of Object.entries(flows.providers ?? {})) checkProvider(subject, name, provider)
}

function checkSessions({ entity, complain }: FactorSubject, flows: IdentityFlowsModel): void {
  const needing = (['apiKeys', 'secondFactor', 'passkeys', 'providers'] as const).filter(
    (name) => flows[name],
  )
  if (needing.length === 0 || flows.sessions) return
  complain(
    `identity(${entity.name}) has ${needing.join(', ')} without sessions, and nobody could set them up.`,
    'Add sessions: true.',
  )
}

function checkApiKeys({ complain, limit }: FactorSubject, { apiKeys }: FactorFlowsModel): void {
  if (!apiKeys) return
  if (apiKeys.prefix !== undefined && !/^[a-z][a-z0-9]{0,29}$/.test(apiKeys.prefix))
    complain(
      `API keys are to begin with "${apiKeys.prefix}".`,
      'Use up to 30 small letters and digits, a letter first.',
    )
  limit('apiKeys.maxDays', apiKeys.maxDays, 1, 3_650)
  limit('apiKeys.defaultDays', apiKeys.defaultDays, 1, apiKeys.maxDays)
  limit('apiKeys.perAccount', apiKeys.perAccount, 1, 1_000)
  limit('apiKeys.rememberSeconds', apiKeys.rememberSeconds, 0, 60)
}

function checkOtherLimits({ limit }: FactorSubject, flows: IdentityFlowsModel): void {
  const { sessions, secondFactor, passkeys } = flows
  if (sessions) limit('sessions.freshSeconds', sessions.freshSeconds, 10, 86_400)
  if (secondFactor) {
    limit('secondFactor.challengeTtlSeconds', secondFactor.challengeTtlSeconds, 30, 3_600)
    limit('secondFactor.recoveryCodes', secondFactor.recoveryCodes, 1, 50)
  }
  if (passkeys) {
    limit('passkeys.challengeTtlSeconds', passkeys.challengeTtlSeconds, 30, 3_600)
    limit('passkeys.perAccount', passkeys.perAccount, 1, 1_000)
  }
}

/** A role that nobody can have protects nobody. */
function checkRequired(
  { identity, entity, complain }: FactorSubject,
  { secondFactor }: FactorFlowsModel,
): void {
  const role = entity.fields[identity.role ?? '']
  for (const name of secondFactor?.requiredFor ?? []) {
    if (role?.kind === 'text' || role?.values?.includes(name)) continue
    complain(
      `identity(${entity.name}) requires a second factor of the role "${name}", which nobody has.`,
      role
        ? `Name roles of ${entity.name}.${role.name}.`
        : `Name the field of roles: identity(…, { role: … }).`,
    )
  }
}

function checkProvider(subject: FactorSubject, name: string, provider: ProviderModel): void {
  const { identity, entity, complain } = subject
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(name))
    complain(
      `The provider "${name}" has a name that no path can have.`,
      'Use small letters, digits and -, a letter first.',
    )
  if (provider.issuer !== undefined && !isSafeAddress(provider.issuer))
    complain(
      `The issuer of the provider "${name}" is "${provider.issuer}", no https address.`,
      'Whoever can change keys on their way signs in as anybody: use https://.',
    )
  for (const field of Object.keys(provider.claims)) {
    const model = entity.fields[field]
    const isOther = ![identity.email, identity.password, identity.role].includes(field)
    if (model?.kind === 'text' && model.column !== undefined && isOther) continue
    complain(
      `The provider "${name}" is to fill "${field}" of ${entity.name}, which is no text that a stranger may choose.`,
      `Take it out of providers.${name}.claims.`,
    )
  }
  if (provider.createAccounts) checkNewAccounts(subject, name, provider)
}

/** Whoever comes from a provider has no password, and only what its claims say. */
function checkNewAccounts(
  { identity, entity, complain }: FactorSubject,
  name: string,
  { claims }: ProviderModel,
): void {
  for (const field of Object.values(entity.fields)) {
    const needs =
      field.column !== undefined && !field.optional && field.default === undefined && !field.readOnly
    if (!needs || field.name === identity.email || Object.hasOwn(claims, field.name)) continue
    complain(
      `Whoever comes from the provider "${name}" has no "${field.name}", and no ${entity.name} can be stored without it.`,
      field.name === identity.password
        ? `Write ${field.name}: t.password().optional(), or providers.${name}.createAccounts: false.`
        : `Name a claim: providers.${name}.claims: { ${field.name}: … }, make it optional(), or give it a default.`,
    )
  }
}
