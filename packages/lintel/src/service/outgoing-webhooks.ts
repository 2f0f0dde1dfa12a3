/** Outgoing webhooks of an application, with what its settings say. */
import type { DataAccess } from '../database/data-access.ts'
import type { Application } from '../spec/application.ts'
import type { Principal } from '../spec/principal.ts'
import type { OutgoingService } from '../work/outgoing/outgoing-service.ts'
import type { Mode, ServiceSettings } from './settings.ts'

export interface OutgoingWebhooksOptions {
  readonly application: Application
  readonly settings: Pick<ServiceSettings, 'webhooksAllowAddresses'>
  readonly mode: Mode
  readonly secrets: readonly string[]
  /** Access without rules. */
  readonly db: DataAccess
  /** Access under the rules of somebody. */
  readonly dbFor: (principal: Principal) => DataAccess
}

/** `undefined` where there are none: then the application starts without what sends them. */
export async function outgoingWebhooks(
  options: OutgoingWebhooksOptions,
): Promise<OutgoingService | undefined> {
  const { application, settings, mode, secrets, db, dbFor } = options
  const { model, declarations } = application
  const [declared] = declarations.outgoing
  if (!declared) return undefined
  const { AddressGuard } = await import('../clients/guard/address-guard.ts')
  const { outgoingService } = await import('../work/outgoing/outgoing-service.ts')
  // Loopback is no exception in development either: it is open where somebody says so.
  const guard = new AddressGuard({ httpsOnly: mode === 'production', allow: settings.webhooksAllowAddresses })
  const service = outgoingService({ declared, model, secrets, guard, db, dbFor })
  declared.provide(service)
  return service
}
