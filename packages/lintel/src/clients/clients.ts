/** The clients of an application at run time, by their declarations. */
import type { AnyClient, UsedClients } from '../spec/client.ts'
import type { ApplicationModel } from '../spec/model.ts'
import type { Observe } from '../spec/observation.ts'
import type { CallScope } from './call-scope.ts'
import { type ClientProblem, clientAddress } from './client-address.ts'
import { type CallExtras, OutsideSystem } from './outside-system.ts'

export interface ClientsOptions {
  readonly model: Pick<ApplicationModel, 'name' | 'version' | 'clients'>
  readonly declared: readonly AnyClient[]
  readonly observe: Observe
}

export class Clients {
  readonly #systems: ReadonlyMap<AnyClient, OutsideSystem>

  constructor(systems: ReadonlyMap<AnyClient, OutsideSystem>) {
    this.#systems = systems
  }

  /** The clients that a handler uses, as objects with a function for each call. */
  bind(uses: UsedClients, scope: CallScope): Readonly<Record<string, object>> {
    return Object.fromEntries(
      Object.entries(uses).map(([name, client]) => [name, this.#bound(client, scope)]),
    )
  }

  /** Ends calls that are still under way, and closes every connection. */
  async close(): Promise<void> {
    await Promise.all([...this.#systems.values()].map((system) => system.close()))
  }

  #bound(client: AnyClient, scope: CallScope): object {
    const system = this.#systems.get(client)
    if (!system) throw new TypeError(`The client ${client.name} is no part of this application.`)
    const calls = [...system.callNames].map((name) => [
      name,
      (values: object = {}, extras: CallExtras = {}) => system.ask(name, values, extras, scope),
    ])
    return Object.fromEntries(calls)
  }
}

/** Asks for every address and secret; gives every problem at once. No connection is opened before the first call. */
export function startClients({
  model,
  declared,
  observe,
}: ClientsOptions): Clients | readonly ClientProblem[] {
  const problems: ClientProblem[] = []
  const systems = new Map<AnyClient, OutsideSystem>()
  const userAgent = `${model.name}/${model.version}`.replaceAll(/[^\x21-\x7e]/g, '-')
  for (const client of declared) {
    const described = model.clients?.[client.name]
    const address = clientAddress(client)
    if (!('origin' in address)) problems.push(...address)
    else if (described)
      systems.set(client, new OutsideSystem({ model: described, address, userAgent, observe }))
  }
  return problems.length > 0 ? problems : new Clients(systems)
}
