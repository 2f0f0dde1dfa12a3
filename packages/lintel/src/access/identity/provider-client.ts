/**
 * One OpenID provider: found by its discovery document, asked by the code flow with PKCE.
 *
 * State, nonce and verifier come of a secret that only this browser has, so that the database holds none of them.
 *
 * @source OpenID Connect Core 1.0 §3.1, RFC 9700 §2.1
 */
import { createHmac } from 'node:crypto'
import * as client from 'openid-client'
import { identityProblem } from '../../spec/identity/problems.ts'
import { isSafeAddress } from '../../spec/issuer-address.ts'
import { Problem } from '../../spec/problem.ts'

export interface ProviderSettings {
  readonly name: string
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string | undefined
  readonly scopes: readonly string[]
}

/** What belongs to one way to a provider and back. */
export interface Journey {
  /** Registered with the provider, to the letter. */
  readonly redirectUri: string
  /** The secret of the browser. */
  readonly browser: string
  readonly state: string
}

export type ProviderClaims = Readonly<Record<string, unknown>> & {
  readonly iss: string
  readonly sub: string
}

/** Longest that a provider may take to answer. */
const timeoutSeconds = 5

export class ProviderClient {
  readonly #settings: ProviderSettings
  #configuration: Promise<client.Configuration> | undefined

  constructor(settings: ProviderSettings) {
    this.#settings = settings
  }

  /** Where the browser goes to sign in. @throws Problem `provider_unavailable` (503) */
  async address({ redirectUri, browser, state }: Journey): Promise<string> {
    const configuration = await this.#discovered()
    const verifier = derived(browser, 'verifier', state)
    return client.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: this.#settings.scopes.join(' '),
      state,
      nonce: derived(browser, 'nonce', state),
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }).href
  }

  /**
   * Whom the provider has signed in, by what it sent the browser back with.
   *
   * @param search  the query of that address, as it came
   * @throws        Problem `provider_refused` (422), `provider_unavailable` (503)
   */
  async claims({ redirectUri, browser, state }: Journey, search: string): Promise<ProviderClaims> {
    const configuration = await this.#discovered()
    const asked = new URL(redirectUri)
    asked.search = search
    try {
      const tokens = await client.authorizationCodeGrant(configuration, asked, {
        pkceCodeVerifier: derived(browser, 'verifier', state),
        expectedState: state,
        expectedNonce: derived(browser, 'nonce', state),
        idTokenExpected: true,
      })
      const claims = tokens.claims()
      if (!claims) throw identityProblem('provider_refused')
      if (claims.email !== undefined || !configuration.serverMetadata().userinfo_endpoint) return claims
      // The library holds the answer to the subject of the signed token.
      const more = await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
      return { ...more, ...claims }
    } catch (error) {
      throw refusalOf(error)
    }
  }

  /** The discovery document, read once it is needed; a failure is not remembered. */
  async #discovered(): Promise<client.Configuration> {
    this.#configuration ??= this.#discover()
    try {
      return await this.#configuration
    } catch (error) {
      this.#configuration = undefined
      throw unavailable(error)
    }
  }

  async #discover(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret, name } = this.#settings
    if (!isSafeAddress(issuer)) throw new Error(`The issuer of the provider ${name} is no https address.`)
    const server = new URL(issuer)
    const configuration = await client.discovery(server, clientId, undefined, authentication(clientSecret), {
      timeout: timeoutSeconds,
      // Checked above: plain HTTP is for this machine alone.
      execute: server.protocol === 'http:' ? [client.allowInsecureRequests] : [],
    })
    // The ID token's signature is verified also where it came over TLS.
    client.enableNonRepudiationChecks(configuration)
    return configuration
  }
}

/** OpenID Connect Discovery 1.0 §3: `client_secret_basic` unless the provider says otherwise. */
function authentication(secret: string | undefined): client.ClientAuth {
  if (secret === undefined) return client.None()
  const [basic, post] = [client.ClientSecretBasic(secret), client.ClientSecretPost(secret)]
  return (server, metadata, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    const authenticate = methods.includes('client_secret_basic') ? basic : post
    return authenticate(server, metadata, body, headers)
  }
}

/** 256 bits of the browser's secret for one purpose; nobody without the cookie can make them. */
function derived(browser: string, purpose: string, state: string): string {
  return createHmac('sha256', browser).update(`${purpose}:${state}`).digest('base64url')
}

function refusalOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  const isAnswer =
    error instanceof client.AuthorizationResponseError ||
    error instanceof client.ResponseBodyError ||
    error instanceof client.WWWAuthenticateChallengeError ||
    (error instanceof client.ClientError && error.code !== 'OAUTH_TIMEOUT' && error.code !== 'OAUTH_ABORT')
  return isAnswer ? identityProblem('provider_refused', { cause: reasonOf(error) }) : unavailable(error)
}

function unavailable(error: unknown): Problem {
  return identityProblem('provider_unavailable', { headers: { 'retry-after': '5' }, cause: reasonOf(error) })
}

/** Only the reason goes on to the log: errors of the library carry answers and claims, which are personal. */
function reasonOf(error: unknown): Error {
  return new Error(error instanceof Error ? error.message : 'The provider did not answer.')
}
