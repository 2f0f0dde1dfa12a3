/** The routes of the second factor: an app that makes codes, recovery codes, and signing in with them. */
import type { AnyEntity } from '../entity.ts'
import { t } from '../fields.ts'
import type { IdentityModel } from '../model.ts'
import { type Operation, operation } from '../operation.ts'
import { anyone, signedIn } from '../rules.ts'
import { signedInFields, singleUseToken, typedCode, typedPassword } from './flow-fields.ts'
import { flowsOf } from './flows.ts'
import { declaredProblems } from './problems.ts'
import { shown } from './session-flows.ts'

const tag = 'auth'

export function secondFactorFlows(account: AnyEntity, identity: IdentityModel): Record<string, Operation> {
  const { flows } = identity
  if (!flows?.secondFactor) return {}
  const path = flows.path as '/auth'
  return {
    authSignInSecondFactor: signIn(path, signedInFields(account, identity)),
    authSecondFactor: state(path),
    authEnrolSecondFactor: enrol(path),
    authConfirmSecondFactor: confirm(path),
    authDisableSecondFactor: disable(path),
    authRenewRecoveryCodes: renewRecoveryCodes(path),
  }
}

type Path = '/auth'

function signIn(path: Path, output: ReturnType<typeof signedInFields>): Operation {
  return operation(`POST ${path}/sign-in/second-factor`, {
    summary: 'Finish signing in with a code',
    description: 'With the token that signing in gave, and a code of the app or a recovery code.',
    tag,
    allow: anyone,
    input: { token: singleUseToken(), code: typedCode() },
    output,
    errors: declaredProblems('single_use_token_invalid', 'code_wrong', 'too_many_attempts'),
    run: async ({ input, auth }) => shown(await flowsOf(auth).secondFactor.signIn(input)),
  })
}

function state(path: Path): Operation {
  return operation(`GET ${path}/second-factor`, {
    summary: 'Whether I have a second factor',
    tag,
    allow: signedIn,
    output: {
      isOn: t.boolean(),
      isRequired: t.boolean().describe('Whether my role needs one.'),
      since: t.timestamp().optional(),
      recoveryCodesLeft: t.integer({ min: 0 }),
    },
    run: ({ auth }) => flowsOf(auth).secondFactor.state(),
  })
}

function enrol(path: Path): Operation {
  return operation(`POST ${path}/second-factor`, {
    summary: 'Begin to set up an app that makes codes',
    description:
      'The secret is in this answer and nowhere else. It counts as soon as a first code confirms it.',
    tag,
    allow: signedIn,
    output: {
      secret: t.text({ max: 64 }).describe('For typing, in base 32.'),
      uri: t.text({ max: 1000 }).describe('For a QR code: `otpauth://totp/…`.'),
    },
    status: 201,
    errors: declaredProblems('session_required', 'sign_in_not_fresh', 'second_factor_on'),
    run: ({ auth }) => flowsOf(auth).secondFactor.enrol(),
  })
}

const recoveryCodes = () => ({
  recoveryCodes: t
    .list(t.text({ max: 40 }))
    .describe('Each is good for one sign-in. They are shown this once.'),
})

function confirm(path: Path): Operation {
  return operation(`POST ${path}/second-factor/confirm`, {
    summary: 'Switch the second factor on with a first code',
    description: 'Every other session ends.',
    tag,
    allow: signedIn,
    input: { code: typedCode() },
    output: recoveryCodes(),
    status: 200,
    errors: declaredProblems(
      'session_required',
      'sign_in_not_fresh',
      'second_factor_on',
      'second_factor_off',
      'code_wrong',
      'too_many_attempts',
    ),
    run: async ({ input, auth }) => ({ recoveryCodes: await flowsOf(auth).secondFactor.confirm(input.code) }),
  })
}

function disable(path: Path): Operation {
  return operation(`POST ${path}/second-factor/disable`, {
    summary: 'Switch the second factor off',
    tag,
    allow: signedIn,
    input: { password: typedPassword(), code: typedCode() },
    errors: declaredProblems('password_wrong', 'code_wrong', 'second_factor_off', 'too_many_attempts'),
    run: ({ input, auth }) => flowsOf(auth).secondFactor.disable(input),
  })
}

function renewRecoveryCodes(path: Path): Operation {
  return operation(`POST ${path}/second-factor/recovery-codes`, {
    summary: 'Get new recovery codes',
    description: 'The old ones are void.',
    tag,
    allow: signedIn,
    input: { code: typedCode() },
    output: recoveryCodes(),
    status: 200,
    errors: declaredProblems(
      'session_required',
      'sign_in_not_fresh',
      'second_factor_off',
      'code_wrong',
      'too_many_attempts',
    ),
    run: async ({ input, auth }) => ({
      recoveryCodes: await flowsOf(auth).secondFactor.renewRecoveryCodes(input.code),
    }),
  })
}
