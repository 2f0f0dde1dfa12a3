/** The OpenID providers of an application, by name. */

import type { AnyEntity } from '../../spec/entity.ts'
import type { ProviderOptions } from '../../spec/identity/factor-options.ts'
import { identityProblem } from '../../spec/identity/problems.ts'
import type { Identity } from '../../spec/identity.ts'
import type { AtStart } from '../../spec/issuers.ts'
import type { Location } from '../../spec/location.ts'
import type { IdentityFlowsModel } from '../../spec/model.ts'
import { SpecificationError } from '../../spec/specification-error.ts'
import type { ProviderClient, ProviderSettings } from './provider-client.ts'

export class Providers {
  /** `null`: it is declared, and the settings name none. */
  readonly #settings = new Map<string, ProviderSettings | null>()
  readonly #clients = new Map<string, ProviderClient>()

  /**
   * Settings are read by now, which they were not when the providers were declared.
   *
   * @throws SpecificationError for an issuer without a client id
   */
  constructor({ at, options: { providers = {} } }: Identity, flows: IdentityFlowsModel) {
    for (const [name, options] of Object.entries(providers)) {
      const scopes = flows.providers?.[name]?.scopes ?? []
      this.#settings.set(name, settingsOf({ at, name, options, scopes }))
    }
  }

  /** @throws Problem `provider_unknown` (404) for one that is not set up here */
  async client(name: string): Promise<ProviderClient> {
    const known = this.#clients.get(name)
    if (known) return known
    const settings = this.#settings.get(name)
    if (!settings) throw identityProblem('provider_unknown')
    // Loaded where it is used: most applications have no providers.
    const { ProviderClient } = await import('./provider-client.ts')
    const made = new ProviderClient(settings)
    this.#clients.set(name, made)
    return made
  }
}

interface Declared {
  readonly at: Location
  readonly name: string
  readonly options: ProviderOptions<AnyEntity>
  readonly scopes: readonly string[]
}

function settingsOf({ at, name, options, scopes }: Declared): ProviderSettings | null {
  const issuer = atStart(options.issuer)
  if (issuer === null) return null
  const clientId = atStart(options.clientId)
  if (clientId === null) {
    const message = `The provider "${name}" has an issuer and no clientId.`
    throw new SpecificationError([{ at, message, hint: 'Set both, or neither.' }])
  }
  const clientSecret = options.clientSecret === undefined ? null : atStart(options.clientSecret)
  return { name, issuer, clientId, clientSecret: clientSecret ?? undefined, scopes }
}

function atStart<T>(value: AtStart<T>): T {
  return typeof value === 'function' ? (value as () => T)() : value
}
