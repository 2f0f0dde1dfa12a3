import { Redis } from 'ioredis'
import { conformance } from './conformance.test-support.ts'
import { openRedis } from './redis.ts'

conformance({
  name: 'Redis',
  host: '127.0.0.1',
  port: 6379,
  keepsForLater: true,
  open: async ({ host, port }) => openRedis({ url: `redis://${host}:${port}`, keptDays: 1 }),
  clean: async (application) => {
    const redis = new Redis('redis://127.0.0.1:6379')
    await redis.del(`lintel:${application}.thing.happened`)
    await redis.quit()
  },
})
