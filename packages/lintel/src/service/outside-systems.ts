/** The clients of an application, started with what its settings say. */
import type { Clients } from '../clients/clients.ts'
import type { Application } from '../spec/application.ts'
import type { Observe } from '../spec/observation.ts'
import { ConfigurationError } from './settings.ts'

/**
 * `undefined` where the application calls no other system: then it starts without what calls are made with.
 *
 * @throws ConfigurationError that names every client at fault
 */
export async function outsideSystems(
  { model, declarations: { clients: declared } }: Application,
  observe: Observe,
): Promise<Clients | undefined> {
  if (declared.length === 0) return undefined
  const { Clients, startClients } = await import('../clients/clients.ts')
  const started = startClients({ model, declared, observe })
  if (started instanceof Clients) return started
  throw new ConfigurationError(started)
}
