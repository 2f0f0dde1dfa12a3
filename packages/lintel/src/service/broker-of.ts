/** The broker of an application whose events leave it, or come from others. */
import type { ApplicationModel } from '../spec/model.ts'
import type { Broker } from '../work/brokers/broker.ts'
import { ConfigurationError, type ServiceSettings } from './settings.ts'

/** Whether events of the application leave it, or come from others. */
export function exchangesEvents({ events }: ApplicationModel): boolean {
  return Object.values(events ?? {}).some(({ publish, from }) => publish || from !== undefined)
}

/** @throws ConfigurationError where the package that speaks with the broker is not installed */
export async function brokerOf(
  model: ApplicationModel,
  { brokerUrl: url, eventsKeptDays: keptDays }: ServiceSettings,
): Promise<Broker | undefined> {
  if (url === undefined || !exchangesEvents(model)) return undefined
  const { openBroker } = await import('../work/brokers/open-broker.ts')
  const opened = await openBroker({ url, keptDays })
  if (!('missing' in opened)) return opened
  const packages = opened.missing.join(' ')
  const message = `needs a package that is not installed: npm install ${packages}`
  throw new ConfigurationError([{ setting: 'BROKER_URL', message }])
}
