/** Opening accounts: at once, or when the mail to their address was read. */
import type { AccountFlows, AccountView, NewAccount } from '../../spec/identity/flows.ts'
import { identityProblem } from '../../spec/identity/problems.ts'
import { Problem } from '../../spec/problem.ts'
import { hashPassword } from '../password.ts'
import type { FlowCall } from './flow-call.ts'
import { type AccountRow, accountByEmail, type IdentityParts, normalEmail } from './identity-parts.ts'
import { checkNewPassword } from './password-rules.ts'
import { newToken, tokenHash } from './random-token.ts'
import { noteVerifiedEmail } from './verified-email.ts'

export function accountFlows(parts: IdentityParts, call: FlowCall): AccountFlows {
  return {
    requestAccount: (account) => requestAccount(parts, call, account),
    openAccount: (account) => openAccount(parts, call, account),
    verifyEmail: (token) => verifyEmail(parts, call, token),
  }
}

/** What depends on whether there is an account happens after the answer, so that its duration tells nothing. */
async function requestAccount(parts: IdentityParts, call: FlowCall, account: NewAccount): Promise<void> {
  await parts.throttle.address('request', call.address)
  checkPassword(parts, account)
  const passwordHash = await hashPassword(account.password)
  parts.background.run('sign-up', () => inviteByMail(parts, call, { ...account, passwordHash }))
}

async function inviteByMail(
  parts: IdentityParts,
  call: FlowCall,
  { email, values, passwordHash }: NewAccount & { readonly passwordHash: string },
): Promise<void> {
  const { db, entities, flows, throttle, audit, deliver, identity } = parts
  const to = normalEmail(email)
  if (!(await throttle.mayMail(to))) return
  const known = await accountByEmail(parts, to)
  await audit.record({ kind: 'sign_up_requested', account: known?.id, call })
  if (known) return deliver({ kind: 'account_exists', to: String(known[identity.email ?? '']) })
  const token = newToken()
  const expiresAt = new Date(Date.now() + (flows.signUp?.tokenTtlSeconds ?? 0) * 1000).toISOString()
  await db.insert(entities.signUp, { email: to, token: tokenHash(token), values, passwordHash, expiresAt })
  return deliver({ kind: 'verify_email', to, token, expiresAt })
}

/**
 * Each sign-up that waits has a token and a password of its own, so a stranger who signs up with somebody's address
 * neither takes it nor leaves a password in the account that its owner opens.
 */
async function verifyEmail(parts: IdentityParts, call: FlowCall, token: string): Promise<void> {
  const { db, dbWithHashes, entities, audit, throttle } = parts
  const attempt = await throttle.address('token', call.address)
  const waiting = await db.get(entities.signUp, { token: tokenHash(token) })
  if (!waiting || Date.parse(waiting.expiresAt) <= Date.now()) {
    await audit.record({ kind: 'single_use_token_refused', call })
    throw identityProblem('single_use_token_invalid')
  }
  const { email, values, passwordHash } = waiting
  const opened = await dbWithHashes
    .transaction(async (tx) => {
      // Of parallel uses one deletes the row.
      if (!(await tx.delete(entities.signUp, waiting.id))) throw identityProblem('single_use_token_invalid')
      await tx.deleteMany(entities.signUp, { email })
      return tx.insert(parts.account, newRow(parts, { email, values, password: passwordHash }) as never)
    })
    .catch((error: unknown) => {
      if (concernsEmail(parts, error)) throw identityProblem('single_use_token_invalid', { cause: error })
      throw error
    })
  await attempt.succeeded()
  await noteVerifiedEmail(parts, opened as AccountRow)
  await audit.record({ kind: 'email_verified', account: (opened as AccountRow).id, call })
}

async function openAccount(parts: IdentityParts, call: FlowCall, account: NewAccount): Promise<AccountView> {
  const { db, throttle, audit, identity } = parts
  await throttle.address('request', call.address)
  checkPassword(parts, account)
  const row = newRow(parts, { ...account, email: normalEmail(account.email) })
  const opened = (await db.insert(parts.account, row as never)) as AccountRow
  await audit.record({ kind: 'signed_up', account: opened.id, call })
  return accountView({ identity }, opened)
}

export function accountView({ identity }: Pick<IdentityParts, 'identity'>, account: AccountRow): AccountView {
  const { email, role } = identity
  return {
    id: account.id,
    email: String(account[email ?? 'email']),
    ...(role === undefined ? {} : { role: account[role] }),
  }
}

function checkPassword(parts: IdentityParts, { email, password, values }: NewAccount): void {
  const texts = Object.values(values).filter((value) => typeof value === 'string')
  checkNewPassword(password, parts.flows.password, [parts.application, email, ...texts])
}

/** Fields that nobody gave are left to their defaults. */
function newRow(
  { identity }: IdentityParts,
  { email, password, values }: NewAccount,
): Record<string, unknown> {
  const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined)
  return {
    ...Object.fromEntries(given),
    [identity.email ?? 'email']: email,
    [identity.password ?? 'password']: password,
  }
}

function concernsEmail({ identity }: IdentityParts, error: unknown): boolean {
  return (
    error instanceof Problem &&
    error.code === 'conflict' &&
    error.errors.some(({ pointer }) => pointer === `/${identity.email}`)
  )
}
