/** Signing in by OpenID Connect, and linking accounts elsewhere to one here. */
import type { LinkedIdentityView, ProviderFlows } from '../../spec/identity/flows.ts'
import { identityProblem } from '../../spec/identity/problems.ts'
import { Problem } from '../../spec/problem.ts'
import type { FlowCall } from './flow-call.ts'
import { freshSession } from './fresh.ts'
import { type AccountRow, accountById, type IdentityParts } from './identity-parts.ts'
import { accountOf, linkTo } from './provider-accounts.ts'
import type { Journey } from './provider-client.ts'
import { looksLikeToken, newToken } from './random-token.ts'
import { isOwnPath, withAnswer } from './return-path.ts'
import { askSecondFactor, openUnlessReplaced, ownAccount } from './session-opening.ts'
import { tellOwner } from './tell-owner.ts'
import { removeWayIn } from './ways-in.ts'

/** From leaving for a provider to coming back: somebody may have to find a password there. */
const journeySeconds = 600

export function providerFlows(parts: IdentityParts, call: FlowCall): ProviderFlows {
  return {
    signIn: (provider, returnTo) => leave(parts, call, { provider, returnTo, data: {} }),
    link: (provider, returnTo) => leaveToLink(parts, call, provider, returnTo),
    callback: (provider, state) => comeBack(parts, call, provider, state),
    list: () => list(parts, call),
    unlink: (id) => unlink(parts, call, id),
  }
}

interface Leaving {
  readonly provider: string
  readonly returnTo: string
  readonly account?: string
  readonly data: Readonly<Record<string, string>>
}

async function leave(
  parts: IdentityParts,
  call: FlowCall,
  { provider, returnTo, account, data }: Leaving,
): Promise<string> {
  if (!isOwnPath(returnTo)) throw identityProblem('return_to_foreign')
  const known = call.browserToken
  const browser = known !== undefined && looksLikeToken(known) ? known : newToken()
  const state = newToken()
  const client = await parts.providers.client(provider)
  const address = await client.address(journey(parts, call, { provider, browser, state }))
  await parts.challenges.ask({
    purpose: 'provider',
    token: state,
    browser,
    ttlSeconds: journeySeconds,
    ...(account === undefined ? {} : { account }),
    data: { ...data, provider, returnTo },
  })
  call.keepBrowser(browser, journeySeconds)
  return address
}

async function leaveToLink(
  parts: IdentityParts,
  call: FlowCall,
  provider: string,
  returnTo: string,
): Promise<string> {
  const session = await freshSession(parts, call)
  const data = { session: session.id }
  return leave(parts, call, { provider, returnTo, account: call.principal.id, data })
}

function journey(
  { flows }: IdentityParts,
  call: FlowCall,
  { provider, browser, state }: { provider: string; browser: string; state: string },
): Journey {
  return { redirectUri: `${call.base}${flows.path}/providers/${provider}/callback`, browser, state }
}

/**
 * The browser is back. What it brings counts only for a way that began in this browser, to this provider, and once.
 *
 * @throws Problem `provider_answer_unknown` (422); every other refusal goes to the page that asked
 */
async function comeBack(
  parts: IdentityParts,
  call: FlowCall,
  provider: string,
  state: string | null,
): Promise<void> {
  const { browserToken: browser } = call
  const challenge =
    state === null || browser === undefined
      ? undefined
      : await parts.challenges.take({ purpose: 'provider', token: state, browser })
  if (!challenge || !browser || !state || challenge.data.provider !== provider) {
    await parts.audit.record({ kind: 'provider_refused', call, detail: provider })
    throw identityProblem('provider_answer_unknown')
  }
  const { returnTo = '/', session } = challenge.data
  try {
    const client = await parts.providers.client(provider)
    const claims = await client.claims(journey(parts, call, { provider, browser, state }), call.search)
    const visitor = { provider, claims }
    const answer =
      challenge.account === null
        ? await enter(parts, call, await accountOf(parts, call, visitor))
        : await link(parts, call, { account: challenge.account, session, visitor })
    call.redirect(withAnswer(returnTo, answer))
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    await parts.audit.record({ kind: 'provider_refused', call, detail: `${provider}: ${error.code}` })
    call.redirect(withAnswer(returnTo, { error: error.code }))
  }
}

/** Signs in; an account with a second factor asks for it here, too. */
async function enter(
  parts: IdentityParts,
  call: FlowCall,
  account: AccountRow,
): Promise<Readonly<Record<string, string>>> {
  const secondFactor = await askSecondFactor(parts, account, ['fed'])
  if (secondFactor) return { second_factor: secondFactor.token }
  await openUnlessReplaced(parts, call, account, ['fed'])
  return {}
}

interface Linking {
  readonly account: string
  readonly session: string | undefined
  readonly visitor: Parameters<typeof linkTo>[3]
}

/** Only the session that asked may link: nobody else's account is given away meanwhile. */
async function link(
  parts: IdentityParts,
  call: FlowCall,
  { account: id, session, visitor }: Linking,
): Promise<Readonly<Record<string, string>>> {
  const { principal } = call
  const isSame = principal.isSignedIn && principal.id === id && principal.session === session
  const account = isSame ? await accountById(parts, id) : undefined
  if (!account) throw identityProblem('session_required')
  await linkTo(parts, call, account, visitor)
  await tellOwner(parts, id)
  return { linked: visitor.provider }
}

async function list({ db, entities }: IdentityParts, call: FlowCall): Promise<readonly LinkedIdentityView[]> {
  const links = await db.find(entities.linkedIdentity, {
    where: { account: call.principal.id },
    orderBy: ['createdAt', 'id'],
  })
  return links.map(({ id, provider, email, createdAt, lastUsedAt }) => ({
    id,
    provider,
    email,
    createdAt,
    lastUsedAt,
  }))
}

async function unlink(parts: IdentityParts, call: FlowCall, id: string): Promise<void> {
  await freshSession(parts, call)
  const account = await ownAccount(parts, call)
  const { entities, audit } = parts
  const own = { id, account: call.principal.id }
  const isGone = await removeWayIn(parts, account, (tx) => tx.delete(entities.linkedIdentity, own))
  if (!isGone) throw identityProblem('identity_not_found')
  await audit.record({ kind: 'identity_unlinked', account: account.id, call, detail: id })
  await tellOwner(parts, call.principal.id)
}
