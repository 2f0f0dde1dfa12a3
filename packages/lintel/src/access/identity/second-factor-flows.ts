/** Setting up a second factor and taking it away; each asks for who did the rest a moment ago. */
import type { SecondFactorFlows, SecondFactorView, SignedIn } from '../../spec/identity/flows.ts'
import { identityProblem } from '../../spec/identity/problems.ts'
import { verifyPassword } from '../password.ts'
import type { FlowCall } from './flow-call.ts'
import { freshSession } from './fresh.ts'
import { accountById, emailOf, endAllAccess, type IdentityParts, passwordHashOf } from './identity-parts.ts'
import { newRecoveryCode, recoveryCodeHash } from './recovery-code.ts'
import { isFactorRequired } from './required-factor.ts'
import { checkCode, confirmedTotp, takeTotp } from './second-factor.ts'
import { openUnlessReplaced, ownAccount } from './session-opening.ts'
import { tellOwner } from './tell-owner.ts'
import { newTotpSecret, totpUri } from './totp.ts'

export function secondFactorFlows(parts: IdentityParts, call: FlowCall): SecondFactorFlows {
  return {
    state: () => state(parts, call),
    signIn: (answer) => signIn(parts, call, answer),
    enrol: () => enrol(parts, call),
    confirm: (code) => confirm(parts, call, code),
    disable: (proof) => disable(parts, call, proof),
    renewRecoveryCodes: (code) => renewRecoveryCodes(parts, call, code),
  }
}

async function state(parts: IdentityParts, call: FlowCall): Promise<SecondFactorView> {
  const { id } = call.principal
  const totp = await confirmedTotp(parts, id)
  const isRequired = isFactorRequired(parts, await ownAccount(parts, call))
  const recoveryCodesLeft = await parts.db.count(parts.entities.recoveryCode, { account: id })
  return { isOn: totp !== undefined, isRequired, since: totp?.confirmedAt ?? null, recoveryCodesLeft }
}

/** The second step of signing in. A wrong code leaves the challenge; so many tries are made slow by the throttle. */
async function signIn(
  parts: IdentityParts,
  call: FlowCall,
  { token, code }: { readonly token: string; readonly code: string },
): Promise<SignedIn> {
  const { challenges, audit } = parts
  const challenge = await challenges.find({ purpose: 'second_factor', token })
  const account = challenge?.account == null ? undefined : await accountById(parts, challenge.account)
  if (!challenge || !account) {
    await audit.record({ kind: 'single_use_token_refused', call })
    throw identityProblem('single_use_token_invalid')
  }
  const methods = await checkCode(parts, call, String(account.id), code)
  // Of parallel uses one deletes the row; a password that was replaced meanwhile has deleted it, too.
  if (!(await challenges.use(challenge))) throw identityProblem('single_use_token_invalid')
  const first = (challenge.data.methods ?? '').split(' ').filter((method) => method !== '')
  return openUnlessReplaced(parts, call, account, [...first, ...methods])
}

async function enrol(parts: IdentityParts, call: FlowCall): Promise<{ secret: string; uri: string }> {
  await freshSession(parts, call)
  const { db, entities, secrets, flows, application } = parts
  const account = await ownAccount(parts, call)
  const { id } = call.principal
  if (await confirmedTotp(parts, id)) throw identityProblem('second_factor_on')
  const secret = newTotpSecret()
  // One that was begun and never confirmed is replaced; a confirmed one is not, also not by a parallel request.
  await db.deleteMany(entities.totp, { account: id, confirmedAt: null })
  await db.insert(entities.totp, { account: id, secret: secrets.seal(secret, id), lastStep: 0 })
  const issuer = flows.secondFactor?.issuer ?? application
  return { secret, uri: totpUri(secret, { issuer, label: emailOf(parts, account) }) }
}

/** The first code proves that the app has the secret. Whoever else was signed in is not any more. */
async function confirm(parts: IdentityParts, call: FlowCall, code: string): Promise<readonly string[]> {
  const session = await freshSession(parts, call)
  const { db, entities, throttle, audit } = parts
  const { id } = call.principal
  const totp = await db.get(entities.totp, { account: id })
  if (!totp) throw identityProblem('second_factor_off')
  if (totp.confirmedAt !== null) throw identityProblem('second_factor_on')
  const attempt = await throttle.account(id, 'code')
  if (!(await takeTotp(parts, totp, code))) throw identityProblem('code_wrong')
  await attempt.succeeded()
  const codes = await newRecoveryCodes(parts, id)
  await endAllAccess(parts, id, session.id)
  await audit.record({ kind: 'second_factor_on', account: id, call })
  await tellOwner(parts, id)
  return codes
}

async function disable(
  parts: IdentityParts,
  call: FlowCall,
  { password, code }: { readonly password: string; readonly code: string },
): Promise<void> {
  const { db, entities, sessions, apiKeys, throttle, audit } = parts
  const account = await ownAccount(parts, call)
  const { id } = call.principal
  if (!(await confirmedTotp(parts, id))) throw identityProblem('second_factor_off')
  const attempt = await throttle.account(id)
  if (!(await verifyPassword(password, passwordHashOf(parts, account))))
    throw identityProblem('password_wrong')
  await attempt.succeeded()
  await checkCode(parts, call, id, code)
  await db.deleteMany(entities.totp, { account: id })
  await db.deleteMany(entities.recoveryCode, { account: id })
  // Where the role needs one, nothing goes on without it.
  sessions.forgetAccount(id)
  apiKeys.forgetAccount(id)
  await audit.record({ kind: 'second_factor_off', account: id, call })
  await tellOwner(parts, id)
}

async function renewRecoveryCodes(
  parts: IdentityParts,
  call: FlowCall,
  code: string,
): Promise<readonly string[]> {
  await freshSession(parts, call)
  const { id } = call.principal
  if (!(await confirmedTotp(parts, id))) throw identityProblem('second_factor_off')
  await checkCode(parts, call, id, code)
  const codes = await newRecoveryCodes(parts, id)
  await parts.audit.record({ kind: 'recovery_codes_renewed', account: id, call })
  return codes
}

/** Those of before are void. */
async function newRecoveryCodes(
  { db, entities, flows }: IdentityParts,
  account: string,
): Promise<readonly string[]> {
  const codes = Array.from({ length: flows.secondFactor?.recoveryCodes ?? 0 }, newRecoveryCode)
  await db.transaction(async (tx) => {
    await tx.deleteMany(entities.recoveryCode, { account })
    const rows = codes.map((code) => ({ account, code: recoveryCodeHash(code) ?? '' }))
    await tx.insertMany(entities.recoveryCode, rows)
  })
  return codes
}
