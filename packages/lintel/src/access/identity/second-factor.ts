/** Codes beside the password: whether an account asks for one, and whether this is one. */
import type { Row } from '../../spec/entity.ts'
import type { IdentityEntities } from '../../spec/identity/entities.ts'
import { identityProblem } from '../../spec/identity/problems.ts'
import type { FlowCall } from './flow-call.ts'
import type { AccountRow, IdentityParts } from './identity-parts.ts'
import { recoveryCodeHash } from './recovery-code.ts'
import { stepOfCode } from './totp.ts'

export type TotpRow = Row<IdentityEntities['totp']>

type Asking = Pick<FlowCall, 'address' | 'requestId'>

/** The app of an account, if one was confirmed. */
export async function confirmedTotp(
  parts: Pick<IdentityParts, 'db' | 'entities' | 'flows'>,
  account: string,
): Promise<TotpRow | undefined> {
  if (!parts.flows.secondFactor) return undefined
  const totp = await parts.db.get(parts.entities.totp, { account })
  return totp && totp.confirmedAt !== null ? totp : undefined
}

/**
 * Asks for a code where the account has a second factor.
 *
 * @returns how it was proved, in the words of RFC 8176
 * @throws  Problem `second_factor_required` (401), `code_wrong` (422), `too_many_attempts` (429)
 */
export async function requireSecondFactor(
  parts: IdentityParts,
  call: Asking,
  account: AccountRow,
  code: string | null | undefined,
): Promise<readonly string[]> {
  if (!(await confirmedTotp(parts, String(account.id)))) return []
  if (code === null || code === undefined) throw identityProblem('second_factor_required')
  return checkCode(parts, call, String(account.id), code)
}

/**
 * Takes a code of the app, or a recovery code; each is good for one use.
 *
 * @throws Problem `code_wrong` (422), `too_many_attempts` (429)
 */
export async function checkCode(
  parts: IdentityParts,
  call: Asking,
  account: string,
  code: string,
): Promise<readonly string[]> {
  const { throttle, audit } = parts
  const byAddress = await throttle.address('code', call.address)
  const attempt = await throttle.account(account, 'code')
  const totp = await confirmedTotp(parts, account)
  const methods =
    totp && ((await takeTotp(parts, totp, code)) ?? (await takeRecoveryCode(parts, call, account, code)))
  if (!methods) {
    const kind = attempt.locksOut ? 'locked_out' : 'second_factor_failed'
    await audit.record({ kind, account, call })
    throw identityProblem('code_wrong')
  }
  await byAddress.succeeded()
  await attempt.succeeded()
  return methods
}

/** Takes a code of the app: `undefined` where it is wrong, or was used. */
export async function takeTotp(
  { db, entities, secrets }: IdentityParts,
  totp: TotpRow,
  code: string,
): Promise<readonly string[] | undefined> {
  const { text: secret, isStale } = secrets.open(totp.secret, totp.account)
  const step = stepOfCode(secret, code.replaceAll(' ', ''))
  if (step === undefined) return undefined
  const changes = {
    lastStep: step,
    confirmedAt: totp.confirmedAt ?? new Date().toISOString(),
    ...(isStale ? { secret: secrets.seal(secret, totp.account) } : {}),
  }
  // RFC 6238 §5.2: a code is good once. The condition and the change are one statement: of parallel uses one is taken.
  const taken = await db.update(entities.totp, { id: totp.id, lastStep: { lt: step } }, changes)
  return taken && ['otp', 'mfa']
}

async function takeRecoveryCode(
  { db, entities, audit }: IdentityParts,
  call: Asking,
  account: string,
  typed: string,
): Promise<readonly string[] | undefined> {
  const code = recoveryCodeHash(typed)
  if (code === undefined || !(await db.delete(entities.recoveryCode, { account, code }))) return undefined
  await audit.record({ kind: 'recovery_code_used', account, call })
  return ['mfa']
}
