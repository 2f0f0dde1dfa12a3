/** The routes of passwords: a new one for whoever knows the old one, or reads the mail. */
import type { AnyEntity } from '../entity.ts'
import { t } from '../fields.ts'
import type { IdentityModel } from '../model.ts'
import { type Operation, operation } from '../operation.ts'
import { anyone, signedIn } from '../rules.ts'
import { newPassword, signedInFields, singleUseToken, typedPassword } from './flow-fields.ts'
import { flowsOf } from './flows.ts'
import { declaredProblems } from './problems.ts'
import { shown } from './session-flows.ts'

const tag = 'auth'

export function passwordFlows(account: AnyEntity, identity: IdentityModel): Record<string, Operation> {
  const { flows } = identity
  if (!flows) return {}
  return {
    ...(flows.sessions || flows.refresh ? { authChangePassword: changePassword(account, identity) } : {}),
    ...(flows.passwordReset
      ? { authRequestPasswordReset: requestReset(flows.path as '/auth'), authResetPassword: reset(identity) }
      : {}),
  }
}

function changePassword(account: AnyEntity, identity: IdentityModel): Operation {
  return operation(`PUT ${pathOf(identity)}/password`, {
    summary: 'Change my password',
    description: 'Every other session and every refresh token ends; this session goes on with a new cookie.',
    tag,
    allow: signedIn,
    input: { current: typedPassword(), password: passwordOf(identity) },
    output: signedInFields(account, identity),
    errors: declaredProblems('password_wrong', 'too_many_attempts'),
    run: async ({ input, auth }) => shown(await flowsOf(auth).passwords.change(input)),
  })
}

function requestReset(path: '/auth'): Operation {
  return operation(`POST ${path}/password-reset`, {
    summary: 'Ask for a new password by mail',
    description: 'The answer is the same whether the address has an account or not.',
    tag,
    allow: anyone,
    input: { email: t.email().personal() },
    status: 202,
    errors: declaredProblems('too_many_attempts'),
    run: ({ input, auth }) => flowsOf(auth).passwords.requestReset(input.email),
  })
}

function reset(identity: IdentityModel): Operation {
  return operation(`POST ${pathOf(identity)}/password-reset/confirm`, {
    summary: 'Choose a new password with the token that was mailed',
    description: 'Every session ends, and nobody is signed in by it.',
    tag,
    allow: anyone,
    input: { token: singleUseToken(), password: passwordOf(identity) },
    errors: declaredProblems('single_use_token_invalid', 'too_many_attempts'),
    run: ({ input, auth }) => flowsOf(auth).passwords.reset(input),
  })
}

function pathOf({ flows }: IdentityModel): '/auth' {
  return (flows?.path ?? '/auth') as '/auth'
}

function passwordOf({ flows }: IdentityModel) {
  return flows ? newPassword(flows) : t.password()
}
