/** Where a client's system is and how we show who we are there: asked once, at start. */
import { baseAddress } from '../spec/base-address.ts'
import type { AnyClient, ClientAuth } from '../spec/client.ts'

export interface ClientAddress {
  readonly origin: string
  /** Path before every route, without a slash at its end. */
  readonly prefix: string
  /** Who we are: a secret. */
  readonly headers: Readonly<Record<string, string>>
}

/** What is wrong with the configuration of a client; no value of it. */
export interface ClientProblem {
  /** `baseUrl of the client payments` */
  readonly setting: string
  readonly message: string
}

export function clientAddress({ name, options }: AnyClient): ClientAddress | readonly ClientProblem[] {
  const { baseUrl, auth } = options
  const { url, wrong } = baseAddress(typeof baseUrl === 'function' ? baseUrl() : baseUrl)
  const headers = auth ? authHeaders(auth) : {}
  const isSendable = Object.values(headers).every((value) => value !== undefined)
  const problems = [
    ...(wrong === undefined ? [] : [{ setting: `baseUrl of the client ${name}`, message: wrong }]),
    ...(isSendable
      ? []
      : [
          {
            setting: `auth of the client ${name}`,
            message: 'must be of visible ASCII characters, and not empty.',
          },
        ]),
  ]
  if (!url || problems.length > 0) return problems
  return {
    origin: url.origin,
    prefix: url.pathname.replace(/\/+$/, ''),
    headers: headers as Record<string, string>,
  }
}

function authHeaders(auth: ClientAuth): Record<string, string | undefined> {
  if ('header' in auth) return { [auth.header.toLowerCase()]: visible(auth.value()) }
  if ('bearer' in auth) return { authorization: prefixed('Bearer', visible(auth.bearer())) }
  const { user, password } = auth.basic
  // RFC 7617 §2: a colon would end the user's name. The rest goes through base64, whatever it is.
  const pair = user().includes(':') ? undefined : Buffer.from(`${user()}:${password()}`).toString('base64')
  return { authorization: prefixed('Basic', pair) }
}

function visible(text: string): string | undefined {
  return /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text) ? text : undefined
}

function prefixed(scheme: string, credentials: string | undefined): string | undefined {
  return credentials === undefined ? undefined : `${scheme} ${credentials}`
}
