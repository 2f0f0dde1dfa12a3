/** Puts remembered answers together: two levels, what writes tell, and the connection that hears of writes elsewhere. */
import { createHash, randomUUID } from 'node:crypto'
import { AnswerCache } from '../cache/answer-cache.ts'
import { SharedLevel } from '../cache/shared-level.ts'
import { type Changes, cacheChannel, type Told } from '../database/changes.ts'
import type { Listener } from '../database/listener.ts'
import type { Redis } from '../database/redis/redis.ts'
import { anyRowTag, touchedTags } from '../plan/cache/tags.ts'
import { watchedTables } from '../plan/cache/watched-tables.ts'
import type { ApplicationModel } from '../spec/model.ts'

export interface Caching {
  readonly cache: AnswerCache
  readonly changes: Changes
  /** To be said before the listener is opened. */
  listenOn(listener: Listener): void
}

interface Message {
  /** The process that wrote: it has forgotten already. */
  readonly by: string
  /** The write, so that it counts once, whoever tells of it. */
  readonly write: string
  readonly tags: readonly string[]
}

/** PostgreSQL takes 8,000 bytes; many rows are told of as all. */
const maxPayloadBytes = 7_000

/** One release of an application on one schema: what others remember is not for it. */
export function releaseName(model: ApplicationModel): string {
  return createHash('sha256').update(JSON.stringify(model)).digest('base64url').slice(0, 16)
}

/** `undefined` where the application remembers nothing. */
export function cachingOf(
  model: ApplicationModel,
  { maxBytes, redis }: { readonly maxBytes: number; readonly redis: Redis | undefined },
): Caching | undefined {
  const watched = watchedTables(model)
  if (!watched) return undefined
  const shared = redis && new SharedLevel(redis, `${model.name} ${releaseName(model)}`)
  const cache = new AnswerCache({ maxBytes, shared })
  const self = randomUUID()
  const drop = (tags: readonly string[], write: string): Promise<void> | undefined => {
    cache.drop(new Set(tags))
    return shared?.drop(write, tags)
  }
  const changes: Changes = {
    tagsOf: (touch) => {
      const tags = touchedTags(touch, model).filter((tag) => watched.has(tag.split('#')[0] ?? tag))
      return tags.length > 0 ? tags : undefined
    },
    telling: (tags) => telling(self, [...tags]),
    ended: async (told: Told) => drop(told.tags, messageOf(told.payload).write),
  }
  return {
    cache,
    changes,
    listenOn: (listener) =>
      listener.subscribe({
        channels: [cacheChannel],
        onMessage: (_channel, payload) => {
          const { by, write, tags } = messageOf(payload)
          if (by !== self) void drop(tags, write)
        },
        onConnected: (wasCovered) => {
          cache.hears()
          if (wasCovered) shared?.trust()
          else void shared?.renew()
        },
        onLost: () => cache.isDeaf(),
      }),
  }
}

function telling(by: string, tags: readonly string[]): Told {
  const write = randomUUID()
  const payload = JSON.stringify({ by, write, tags } satisfies Message)
  if (Buffer.byteLength(payload) <= maxPayloadBytes) return { payload, tags }
  const whole = [...new Set(tags.flatMap((tag) => [tag.split('#')[0] ?? tag]))]
  const fewer = whole.flatMap((table) => [table, anyRowTag(table)])
  return { payload: JSON.stringify({ by, write, tags: fewer } satisfies Message), tags: fewer }
}

function messageOf(payload: string): Message {
  return JSON.parse(payload) as Message
}
