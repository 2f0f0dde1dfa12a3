/** A real OpenID provider on this machine, that signs in whoever a test says. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import Provider from 'oidc-provider'

export interface Person {
  readonly email?: string
  readonly email_verified?: boolean
  readonly name?: string
}

export interface OpenIdServerOptions {
  readonly redirectUris: readonly string[]
}

export const clientSecret = 'the secret of the client, long enough'

export class OpenIdServer {
  readonly issuer: string
  /** Claims by subject. */
  readonly people = new Map<string, Person>()
  /** Who signs in next. */
  subject = ''
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
    this.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  static async start({ redirectUris }: OpenIdServerOptions): Promise<OpenIdServer> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true })
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const started = new OpenIdServer(server)
    const provider = new Provider(started.issuer, {
      clients: [
        {
          client_id: 'club',
          client_secret: clientSecret,
          redirect_uris: redirectUris,
          application_type: 'web',
        },
      ],
      jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: 'test', alg: 'RS256', use: 'sig' }] },
      cookies: { keys: ['a key for cookies of tests'] },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
      findAccount: (_context: unknown, accountId: string) => ({
        accountId,
        claims: () => ({ sub: accountId, ...started.people.get(accountId) }),
      }),
      // Whoever is signed in agrees to everything.
      async loadExistingGrant({
        oidc,
      }: {
        oidc: { client: { clientId: string }; session: { accountId: string } }
      }) {
        const grant = new provider.Grant({
          clientId: oidc.client.clientId,
          accountId: oidc.session.accountId,
        })
        grant.addOIDCScope('openid email profile')
        await grant.save()
        return grant
      },
    })
    const answer = provider.callback()
    server.on('request', (request, response) => {
      if (!request.url?.startsWith('/interaction/')) return answer(request, response)
      return provider.interactionFinished(request, response, { login: { accountId: started.subject } })
    })
    return started
  }

  /** Goes where an application sends a browser, signs in, and gives the address that the provider sends it back to. */
  async visit(url: string, subject = this.subject): Promise<string> {
    this.subject = subject
    const cookies = new Map<string, string>()
    let next = url
    for (let hop = 0; hop < 10; hop++) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = await fetch(next, { redirect: 'manual', headers: cookie === '' ? {} : { cookie } })
      for (const line of answer.headers.getSetCookie()) {
        const [pair = ''] = line.split(';')
        cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
      }
      const location = answer.headers.get('location')
      if (location === null) throw new Error(`The provider answered ${answer.status}: ${await answer.text()}`)
      next = new URL(location, next).href
      if (!next.startsWith(this.issuer)) return next
    }
    throw new Error('The provider goes round in circles.')
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}
