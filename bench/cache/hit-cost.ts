/** What a hit costs beyond what it cannot do without: a bare LRU in memory, a bare call of the client to Redis. */
import { randomBytes, randomUUID } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { AnswerCache, type Wanted } from '../../packages/lintel/src/cache/answer-cache.ts'
import { entryOf } from '../../packages/lintel/src/cache/entry.ts'
import { SharedLevel } from '../../packages/lintel/src/cache/shared-level.ts'
import { openRedis } from '../../packages/lintel/src/database/redis/redis.ts'
import { median } from '../path/ratios.ts'

const times = { ttlMs: 3_600_000, staleMs: 0, graceMs: 0 }
const body = randomBytes(1_024)
const keys = Array.from({ length: 1_000 }, () => `list.products\n/products\nlimit=20\n${randomUUID()}`)
const hitsPerRound = 200_000
const callsPerRound = 3_000

/** Microseconds of a hit, and of a bare `LRUCache.get`: the median of the rounds. */
export async function memoryHit(rounds: number): Promise<{ hitUs: number; bareUs: number }> {
  const cache = new AnswerCache({ maxBytes: 67_108_864 })
  cache.hears()
  const wanted = keys.map((key): Wanted => {
    const answer = { status: 200, headers: {}, body }
    return { key, kind: 'list', times, tags: ['products'], isFault: () => false, make: async () => answer }
  })
  for (const each of wanted) await cache.get(each)
  const bare = new LRUCache<string, object>({ max: 10_000 })
  for (const key of keys) bare.set(key, { key })
  const hits: number[] = []
  const bares: number[] = []
  for (let round = 0; round <= rounds; round++) {
    const bareUs = await perCall(hitsPerRound, async () => {
      let found = 0
      for (let at = 0; at < hitsPerRound; at++) if (bare.get(keys[at % keys.length] as string)) found++
      if (found !== hitsPerRound) throw new Error('The bare one lost something.')
    })
    const hitUs = await perCall(hitsPerRound, async () => {
      for (let at = 0; at < hitsPerRound; at++) {
        const { outcome } = await cache.get(wanted[at % wanted.length] as Wanted)
        if (outcome !== 'hit') throw new Error(`It was ${outcome} and no hit.`)
      }
    })
    // The first one warms up.
    if (round === 0) continue
    bares.push(bareUs)
    hits.push(hitUs)
  }
  return { hitUs: median(hits), bareUs: median(bares) }
}

/** The same for Redis: a hit of the second level, and a bare `GET` of the same bytes. */
export async function redisHit(
  rounds: number,
  url: string,
): Promise<{ hitUs: number; bareUs: number; ratio: number }> {
  const redis = await openRedis({ url, observe: () => undefined })
  while (!redis.isReady) await new Promise((resolve) => setTimeout(resolve, 5))
  const { Redis: Client } = await import('ioredis')
  const client = new Client(url)
  try {
    const level = new SharedLevel(redis, randomUUID())
    await level.renew()
    const sought = { key: keys[0] as string, kind: 'list', tags: ['products'] }
    const bareKey = `lintel-bench:${randomUUID()}`
    await client.set(bareKey, Buffer.concat([body, randomBytes(200)]), 'PX', 600_000)
    const entry = entryOf({ status: 200, headers: { etag: '"1"' }, body }, sought.tags, times)
    const { at } = (await level.find(sought)) ?? { at: '0' }
    await level.store(sought, { entry, at })
    // The first one makes the marks of the tags that are new.
    await level.store(sought, { entry, at: (await level.find(sought))?.at ?? at })
    const hits: number[] = []
    const bares: number[] = []
    for (let round = 0; round <= rounds; round++) {
      const bareUs = await perCall(callsPerRound, async () => {
        for (let call = 0; call < callsPerRound; call++) await client.getBuffer(bareKey)
      })
      const hitUs = await perCall(callsPerRound, async () => {
        for (let call = 0; call < callsPerRound; call++)
          if (!(await level.find(sought))?.entry) throw new Error('Redis lost the entry.')
      })
      if (round === 0) continue
      bares.push(bareUs)
      hits.push(hitUs)
    }
    const ratio = median(hits.map((hit, round) => hit / (bares[round] ?? 0)))
    return { hitUs: median(hits), bareUs: median(bares), ratio }
  } finally {
    client.disconnect()
    await redis.close()
  }
}

async function perCall(calls: number, run: () => Promise<void>): Promise<number> {
  const from = performance.now()
  await run()
  return ((performance.now() - from) * 1_000) / calls
}
