/** What must be true of trusted providers and calling services before any token of theirs is believed. */
import type { Declarations } from './application.ts'
import type { Report } from './build-model.ts'
import type { AnyEntity } from './entity.ts'
import { isSafeAddress } from './issuer-address.ts'
import type { KeyOptions, TrustOptions } from './issuers.ts'
import type { Location } from './location.ts'
import type { ApplicationModel } from './model.ts'

interface Place {
  readonly at: Location
  /** `The provider https://id.example.com` */
  readonly what: string
}

export function checkIssuers(model: ApplicationModel, declared: Declarations, report: Report): void {
  const [identity] = declared.identities
  for (const trust of identity?.options.trust ?? []) {
    const issuer = typeof trust.issuer === 'string' ? trust.issuer : 'known at start'
    const place = { at: identity?.at ?? declared.at, what: `The provider ${issuer}` }
    checkKeys(trust, place, report)
    checkIssuer({ issuer: trust.issuer, model }, place, report)
    checkSubject(model, trust, { ...place, report })
    checkRoles(model, trust, { ...place, report })
  }
  for (const { name, options, at } of declared.services) {
    const place = { at, what: `The service ${name}` }
    checkKeys(options, place, report)
    checkIssuer({ issuer: options.issuer ?? name, model }, place, report)
    const hasKeys = [options.keys, options.jwksUri, options.certificate].some((each) => each !== undefined)
    const { issuer } = options
    if (hasKeys || typeof issuer === 'function' || (issuer !== undefined && isSafeAddress(issuer))) continue
    const hint = "Give it jwksUri: 'https://…/.well-known/jwks.json', keys, or the name in its certificate."
    report.add({
      at,
      message: `${place.what} has no keys: its issuer is no address that could be asked.`,
      hint,
    })
  }
  checkTwins(declared, report)
  checkCertificates(declared, report)
}

function checkCertificates({ services }: Declarations, report: Report): void {
  const names = services.map(({ options }) => options.certificate)
  services.forEach(({ name, options: { certificate }, at }, index) => {
    if (certificate === undefined) return
    if (!/^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(certificate)) {
      const hint = 'Write it in small letters, without a wildcard: reports.internal.'
      report.add({
        at,
        message: `The service ${name} has "${certificate}" in its certificate, no DNS name.`,
        hint,
      })
    } else if (names.indexOf(certificate) < index) {
      const message = `Another service has the certificate of ${certificate}, too.`
      report.add({ at, message, hint: 'Give each a name of its own.' })
    }
  })
}

function checkKeys({ jwksUri, algorithms }: KeyOptions, { at, what }: Place, report: Report): void {
  if (typeof jwksUri === 'string' && !isSafeAddress(jwksUri)) {
    const hint = 'Whoever can change keys on their way signs what they like: use https://.'
    report.add({ at, message: `${what} has its keys at "${jwksUri}", which is no https address.`, hint })
  }
  if (!algorithms) return
  const unsafe = (algorithms as readonly string[]).filter((name) => !isAsymmetric(name))
  if (unsafe.length === 0 && algorithms.length > 0) return
  const message =
    unsafe.length > 0 ? `${what} is to sign with ${unsafe.join(', ')}.` : `${what} is to sign with nothing.`
  report.add({
    at,
    message,
    hint: 'Name signatures with a public key, such as ES256, EdDSA, PS256 or RS256.',
  })
}

function isAsymmetric(algorithm: string): boolean {
  return /^(?:ES|PS|RS)(?:256|384|512)$|^EdDSA$|^Ed25519$/.test(algorithm)
}

/** Our own name is ours: a token with it is verified with our keys. */
function checkIssuer(
  { issuer, model }: { readonly issuer: unknown; readonly model: ApplicationModel },
  { at, what }: Place,
  report: Report,
): void {
  if (issuer !== model.name) return
  const hint = "Tokens of this application's own name are verified with its own keys."
  report.add({ at, message: `${what} signs as "${model.name}", which is this application itself.`, hint })
}

type Checked = Place & { readonly report: Report }

function checkSubject(
  model: ApplicationModel,
  { subject, audience }: TrustOptions<AnyEntity>,
  { at, what, report }: Checked,
): void {
  const entity = model.entities[model.identity?.entity ?? '']
  const field = entity?.fields[subject]
  if (audience === '')
    report.add({ at, message: `${what} has no audience.`, hint: 'Name this API as it knows it.' })
  if (!entity || (field?.kind === 'text' && field.unique)) return
  const wrong = field ? `is a ${field.unique ? '' : 'not unique '}${field.kind}` : 'does not exist'
  report.add({
    at,
    message: `${what} says whose a token is by "${subject}", which ${wrong}.`,
    hint: `Give ${entity.name} a field for it: ${subject}: t.string().unique().optional().private().`,
  })
}

function checkRoles(
  model: ApplicationModel,
  { roles }: TrustOptions<AnyEntity>,
  { at, what, report }: Checked,
): void {
  const field = model.entities[model.identity?.entity ?? '']?.fields[model.identity?.role ?? '']
  const unknown = Object.values(roles?.map ?? {}).filter((role) => field?.values?.includes(role) === false)
  if (unknown.length === 0) return
  const hint = `The roles are ${field?.values?.join(', ')}.`
  report.add({ at, message: `${what} gives the role ${unknown.join(', ')}, which nobody can have.`, hint })
}

/** Two of a kind: which of them is meant must depend neither on their order nor on chance. */
function checkTwins({ identities, services }: Declarations, report: Report): void {
  const [identity] = identities
  const trust = identity?.options.trust ?? []
  const complain = (message: string, hint: string) =>
    report.add({ at: identity?.at ?? { file: 'unknown', line: 0 }, message, hint })
  const issuers = trust.flatMap(({ issuer }) => (typeof issuer === 'string' ? [issuer] : []))
  for (const twin of twinsIn(issuers)) {
    complain(`${twin} is trusted twice.`, 'Keep one, with the audience that its tokens have.')
  }
  // OpenID Connect Core §2: a subject is unique at its issuer alone.
  for (const field of twinsIn(trust.map(({ subject }) => subject))) {
    const message = `Two providers keep their subjects in "${field}": one could name the people of the other.`
    complain(message, 'Give each provider a field of its own.')
  }
  const keys = services.map(({ name, options: { issuer = name, subject = name } }) => `${issuer} ${subject}`)
  services.forEach(({ name, at }, index) => {
    const first = keys.indexOf(keys[index] ?? '')
    if (first === index || services[first]?.name === name) return
    const hint = 'Give each its own subject.'
    report.add({
      at,
      message: `The services ${services[first]?.name} and ${name} have the same tokens.`,
      hint,
    })
  })
}

function twinsIn(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.filter((name, index) => names.indexOf(name) !== index))
}
