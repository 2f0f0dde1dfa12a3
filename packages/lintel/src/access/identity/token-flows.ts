/** Tokens for clients that keep no cookies: issued for a password, then one for another. */
import type { IssuedTokens, TokenFlows } from '../../spec/identity/flows.ts'
import { identityProblem } from '../../spec/identity/problems.ts'
import { checkCredentials } from './credentials.ts'
import type { FlowCall } from './flow-call.ts'
import { type AccountRow, accountById, type IdentityParts, passwordHashOf } from './identity-parts.ts'
import type { RefreshFamily } from './refresh-tokens.ts'
import { lacksFactor } from './required-factor.ts'

export function tokenFlows(parts: IdentityParts, call: FlowCall): TokenFlows {
  return {
    issue: (request) => issue(parts, call, request),
    refresh: (token) => refresh(parts, call, token),
    revoke: (token) => revoke(parts, call, token),
  }
}

type Request = Parameters<TokenFlows['issue']>[0]

async function issue(
  parts: IdentityParts,
  call: FlowCall,
  { scope, ...credentials }: Request,
): Promise<IssuedTokens> {
  const { refreshTokens, audit } = parts
  const account = await checkCredentials(parts, call, credentials)
  if (await lacksFactor(parts, account, [])) throw identityProblem('second_factor_missing')
  const { address, userAgent } = call
  const opened = await refreshTokens.open({ account: String(account.id), scope, address, userAgent })
  // A password that was replaced meanwhile has ended every family but this one.
  const now = await accountById(parts, String(account.id))
  if (!now || passwordHashOf(parts, now) !== passwordHashOf(parts, account)) {
    await refreshTokens.end(opened.family.id)
    throw identityProblem('credentials_wrong')
  }
  await audit.record({ kind: 'signed_in', account: account.id, call, detail: 'tokens' })
  return issued(parts, now, opened)
}

async function refresh(parts: IdentityParts, call: FlowCall, token: string): Promise<IssuedTokens> {
  const used = await parts.refreshTokens.use(token)
  if (used.is === 'reused') {
    await parts.audit.record({ kind: 'refresh_token_reused', account: used.family.account, call })
  }
  if (used.is !== 'good') throw identityProblem('refresh_token_invalid')
  // The account is read each time: its rights may have changed, and it may be gone.
  const account = await accountById(parts, used.family.account)
  // The role may be one of today, and the sign-in, without a factor, one of yesterday.
  const mustEnrol = account !== undefined && (await lacksFactor(parts, account, []))
  if (account && !mustEnrol) return issued(parts, account, used)
  await parts.refreshTokens.end(used.family.id)
  throw identityProblem(mustEnrol ? 'second_factor_missing' : 'refresh_token_invalid')
}

async function revoke(parts: IdentityParts, call: FlowCall, token: string): Promise<void> {
  const family = await parts.refreshTokens.revoke(token)
  if (family)
    await parts.audit.record({ kind: 'signed_out', account: family.account, call, detail: 'tokens' })
}

interface Given {
  readonly family: RefreshFamily
  readonly token: string
}

async function issued(
  { identity, tokens, refreshTokens }: IdentityParts,
  account: AccountRow,
  { family, token }: Given,
): Promise<IssuedTokens> {
  if (!tokens) throw new TypeError('This application signs no tokens.')
  const role = identity.role === undefined ? undefined : account[identity.role]
  const accessToken = await tokens.sign({
    id: String(account.id),
    roles: typeof role === 'string' ? [role] : [],
    ...(family.scope === null ? {} : { scopes: family.scope.split(' ') }),
  })
  return {
    accessToken,
    tokenType: identity.scheme,
    expiresInSeconds: identity.tokenTtlSeconds,
    refreshToken: token,
    refreshExpiresAt: new Date(refreshTokens.endOf(family)).toISOString(),
  }
}
