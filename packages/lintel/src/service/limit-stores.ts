/** Where requests are counted, as the settings say. */
import type { Connections } from '../database/connections.ts'
import { InsuredLimits } from '../database/limits/insured-limits.ts'
import { MemoryLimits } from '../database/limits/memory-limits.ts'
import { PostgresLimits } from '../database/limits/postgres-limits.ts'
import { RedisLimits } from '../database/limits/redis-limits.ts'
import type { Redis } from '../database/redis/redis.ts'
import type { LimitStores } from '../http/limits/limit-door.ts'
import type { Observe } from '../spec/observation.ts'
import type { ServiceSettings } from './settings.ts'

interface Places {
  /** Of the application. */
  readonly name: string
  readonly settings: ServiceSettings
  readonly connections: Connections
  readonly redis: Redis | undefined
  readonly observe: Observe
}

export function limitStores({ name, settings, connections, redis, observe }: Places): LimitStores {
  const own = new MemoryLimits()
  const kind = settings.rateLimitStore ?? (redis ? 'redis' : 'postgres')
  if (kind === 'memory') return { shared: own, own }
  const shared = kind === 'redis' && redis ? new RedisLimits(redis, name) : new PostgresLimits(connections)
  return { shared: new InsuredLimits(shared, observe), own }
}
