/** Counts requests in Redis, for all processes that share it. */
import type { Redis, RedisScript } from '../redis/redis.ts'
import type { Counted, Counting, LimitStore } from './limit-store.ts'

// One step for all limits of a request; the clock is that of the server.
const count: RedisScript = {
  name: 'lintelLimits',
  lua: `
local within, counts = true, {}
for i, key in ipairs(KEYS) do
  counts[i] = tonumber(redis.call('GET', key) or '0')
  if counts[i] + tonumber(ARGV[i * 3]) > tonumber(ARGV[i * 3 - 2]) then within = false end
end
local answer = {}
for i, key in ipairs(KEYS) do
  local fits = counts[i] + tonumber(ARGV[i * 3]) <= tonumber(ARGV[i * 3 - 2])
  if within then
    counts[i] = redis.call('INCRBY', key, ARGV[i * 3])
    if redis.call('PTTL', key) < 0 then redis.call('PEXPIRE', key, ARGV[i * 3 - 1]) end
  end
  local left = redis.call('PTTL', key)
  if left < 0 then left = tonumber(ARGV[i * 3 - 1]) end
  answer[#answer + 1] = { fits and 1 or 0, counts[i], left }
end
return answer`,
}

export class RedisLimits implements LimitStore {
  readonly #redis: Redis
  readonly #prefix: string

  /** @param application  its name, so that several may share a server */
  constructor(redis: Redis, application: string) {
    this.#redis = redis
    this.#prefix = `lintel:${application}:limit:`
  }

  async count(all: readonly Counting[]): Promise<readonly Counted[]> {
    const keys = all.map(({ key }) => `${this.#prefix}${key}`)
    const values = all.flatMap(({ most, windowMs, cost }) => [most, windowMs, cost])
    const answer = (await this.#redis.script(count, keys, values)) as readonly (readonly unknown[])[]
    return all.map(({ most }, at) => {
      const [fits = 0, counted = 0, resetMs = 0] = (answer[at] ?? []).map(Number)
      return { isWithin: fits === 1, left: Math.max(0, most - counted), resetMs }
    })
  }
}
