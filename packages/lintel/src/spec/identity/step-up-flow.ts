/** The route by which somebody proves again who they are. */
import type { AnyEntity } from '../entity.ts'
import type { IdentityModel } from '../model.ts'
import { type Operation, operation } from '../operation.ts'
import { signedIn } from '../rules.ts'
import { signedInFields, typedCode, typedPassword } from './flow-fields.ts'
import { flowsOf } from './flows.ts'
import { declaredProblems } from './problems.ts'
import { shown } from './session-flows.ts'

export function stepUpFlow(account: AnyEntity, identity: IdentityModel): Record<string, Operation> {
  const { flows } = identity
  if (!flows?.sessions) return {}
  const { apiKeys, secondFactor, passkeys, providers } = flows
  if (!apiKeys && !secondFactor && !passkeys && !providers) return {}
  const base = {
    summary: 'Prove again who I am, for what asks for a fresh sign-in',
    description: 'The session goes on with a new cookie.',
    tag: 'auth',
    allow: signedIn,
    output: signedInFields(account, identity),
    status: 200,
  }
  const errors = ['session_required', 'password_wrong', 'too_many_attempts'] as const
  const route = `POST ${flows.path as '/auth'}/step-up` as const
  return {
    authStepUp: secondFactor
      ? operation(route, {
          ...base,
          input: { password: typedPassword(), code: typedCode().optional() },
          errors: declaredProblems(...errors, 'second_factor_required', 'code_wrong'),
          run: async ({ input, auth }) => shown(await flowsOf(auth).sessions.stepUp(input)),
        })
      : operation(route, {
          ...base,
          input: { password: typedPassword() },
          errors: declaredProblems(...errors),
          run: async ({ input, auth }) => shown(await flowsOf(auth).sessions.stepUp(input)),
        }),
  }
}
