/** The routes that open accounts. */
import type { AnyEntity } from '../entity.ts'
import { type AnyField, type EntityFields, Field, t } from '../fields.ts'
import type { IdentityModel } from '../model.ts'
import { type Operation, operation } from '../operation.ts'
import { anyone } from '../rules.ts'
import { accountFields, newPassword, singleUseToken } from './flow-fields.ts'
import { flowsOf } from './flows.ts'
import { declaredProblems } from './problems.ts'

export function accountFlows(account: AnyEntity, identity: IdentityModel): Record<string, Operation> {
  const { flows } = identity
  if (!flows?.signUp) return {}
  return flows.signUp.verifyEmail === 'required'
    ? { authSignUp: requestAccount(account, identity), authVerifyEmail: verifyEmail(flows.path) }
    : { authSignUp: openAccount(account, identity) }
}

const tag = 'auth'

function requestAccount(account: AnyEntity, identity: IdentityModel): Operation {
  return operation(`POST ${pathOf(identity)}/sign-up`, {
    summary: 'Ask for an account',
    description:
      'The account is opened by the token that is mailed to its address. The answer is the same whether the address ' +
      'has an account or not; its owner is told by mail.',
    tag,
    allow: anyone,
    input: inputOf(account, identity),
    status: 202,
    errors: declaredProblems('too_many_attempts'),
    run: ({ input, auth }) => flowsOf(auth).accounts.requestAccount(newAccount(input)),
  })
}

function openAccount(account: AnyEntity, identity: IdentityModel): Operation {
  return operation(`POST ${pathOf(identity)}/sign-up`, {
    summary: 'Open an account',
    tag,
    allow: anyone,
    input: inputOf(account, identity),
    output: accountFields(account, identity),
    status: 201,
    errors: declaredProblems('too_many_attempts'),
    async run({ input, auth }) {
      const opened = await flowsOf(auth).accounts.openAccount(newAccount(input))
      return { ...opened }
    },
  })
}

function verifyEmail(path: string): Operation {
  return operation(`POST ${path as '/auth'}/verify-email`, {
    summary: 'Open the account by the token that was mailed',
    description: 'Nobody is signed in by it: whoever opens the account signs in with its password.',
    tag,
    allow: anyone,
    input: { token: singleUseToken() },
    errors: declaredProblems('single_use_token_invalid', 'too_many_attempts'),
    run: ({ input, auth }) => flowsOf(auth).accounts.verifyEmail(input.token),
  })
}

function pathOf({ flows }: IdentityModel): '/auth' {
  return (flows?.path ?? '/auth') as '/auth'
}

function inputOf(account: AnyEntity, { email, flows }: IdentityModel) {
  const fields: EntityFields = account.fields
  const own = (flows?.signUp?.fields ?? []).flatMap((name) => {
    const field = fields[name]
    return field instanceof Field ? [[name, field as AnyField] as const] : []
  })
  const address = fields[email ?? '']
  return {
    ...Object.fromEntries(own),
    email: address instanceof Field ? (address as typeof stored) : stored,
    password: flows ? newPassword(flows) : t.password(),
  }
}

const stored = t.email().personal()

function newAccount(input: Readonly<Record<string, unknown>>) {
  const { email, password, ...values } = input
  return { email: String(email), password: String(password), values }
}
