/** The mails of identity's flows, as the queue has them: one declaration for each kind of message. */
import { t } from '../fields.ts'
import { Mail } from '../mail.ts'
import type { IdentityFlowsModel, IdentityModel } from '../model.ts'
import type { IdentityMessage } from './options.ts'

type Kind = IdentityMessage['kind']

/** None where the specification sends them by itself, or no flow needs any. */
export function identityMails({ flows }: IdentityModel): readonly Mail[] {
  return flows?.mails ? kindsOf(flows).map(identityMail) : []
}

/** The name under which a kind waits in the queue. */
export function identityMailName(kind: Kind): string {
  return `auth.${kind}`
}

function kindsOf(flows: IdentityFlowsModel): readonly Kind[] {
  const changes = flows.sessions ?? flows.refresh ?? flows.passwordReset
  const factors = flows.secondFactor ?? flows.passkeys ?? flows.providers
  return [
    ...(flows.signUp?.verifyEmail === 'required' ? (['verify_email', 'account_exists'] as const) : []),
    ...(flows.passwordReset ? (['password_reset'] as const) : []),
    ...(changes ? (['password_changed'] as const) : []),
    ...(factors ? (['sign_in_changed'] as const) : []),
  ]
}

function identityMail(kind: Kind): Mail {
  return new Mail(identityMailName(kind), {
    summary: summaries[kind],
    // The token is encrypted while it waits: whoever reads the queue opens no account.
    input: { to: t.text(), token: t.text().optional(), expiresAt: t.timestamp().optional() },
    compose: ({ input: { to, token, expiresAt } }: Composed, { identityMail: composed }) =>
      composed({
        kind,
        to,
        ...(token === null ? {} : { token }),
        ...(expiresAt === null ? {} : { expiresAt }),
      }),
  })
}

interface Composed {
  readonly input: {
    readonly to: string
    readonly token: string | null
    readonly expiresAt: string | null
  }
}

const summaries: Readonly<Record<Kind, string>> = {
  verify_email: 'Opens an account for whoever reads it.',
  account_exists: 'Tells that somebody signed up with an address that has an account.',
  password_reset: 'Lets its reader choose a password.',
  password_changed: 'Tells that the password is another one.',
  sign_in_changed: 'Tells that a way to sign in was added or taken away.',
}
