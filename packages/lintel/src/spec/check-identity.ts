/** What the entity of people must have for the flows that are switched on. */
import type { Declarations } from './application.ts'
import type { Report } from './build-model.ts'
import { checkFactors } from './check-factors.ts'
import type { Identity } from './identity.ts'
import type { ApplicationModel, EntityModel, IdentityFlowsModel, IdentityModel } from './model.ts'

export function checkIdentity(model: ApplicationModel, declared: Declarations, report: Report): void {
  const declaration = declared.identities[0]
  const entity = model.entities[model.identity?.entity ?? '']
  if (!model.identity || !declaration || !entity) return
  const subject = { identity: model.identity, entity, declaration, report }
  checkRole(subject)
  checkAccessTokens(subject)
  const { flows } = model.identity
  if (!flows) return
  checkEmail(subject)
  checkPassword(subject, flows)
  checkSignUp(subject, flows)
  checkLimits(subject, flows)
  checkMails(subject, flows)
  checkFactors(
    {
      identity: subject.identity,
      entity,
      complain: (message, hint) => complain(subject, message, hint),
      limit: limitOf(subject),
    },
    flows,
  )
  checkNames(declared, report)
}

interface Subject {
  readonly identity: IdentityModel
  readonly entity: EntityModel
  readonly declaration: Identity
  readonly report: Report
}

function complain({ declaration, report }: Subject, message: string, hint: string): void {
  report.add({ at: declaration.at, message, hint })
}

function checkRole(subject: Subject): void {
  const { identity, entity } = subject
  if (identity.role === undefined) return
  const role = entity.fields[identity.role]
  if (role && (role.kind === 'enum' || role.kind === 'text')) return
  complain(
    subject,
    `identity(${identity.entity}) takes its role from "${identity.role}", which ${role ? `is a ${role.kind}` : 'does not exist'}.`,
    "Name a text or enum field: role: t.enum('customer', 'admin').",
  )
}

/** A token cannot be called back: a day is long for one. */
function checkAccessTokens(subject: Subject): void {
  const { tokenTtlSeconds } = subject.identity
  if (Number.isSafeInteger(tokenTtlSeconds) && tokenTtlSeconds >= 10 && tokenTtlSeconds <= 86_400) return
  const message = `tokens.accessTtlSeconds of identity(${subject.entity.name}) is ${tokenTtlSeconds}.`
  complain(subject, message, 'Give a whole number, from 10 to 86400.')
}

function checkEmail(subject: Subject): void {
  const { identity, entity } = subject
  const hint = `Add email: t.email().unique().personal() to ${entity.name}, or name the field: identity(…, { email: … }).`
  if (identity.email === undefined) {
    const emails = Object.values(entity.fields).filter((field) => field.kind === 'email').length
    const why = emails === 0 ? 'has no field of kind email' : `has ${emails} fields of kind email`
    complain(
      subject,
      `The flows of identity(${entity.name}) need an e-mail address, and ${entity.name} ${why}.`,
      hint,
    )
    return
  }
  const email = entity.fields[identity.email]
  if (email?.kind !== 'email') {
    const what = email ? `is a ${email.kind}` : 'does not exist'
    complain(
      subject,
      `identity(${entity.name}) takes e-mail addresses from "${identity.email}", which ${what}.`,
      hint,
    )
  } else if (!email.unique) {
    complain(
      subject,
      `${entity.name}.${email.name} is not unique, so an e-mail address would not say whose account it is.`,
      `Write ${email.name}: t.email().unique().`,
    )
  } else if (email.optional) {
    complain(
      subject,
      `${entity.name}.${email.name} is optional, and the flows of identity sign people in by it.`,
      'Take optional() away.',
    )
  }
}

function checkPassword(subject: Subject, { password }: IdentityFlowsModel): void {
  const { identity, entity } = subject
  if (identity.password === undefined) {
    complain(
      subject,
      `The flows of identity(${entity.name}) need a password, and ${entity.name} has no field of kind password.`,
      `Add password: t.password() to ${entity.name}.`,
    )
  }
  if (password.minLength < 8 || password.maxLength < 64 || password.minLength > password.maxLength) {
    complain(
      subject,
      `Passwords of identity(${entity.name}) have ${password.minLength} to ${password.maxLength} characters.`,
      'NIST SP 800-63B asks for a minLength of at least 8, and for a maxLength of at least 64.',
    )
  }
}

