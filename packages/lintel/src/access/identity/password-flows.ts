/** New passwords. Whichever way one comes, what the old one had opened ends. */
import type { PasswordFlows, SignedIn } from '../../spec/identity/flows.ts'
import { identityProblem } from '../../spec/identity/problems.ts'
import { verifyPassword } from '../password.ts'
import { accountView } from './account-flows.ts'
import type { FlowCall } from './flow-call.ts'
import {
  type AccountRow,
  accountByEmail,
  accountById,
  emailOf,
  endAllAccess,
  type IdentityParts,
  normalEmail,
  passwordHashOf,
} from './identity-parts.ts'
import { checkNewPassword } from './password-rules.ts'
import { newToken, tokenHash } from './random-token.ts'
import { ownAccount, signedIn } from './session-opening.ts'
import { claimByEmail } from './verified-email.ts'

const purpose = 'password_reset'

export function passwordFlows(parts: IdentityParts, call: FlowCall): PasswordFlows {
  return {
    change: (passwords) => change(parts, call, passwords),
    requestReset: (email) => requestReset(parts, call, email),
    reset: (input) => reset(parts, call, input),
  }
}

async function change(
  parts: IdentityParts,
  call: FlowCall,
  { current, password }: { readonly current: string; readonly password: string },
): Promise<SignedIn> {
  const { throttle, audit, sessions } = parts
  const account = await ownAccount(parts, call)
  const attempt = await throttle.account(call.principal.id)
  if (!(await verifyPassword(current, passwordHashOf(parts, account)))) {
    await audit.record({ kind: 'password_change_failed', account: account.id, call })
    throw identityProblem('password_wrong')
  }
  await attempt.succeeded()
  checkForAccount(parts, account, password)
  await storePassword(parts, account, password)
  const { session: id } = call.principal
  await endAllAccess(parts, call.principal.id, id)
  await tellOwner(parts, call, account, 'password_changed')
  const renewed = id === undefined ? undefined : await sessions.renew(id)
  if (!renewed) return { user: accountView(parts, account), session: null, csrfToken: null }
  call.keepSession(renewed.token, sessions.maxAgeSeconds(renewed.session))
  return signedIn(parts, account, renewed.session)
}

/** What depends on whether there is an account happens after the answer, so that its duration tells nothing. */
async function requestReset(parts: IdentityParts, call: FlowCall, email: string): Promise<void> {
  await parts.throttle.address('request', call.address)
  parts.background.run('password reset', () => sendReset(parts, call, normalEmail(email)))
}

async function sendReset(parts: IdentityParts, call: FlowCall, email: string): Promise<void> {
  const { db, entities, flows, throttle, audit, deliver } = parts
  if (!(await throttle.mayMail(email))) return
  const account = await accountByEmail(parts, email)
  await audit.record({ kind: 'password_reset_requested', account: account?.id, call })
  if (!account) return
  const token = newToken()
  const expiresAt = new Date(Date.now() + (flows.passwordReset?.tokenTtlSeconds ?? 0) * 1000).toISOString()
  await db.insert(entities.singleUseToken, {
    account: account.id as string,
    purpose,
    token: tokenHash(token),
    expiresAt,
  })
  // To the address as it is stored, never to the one that was typed.
  await deliver({ kind: 'password_reset', to: emailOf(parts, account), token, expiresAt })
}

async function reset(
  parts: IdentityParts,
  call: FlowCall,
  { token, password }: { readonly token: string; readonly password: string },
): Promise<void> {
  const { db, entities, throttle, audit } = parts
  const attempt = await throttle.address('token', call.address)
  const found = await db.get(entities.singleUseToken, { token: tokenHash(token), purpose })
  const account =
    found && Date.parse(found.expiresAt) > Date.now() ? await accountById(parts, found.account) : undefined
  if (!found || !account) {
    await audit.record({ kind: 'single_use_token_refused', call })
    throw identityProblem('single_use_token_invalid')
  }
  await attempt.succeeded()
  // Before the token is used up: a password that is refused leaves another try.
  checkForAccount(parts, account, password)
  // Of parallel uses one deletes the row.
  if (!(await db.delete(entities.singleUseToken, found.id))) throw identityProblem('single_use_token_invalid')
  await storePassword(parts, account, password)
  await db.deleteMany(entities.singleUseToken, { account: found.account, purpose })
  await claimByEmail(parts, account)
  await endAllAccess(parts, String(account.id))
  await throttle.forgetAccount(normalEmail(emailOf(parts, account)))
  call.dropSession()
  await tellOwner(parts, call, account, 'password_reset')
}

async function storePassword(parts: IdentityParts, account: AccountRow, password: string): Promise<void> {
  const changes = { [parts.identity.password ?? 'password']: password }
  await parts.db.update(parts.account, account.id as never, changes as never)
}

async function tellOwner(
  parts: IdentityParts,
  call: FlowCall,
  account: AccountRow,
  kind: 'password_changed' | 'password_reset',
): Promise<void> {
  await parts.audit.record({ kind, account: account.id, call })
  const to = emailOf(parts, account)
  parts.background.run('password mail', () => parts.deliver({ kind: 'password_changed', to }))
}

function checkForAccount(parts: IdentityParts, account: AccountRow, password: string): void {
  const { signUp } = parts.flows
  const own = (signUp?.fields ?? []).map((name) => account[name]).filter((value) => typeof value === 'string')
  checkNewPassword(password, parts.flows.password, [parts.application, emailOf(parts, account), ...own])
}
