/** Passkeys: set up by whoever is signed in; good for signing in alone, for the device verifies its holder. */
import type { Row } from '../../spec/entity.ts'
import type { IdentityEntities } from '../../spec/identity/entities.ts'
import type { PasskeyFlows, PasskeyView, SignedIn } from '../../spec/identity/flows.ts'
import { identityProblem } from '../../spec/identity/problems.ts'
import type { FlowCall } from './flow-call.ts'
import { freshSession } from './fresh.ts'
import { accountById, emailOf, type IdentityParts } from './identity-parts.ts'
import {
  challengeIn,
  checkRegistration,
  checkSignIn,
  credentialIn,
  type Party,
  registrationOptions,
  signInOptions,
} from './passkey-ceremonies.ts'
import { looksLikeToken, newToken } from './random-token.ts'
import { openUnlessReplaced, ownAccount } from './session-opening.ts'
import { freshen } from './step-up.ts'
import { tellOwner } from './tell-owner.ts'
import { removeWayIn } from './ways-in.ts'

type PasskeyRow = Row<IdentityEntities['passkey']>
type Json = Readonly<Record<string, unknown>>

/** RFC 8176: a key that the device holds, and its holder, whom the device has verified. */
const methods = ['pop', 'user', 'mfa']

export function passkeyFlows(parts: IdentityParts, call: FlowCall): PasskeyFlows {
  return {
    registration: () => registration(parts, call),
    register: (passkey) => register(parts, call, passkey),
    ask: () => ask(parts, call),
    signIn: (response) => signIn(parts, call, response),
    stepUp: (response) => stepUp(parts, call, response),
    list: async () => (await passkeysOf(parts, call.principal.id)).map(view),
    remove: (id) => remove(parts, call, id),
  }
}

async function registration(parts: IdentityParts, call: FlowCall): Promise<Json> {
  const session = await freshSession(parts, call)
  const account = await ownAccount(parts, call)
  const { id } = call.principal
  const known = await passkeysOf(parts, id)
  if (known.length >= (parts.flows.passkeys?.perAccount ?? 0)) throw identityProblem('too_many_passkeys')
  const ttlSeconds = ttlOf(parts)
  const { token: challenge } = await parts.challenges.ask({
    purpose: 'passkey_registration',
    account: id,
    ttlSeconds,
    data: { session: session.id },
  })
  const user = { id, name: emailOf(parts, account) }
  return registrationOptions({ party: partyOf(parts, call), challenge, ttlSeconds, user, known })
}

async function register(
  parts: IdentityParts,
  call: FlowCall,
  { name, response }: { readonly name: string; readonly response: unknown },
): Promise<PasskeyView> {
  const session = await freshSession(parts, call)
  const { db, entities, challenges, audit } = parts
  const { id: account } = call.principal
  const challenge = challengeIn(response) ?? ''
  const asked = await challenges.take({ purpose: 'passkey_registration', token: challenge })
  if (!asked || asked.account !== account || asked.data.session !== session.id)
    throw identityProblem('passkey_refused')
  const passkey = await checkRegistration(response, { party: partyOf(parts, call), challenge })
  // The id is the device's choice: one that is known is refused, whoever has it.
  if (await db.get(entities.passkey, { credential: passkey.credential }))
    throw identityProblem('passkey_refused')
  const row = await db.insert(entities.passkey, { ...passkey, account, name })
  await audit.record({ kind: 'passkey_added', account, call, detail: row.id })
  await tellOwner(parts, account)
  return view(row)
}

/** A question to whoever has a passkey, bound to this browser. */
async function ask(parts: IdentityParts, call: FlowCall): Promise<Json> {
  const known = call.browserToken
  const browser = known !== undefined && looksLikeToken(known) ? known : newToken()
  const ttlSeconds = ttlOf(parts)
  const { token } = await parts.challenges.ask({ purpose: 'passkey_sign_in', ttlSeconds, browser })
  call.keepBrowser(browser, Math.max(ttlSeconds, 600))
  return signInOptions(partyOf(parts, call), token, ttlSeconds)
}

async function signIn(parts: IdentityParts, call: FlowCall, response: unknown): Promise<SignedIn> {
  const attempt = await parts.throttle.address('passkey', call.address)
  const passkey = await usedPasskey(parts, call, response)
  const account = await accountById(parts, passkey.account)
  if (!account) throw identityProblem('passkey_refused')
  await attempt.succeeded()
  return openUnlessReplaced(parts, call, account, methods)
}

async function stepUp(parts: IdentityParts, call: FlowCall, response: unknown): Promise<SignedIn> {
  const account = await ownAccount(parts, call)
  const passkey = await usedPasskey(parts, call, response)
  if (passkey.account !== call.principal.id) throw identityProblem('passkey_refused')
  return freshen(parts, call, account, methods)
}

/** The passkey that has signed our question. @throws Problem `passkey_refused` (422) */
async function usedPasskey(parts: IdentityParts, call: FlowCall, response: unknown): Promise<PasskeyRow> {
  const { db, entities, challenges, audit } = parts
  const token = challengeIn(response) ?? ''
  const credential = credentialIn(response)
  // Taken before anything is checked: a question has one answer, right or wrong.
  const asked = await challenges.take({ purpose: 'passkey_sign_in', token, browser: call.browserToken })
  const passkey =
    asked && credential !== undefined ? await db.get(entities.passkey, { credential }) : undefined
  try {
    if (!passkey) throw identityProblem('passkey_refused')
    const counter = await checkSignIn(response, {
      party: partyOf(parts, call),
      challenge: token,
      stored: passkey,
    })
    // Of parallel uses of one counter one is taken.
    const where = { id: passkey.id, counter: passkey.counter }
    const changes = { counter, lastUsedAt: new Date().toISOString() }
    if (!(await db.update(entities.passkey, where, changes))) throw identityProblem('passkey_refused')
    return passkey
  } catch (error) {
    await audit.record({ kind: 'passkey_refused', account: passkey?.account, call })
    throw error
  }
}

async function remove(parts: IdentityParts, call: FlowCall, id: string): Promise<void> {
  await freshSession(parts, call)
  const account = await ownAccount(parts, call)
  const { entities, audit } = parts
  const own = { id, account: call.principal.id }
  if (!(await removeWayIn(parts, account, (tx) => tx.delete(entities.passkey, own))))
    throw identityProblem('passkey_not_found')
  // It may have been the factor that keys of this account count on.
  parts.apiKeys.forgetAccount(call.principal.id)
  await audit.record({ kind: 'passkey_removed', account: account.id, call, detail: id })
  await tellOwner(parts, call.principal.id)
}

function passkeysOf({ db, entities }: IdentityParts, account: string): Promise<readonly PasskeyRow[]> {
  return db.find(entities.passkey, { where: { account }, orderBy: ['createdAt', 'id'] })
}

function view({ id, name, backedUp, createdAt, lastUsedAt }: PasskeyRow): PasskeyView {
  return { id, name, backedUp, createdAt, lastUsedAt }
}

function ttlOf({ flows }: IdentityParts): number {
  return flows.passkeys?.challengeTtlSeconds ?? 0
}

function partyOf({ flows, application }: IdentityParts, call: FlowCall): Party {
  const { origin, hostname } = new URL(call.base)
  return { origin, id: hostname, name: flows.passkeys?.name ?? application }
}
