/**
 * The two ceremonies of passkeys, as the library checks them: origin, RP, challenge, signature, counter, and that the
 * device has verified its holder.
 *
 * @source Web Authentication Level 3 §7
 */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { identityProblem } from '../../spec/identity/problems.ts'
import { Problem } from '../../spec/problem.ts'

/** Whom a passkey is bound to: our own pages, and the host that they are on. */
export interface Party {
  readonly origin: string
  readonly id: string
  readonly name: string
}

export interface StoredPasskey {
  readonly credential: string
  readonly publicKey: string
  readonly counter: string
  readonly transports: readonly string[]
}

type Json = Readonly<Record<string, unknown>>

// Loaded where it is used: it brings much that an application without passkeys never needs.
const library = () => import('@simplewebauthn/server')

export interface Registering {
  readonly party: Party
  readonly challenge: string
  readonly ttlSeconds: number
  readonly user: { readonly id: string; readonly name: string }
  /** Those that the account has already. */
  readonly known: readonly StoredPasskey[]
}

/** What a page hands to `navigator.credentials.create`. */
export async function registrationOptions({
  party,
  challenge,
  ttlSeconds,
  user,
  known,
}: Registering): Promise<Json> {
  const { generateRegistrationOptions } = await library()
  const options = await generateRegistrationOptions({
    rpName: party.name,
    rpID: party.id,
    userID: new TextEncoder().encode(user.id),
    userName: user.name,
    challenge: bytesOf(challenge),
    timeout: ttlSeconds * 1000,
    attestationType: 'none',
    excludeCredentials: known.map(descriptor),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return options as unknown as Json
}

/** @throws Problem `passkey_refused` (422) */
export async function checkRegistration(
  response: unknown,
  { party, challenge }: Pick<Registering, 'party' | 'challenge'>,
): Promise<StoredPasskey & { readonly backedUp: boolean }> {
  const { verifyRegistrationResponse } = await library()
  const { verified, registrationInfo } = await checked(() =>
    verifyRegistrationResponse({
      response: response as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
    }),
  )
  if (!verified || !registrationInfo) throw identityProblem('passkey_refused')
  const { credential, credentialBackedUp } = registrationInfo
  return {
    credential: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    counter: String(credential.counter),
    transports: (credential.transports ?? []).filter((each) => typeof each === 'string').slice(0, 10),
    backedUp: credentialBackedUp,
  }
}

/** What a page hands to `navigator.credentials.get`: the device knows which accounts it has here. */
export async function signInOptions(party: Party, challenge: string, ttlSeconds: number): Promise<Json> {
  const { generateAuthenticationOptions } = await library()
  const options = await generateAuthenticationOptions({
    rpID: party.id,
    challenge: bytesOf(challenge),
    timeout: ttlSeconds * 1000,
    userVerification: 'required',
  })
  return options as unknown as Json
}

/**
 * Checks what a device has signed.
 *
 * @returns its new counter
 * @throws  Problem `passkey_refused` (422), also for a counter that does not go up: two devices have the key then
 */
export async function checkSignIn(
  response: unknown,
  { party, challenge, stored }: { party: Party; challenge: string; stored: StoredPasskey },
): Promise<string> {
  const { verifyAuthenticationResponse } = await library()
  const { verified, authenticationInfo } = await checked(() =>
    verifyAuthenticationResponse({
      response: response as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      credential: {
        id: stored.credential,
        publicKey: new Uint8Array(Buffer.from(stored.publicKey, 'base64url')),
        counter: Number(stored.counter),
      },
    }),
  )
  if (!verified) throw identityProblem('passkey_refused')
  return String(authenticationInfo.newCounter)
}

/** The challenge that a device says it has signed. Nothing of it is believed yet. */
export function challengeIn(response: unknown): string | undefined {
  const data = memberOf(memberOf(response, 'response'), 'clientDataJSON')
  if (typeof data !== 'string' || data.length > 10_000) return undefined
  try {
    const challenge = memberOf(JSON.parse(Buffer.from(data, 'base64url').toString('utf8')), 'challenge')
    return typeof challenge === 'string' ? challenge : undefined
  } catch {
    return undefined
  }
}

/** The id of the passkey that a device says it has used. */
export function credentialIn(response: unknown): string | undefined {
  const id = memberOf(response, 'id')
  return typeof id === 'string' && id.length <= 1_400 ? id : undefined
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Json)[name]
    : undefined
}

function bytesOf(challenge: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(challenge, 'base64url'))
}

function descriptor({ credential, transports }: StoredPasskey) {
  return { id: credential, transports: [...transports] as ('internal' | 'usb')[] }
}

/** Whatever the library complains of is in what was sent: its reason is for the log. */
async function checked<T>(check: () => Promise<T>): Promise<T> {
  try {
    return await check()
  } catch (error) {
    if (error instanceof Problem) throw error
    const reason = error instanceof Error ? error.message.slice(0, 200) : 'It cannot be read.'
    throw identityProblem('passkey_refused', { cause: new Error(reason) })
  }
}
