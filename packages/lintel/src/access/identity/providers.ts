/** The OpenID providers of an application, by name. */

import type { AnyEntity } from '../../spec/entity.ts'
import type { IdentityOptions } from '../../spec/identity/options.ts'
import type { AtStart } from '../../spec/issuers.ts'
import type { IdentityFlowsModel } from '../../spec/model.ts'
import type { ProviderClient } from './provider-client.ts'

export class Providers {
  readonly #options: NonNullable<IdentityOptions<AnyEntity>['providers']>
  readonly #models: NonNullable<IdentityFlowsModel['providers']>
  readonly #clients = new Map<string, ProviderClient>()

  constructor(options: IdentityOptions<AnyEntity>, flows: IdentityFlowsModel) {
    this.#options = options.providers ?? {}
    this.#models = flows.providers ?? {}
  }

  /** Settings are read by now, which they were not when the provider was declared. */
  async client(name: string): Promise<ProviderClient> {
    const known = this.#clients.get(name)
    if (known) return known
    const options = Object.hasOwn(this.#options, name) ? this.#options[name] : undefined
    const model = this.#models[name]
    if (!options || !model) throw new TypeError(`There is no provider "${name}".`)
    const { issuer, clientId, clientSecret } = options
    // Loaded where it is used: most applications have no providers.
    const { ProviderClient } = await import('./provider-client.ts')
    const made = new ProviderClient({
      name,
      issuer: atStart(issuer),
      clientId: atStart(clientId),
      clientSecret: clientSecret === undefined ? undefined : atStart(clientSecret),
      scopes: model.scopes,
    })
    this.#clients.set(name, made)
    return made
  }
}

function atStart<T>(value: AtStart<T>): T {
  return typeof value === 'function' ? (value as () => T)() : value
}
