/** What Redis does in one step. A tag's mark says how far writes had come when it was last dropped. */

export interface SharedScript {
  readonly name: string
  readonly lua: string
}

// A counter that was lost begins where no former one has come to: at the time, in microseconds.
const clock = `
local function now(clock)
  local at = redis.call('GET', clock)
  if at then return at end
  local time = redis.call('TIME')
  at = string.format('%.0f', time[1] * 1000000 + time[2])
  redis.call('SET', clock, at)
  return at
end`

// Longer than any entry lives.
const markSeconds = 604_800

/** KEYS: the write, the clock, the tags. */
export const dropScript: SharedScript = {
  name: 'lintelCacheDrop',
  lua: `${clock}
if not redis.call('SET', KEYS[1], '1', 'NX', 'EX', 600) then return 0 end
now(KEYS[2])
local at = string.format('%.0f', redis.call('INCR', KEYS[2]))
for i = 3, #KEYS do redis.call('SET', KEYS[i], at, 'EX', ${markSeconds}) end
return 1`,
}

/** KEYS: the entry, the clock, its tags. ARGV: the bytes, milliseconds, how far writes had come when it was begun. */
export const storeScript: SharedScript = {
  name: 'lintelCacheStore',
  lua: `${clock}
local current = now(KEYS[2])
local begun = tonumber(ARGV[3])
local isCurrent = true
for i = 3, #KEYS do
  local mark = redis.call('GET', KEYS[i])
  if not mark then
    redis.call('SET', KEYS[i], current, 'EX', ${markSeconds})
    mark = current
  end
  if tonumber(mark) > begun then isCurrent = false end
end
if not isCurrent then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`,
}

export const claimScript: SharedScript = {
  name: 'lintelCacheClaim',
  lua: `if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
return 0`,
}

export const releaseScript: SharedScript = {
  name: 'lintelCacheRelease',
  lua: `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1`,
}
