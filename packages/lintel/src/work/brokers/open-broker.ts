/** Which broker an address means, and the package that speaks with it: an optional one, loaded when it is needed. */
import type { Broker } from './broker.ts'

export interface BrokerOptions {
  readonly url: string
  /** How long a broker keeps what was published, where it keeps it for readers to come. */
  readonly keptDays: number
}

interface Adapter {
  readonly packages: readonly string[]
  readonly open: (options: BrokerOptions) => Promise<Broker>
}

const rabbitMq: Adapter = {
  packages: ['rabbitmq-client'],
  open: async ({ url }) => (await import('./rabbitmq.ts')).openRabbitMq(url),
}

const redis: Adapter = {
  packages: ['ioredis@5'],
  open: async (options) => (await import('./redis.ts')).openRedis(options),
}

const nats: Adapter = {
  packages: ['@nats-io/jetstream', '@nats-io/transport-node'],
  open: async (options) => (await import('./nats.ts')).openNats(options),
}

const adapters: Readonly<Record<string, Adapter>> = {
  'amqp:': rabbitMq,
  'amqps:': rabbitMq,
  'redis:': redis,
  'rediss:': redis,
  'valkey:': redis,
  'valkeys:': redis,
  'nats:': nats,
}

/** Schemes of addresses of brokers: `amqp:`. */
export const brokerSchemes: readonly string[] = Object.keys(adapters)

/**
 * Opens a broker without waiting for it: one that is away is looked for when it is used.
 *
 * @returns the packages to install, where they are not there
 */
export async function openBroker(
  options: BrokerOptions,
): Promise<Broker | { readonly missing: readonly string[] }> {
  const { protocol } = new URL(options.url)
  const adapter = adapters[protocol]
  if (!adapter) throw new TypeError(`No broker is known by ${protocol}`)
  try {
    return await adapter.open(options)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')
      return { missing: adapter.packages }
    throw error
  }
}
