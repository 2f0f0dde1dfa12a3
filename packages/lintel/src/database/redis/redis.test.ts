import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { TcpProxy } from '../../../test/tcp-proxy.ts'
import type { Observation } from '../../spec/observation.ts'
import { openRedis, type Redis, RedisUnavailable } from './redis.ts'

const proxy = new TcpProxy({ host: '127.0.0.1', port: 6379 })
const seen: Observation[] = []
let redis: Redis

beforeAll(async () => {
  await proxy.open()
  redis = await openRedis({
    url: `redis://127.0.0.1:${proxy.port}/5`,
    observe: (observation) => seen.push(observation),
  })
  await isReady()
})
afterAll(async () => {
  await redis.close()
  await proxy.shut()
})

async function isReady() {
  await vi.waitFor(() => expect(redis.isReady).toBe(true), { timeout: 8_000 })
}

test('commands and scripts are answered in bytes', async () => {
  await redis.command('SET', 'lintel:test', Buffer.from([0, 255]), 'PX', 5_000)
  expect(await redis.command('GET', 'lintel:test')).toEqual(Buffer.from([0, 255]))
  const both = { name: 'lintelBoth', lua: 'return { KEYS[1], ARGV[1] }' }
  expect(await redis.script(both, ['a'], ['b'])).toEqual([Buffer.from('a'), Buffer.from('b')])
  await expect(redis.command('LPUSH', 'lintel:test', 'x')).rejects.toThrow('WRONGTYPE')
  expect(redis.isReady).toBe(true)
})

test('nobody waits for one that is away, and it comes back', async () => {
  const told = vi.fn()
  redis.onReady(told)
  await proxy.shut()
  await vi.waitFor(() => expect(redis.isReady).toBe(false))
  await expect(redis.command('GET', 'lintel:test')).rejects.toBeInstanceOf(RedisUnavailable)
  await proxy.open()
  await isReady()
  expect(told).toHaveBeenCalled()
  expect(seen.filter(({ event }) => event === 'redis')).toMatchObject([
    { state: 'unreachable' },
    { state: 'reachable' },
  ])
})

test('one that does not answer costs one wait, and others are refused at once', async () => {
  proxy.freeze(true)
  await expect(redis.command('GET', 'lintel:test')).rejects.toBeInstanceOf(RedisUnavailable)
  expect(redis.isReady).toBe(false)
  await expect(redis.command('GET', 'lintel:test')).rejects.toBeInstanceOf(RedisUnavailable)
  proxy.freeze(false)
  await isReady()
  expect(await redis.command('PING')).toEqual(Buffer.from('PONG'))
})
