/** Verifiers for the tokens of others: what the specification says of them, with the values that are known at start. */
import { accountsOf } from '../access/accounts.ts'
import { keyFinder } from '../access/key-set.ts'
import { OutsideKeys } from '../access/outside-keys.ts'
import { OutsideTokens } from '../access/outside-tokens.ts'
import { ServiceTokens } from '../access/service-tokens.ts'
import type { TokenVerifier } from '../access/token-verifier.ts'
import type { DataAccess } from '../database/data-access.ts'
import type { Application } from '../spec/application.ts'
import { isSafeAddress } from '../spec/issuer-address.ts'
import type { AtStart, KeyOptions, PublicKey } from '../spec/issuers.ts'
import type { Location } from '../spec/location.ts'
import type { Observe } from '../spec/observation.ts'
import type { PrincipalData } from '../spec/principal.ts'
import { SpecificationError } from '../spec/specification-error.ts'

export interface Surroundings {
  readonly application: Application
  /** Without rules, to find whose a token is. */
  readonly db: DataAccess
  readonly observe: Observe
}

/** Services first: a provider may sign for them as well as for people. */
export function outsideVerifiers(surroundings: Surroundings): readonly TokenVerifier[] {
  return [...serviceVerifiers(surroundings), ...trustVerifiers(surroundings)]
}

const clockToleranceSeconds = 5

function serviceVerifiers({ application, observe }: Surroundings): readonly TokenVerifier[] {
  const { declarations, model } = application
  return declarations.services.flatMap(({ name, options, at }) => {
    const { certificate, jwksUri } = options
    // One that calls with a certificate alone has no tokens.
    if (certificate !== undefined && options.keys === undefined && jwksUri === undefined) return []
    const issuer = atStart(options.issuer ?? name)
    const { subject = name, audience, keys, roles = [], scopes = [] } = options
    const tokens = new ServiceTokens({
      name,
      subject,
      issuer,
      audience: audience === undefined ? model.name : atStart(audience),
      roles,
      scopes,
      typ: 'at+jwt',
      algorithms: model.services?.[name]?.algorithms ?? [],
      clockToleranceSeconds: options.clockToleranceSeconds ?? clockToleranceSeconds,
      keys: keys ? given(atStart(keys), at) : fetched({ issuer, options, at, observe }),
    })
    return [tokens]
  })
}

/** Services that call with a client certificate, by the DNS name in it. */
export function certifiedServices({ declarations }: Application): ReadonlyMap<string, PrincipalData> {
  return new Map(
    declarations.services.flatMap(({ name, options: { certificate, roles = [], scopes = [] } }) => {
      const principal: PrincipalData = { id: null, kind: 'service', service: name, roles, scopes }
      return certificate === undefined ? [] : [[certificate, principal] as const]
    }),
  )
}

function trustVerifiers({ application, db, observe }: Surroundings): readonly TokenVerifier[] {
  const { declarations, model } = application
  const [identity] = declarations.identities
  const entity = model.entities[identity?.entity.name ?? '']
  if (!identity || !entity) return []
  return (identity.options.trust ?? []).map((options, index) => {
    const issuer = atStart(options.issuer)
    const described = model.identity?.trust?.[index]
    const { subject, provision } = options
    return new OutsideTokens({
      issuer,
      audience: atStart(options.audience),
      typ: described?.typ ?? 'at+jwt',
      algorithms: described?.algorithms ?? [],
      clockToleranceSeconds: options.clockToleranceSeconds ?? clockToleranceSeconds,
      keys: fetched({ issuer, options, at: identity.at, observe }),
      roles: options.roles,
      accountOf: accountsOf({
        db,
        entity: identity.entity,
        model: entity,
        subject,
        role: model.identity?.role,
        provision: provision as Parameters<typeof accountsOf>[0]['provision'],
      }),
    })
  })
}

function atStart<T>(value: AtStart<T>): T {
  return typeof value === 'function' ? (value as () => T)() : value
}

function given(keys: readonly PublicKey[], at: Location) {
  try {
    return keyFinder({ keys: [...keys] })
  } catch (error) {
    const hint = 'Give public keys alone, each with its own kid.'
    throw new SpecificationError([{ at, message: (error as Error).message, hint }])
  }
}

interface Fetching {
  readonly issuer: string
  readonly options: KeyOptions
  readonly at: Location
  readonly observe: Observe
}

function fetched({ issuer, options, at, observe }: Fetching) {
  const jwksUri = options.jwksUri === undefined ? undefined : atStart(options.jwksUri)
  const address = jwksUri ?? issuer
  if (!isSafeAddress(address)) {
    const hint = 'Whoever can change keys on their way signs what they like: use https://.'
    throw new SpecificationError([
      { at, message: `Keys are to come from "${address}", no https address.`, hint },
    ])
  }
  const keys = new OutsideKeys({
    issuer,
    ...(jwksUri === undefined ? {} : { jwksUri }),
    ...(options.keysCooldownSeconds === undefined ? {} : { cooldownSeconds: options.keysCooldownSeconds }),
    onFailure: (error) => observe({ event: 'fault', where: `keys of ${issuer}`, error }),
  })
  return keys.find
}
