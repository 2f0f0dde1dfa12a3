/** The values that flows take and give, described once. */
import type { AnyEntity } from '../entity.ts'
import { type AnyField, type EntityFields, Field, type FieldRecord, t } from '../fields.ts'
import type { IdentityFlowsModel, IdentityModel } from '../model.ts'

/** 256 bits as base64url: what is not even that long needs no look into the database. */
export const singleUseToken = () => t.text({ min: 43, max: 43, pattern: '^[\\w-]{43}$' })

/** Whatever somebody types may be wrong. */
export const typedPassword = () => t.password({ min: 1, max: 1024 })

/** Six digits of an app, or a recovery code, as somebody types them. */
export const typedCode = () => t.text({ min: 6, max: 60 })

export function newPassword({ password }: IdentityFlowsModel) {
  const { minLength, maxLength } = password
  return t.password({ min: minLength, max: maxLength })
}

const session = {
  id: t.uuid(),
  createdAt: t.timestamp(),
  lastUsedAt: t.timestamp(),
  expiresAt: t.timestamp(),
  authenticatedAt: t.timestamp().describe('When its holder proved last who they are.'),
  methods: t
    .list(t.text({ max: 20 }), { max: 10 })
    .describe('How they proved it, in the words of RFC 8176: `pwd`, `otp`, `mfa` …'),
  current: t.boolean().describe('Whether it is the session that asks.'),
  address: t.text({ max: 64 }).personal().optional(),
  userAgent: t.text({ max: 512 }).personal().optional(),
}

export const sessionList = () => t.list(session)

/** The account as a flow shows it: id, e-mail address, and role where there is one. */
export function accountFields(account: AnyEntity, { email, role }: IdentityModel): FieldRecord {
  const fields: EntityFields = account.fields
  const id = fields.id instanceof Field ? fields.id : t.uuid()
  const own = role === undefined ? undefined : fields[role]
  return {
    id: id as AnyField,
    ...(email === undefined ? {} : { email: t.email().personal() }),
    ...(own instanceof Field ? { role: own as AnyField } : {}),
  }
}

export function signedInFields(account: AnyEntity, identity: IdentityModel) {
  return {
    user: t.object(accountFields(account, identity)),
    session: t.object(session).optional(),
    csrfToken: t
      .text({ max: 64 })
      .optional()
      .describe('Send it in the header `X-CSRF-Token` with every request that changes something.'),
  }
}

/** What signing in gives: with a second factor perhaps not yet a session, and the token for the next step. */
export function signInFields(account: AnyEntity, identity: IdentityModel) {
  const fields = signedInFields(account, identity)
  if (!identity.flows?.secondFactor) return fields
  return {
    ...fields,
    user: fields.user.optional(),
    secondFactor: t
      .object({ token: singleUseToken(), expiresAt: t.timestamp() })
      .optional()
      .describe('Nobody is signed in yet: send the token with a code.'),
  }
}