function checkSignUp(subject: Subject, { signUp }: IdentityFlowsModel): void {
  if (!signUp) return
  const { identity, entity } = subject
  for (const name of signUp.fields) {
    const field = entity.fields[name]
    const isSet = name === identity.email || name === identity.password
    const why =
      field?.column === undefined
        ? 'which is not a stored field'
        : name === identity.role
          ? 'which is the role: whoever signs up would choose it'
          : field.readOnly || isSet
            ? 'which sign-up sets by itself'
            : undefined
    if (why === undefined) continue
    complain(
      subject,
      `Signing up takes "${name}" of ${entity.name}, ${why}.`,
      'Take it out of signUp.fields.',
    )
  }
  const given = [...signUp.fields, identity.email, identity.password]
  for (const field of Object.values(entity.fields)) {
    const needs = field.column !== undefined && !field.optional && field.default === undefined
    if (!needs || given.includes(field.name) || field.readOnly) continue
    complain(
      subject,
      `Signing up does not take "${field.name}" of ${entity.name}, and no account can be stored without it.`,
      `Add it to signUp.fields, make it optional(), or give it a default.`,
    )
  }
}

/** Complains of a number that is not whole, or not within these. */
function limitOf(subject: Subject) {
  return (name: string, value: number, least: number, most = Number.MAX_SAFE_INTEGER): void => {
    if (Number.isSafeInteger(value) && value >= least && value <= most) return
    const range = most === Number.MAX_SAFE_INTEGER ? `at least ${least}` : `from ${least} to ${most}`
    const message = `${name} of identity(${subject.entity.name}) is ${value}.`
    complain(subject, message, `Give a whole number, ${range}.`)
  }
}

function checkLimits(subject: Subject, flows: IdentityFlowsModel): void {
  const { signUp, sessions, refresh, passwordReset, throttle, audit } = flows
  const wrong = limitOf(subject)
  if (!/^(?:\/[\w-]+)+$/.test(flows.path))
    complain(subject, `The path of identity(${subject.entity.name}) is "${flows.path}".`, 'Write "/auth".')
  if (signUp) wrong('signUp.tokenTtlSeconds', signUp.tokenTtlSeconds, 60, 604_800)
  if (passwordReset) wrong('passwordReset.tokenTtlSeconds', passwordReset.tokenTtlSeconds, 60, 86_400)
  if (sessions) {
    wrong('sessions.idleSeconds', sessions.idleSeconds, 60)
    wrong('sessions.absoluteSeconds', sessions.absoluteSeconds, 60)
    wrong('sessions.rememberSeconds', sessions.rememberSeconds, 0, 60)
    if (sessions.cookie !== undefined && !/^[A-Za-z0-9_-]{1,64}$/.test(sessions.cookie))
      complain(
        subject,
        `The cookie "${sessions.cookie}" has no name that every client reads.`,
        'Use letters, digits, - and _.',
      )
  }
  if (refresh) {
    wrong('tokens.refreshIdleSeconds', refresh.idleSeconds, 60)
    wrong('tokens.refreshTtlSeconds', refresh.absoluteSeconds, 60)
    wrong('tokens.refreshGraceSeconds', refresh.graceSeconds, 0, 60)
  }
  for (const [name, rule] of Object.entries(throttle)) {
    wrong(`throttle.${name}.attempts`, rule.attempts, 1)
    wrong(`throttle.${name}.delaySeconds`, rule.delaySeconds, 1)
    // A stranger must not be able to close an account for good.
    wrong(`throttle.${name}.maxDelaySeconds`, rule.maxDelaySeconds, rule.delaySeconds, 86_400)
    wrong(`throttle.${name}.forgetSeconds`, rule.forgetSeconds, rule.maxDelaySeconds)
  }
  if (audit) wrong('audit.keepDays', audit.keepDays, 1)
}

function checkMails(subject: Subject, { mails }: IdentityFlowsModel): void {
  const { deliver, mails: options } = subject.declaration.options
  const { name } = subject.entity
  if (deliver && options !== undefined) {
    complain(
      subject,
      `identity(${name}) has deliver and mails, and deliver alone would send them.`,
      'Keep one: mails sends by MAIL_URL, and words of your own are its compose.',
    )
  }
  for (const [option, path] of Object.entries(mails ?? {})) {
    if (/^\/[\w./~-]*$/.test(path)) continue
    const hint = "Write the path of a page below PUBLIC_URL: '/verify-email'."
    complain(subject, `mails.${option} of identity(${name}) is "${path}", which is no path.`, hint)
  }
}

/** Two entities of one name would be two tables of one name: ours are said to be reserved. */
function checkNames({ entities, added }: Declarations, report: Report): void {
  const reserved = new Set([...added].flatMap((each) => (each.kind === 'entity' ? [each.name] : [])))
  for (const entity of entities.values()) {
    if (added.has(entity) || !reserved.has(entity.name)) continue
    report.add({
      at: entity.at,
      message: `The entity ${entity.name} has a name that identity keeps for itself.`,
      hint: 'Give it another name.',
    })
  }
}
