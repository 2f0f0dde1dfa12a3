/** Servers beside PostgreSQL that some tests talk to, and which tests those are. */
import { connect } from 'node:net'

const services = [
  {
    name: 'Redis',
    port: 6379,
    tests: [
      'packages/lintel/src/database/redis/*.test.ts',
      'packages/lintel/src/work/brokers/redis.test.ts',
      'packages/lintel/test/cache/{attacks,faults}.test.ts',
      'packages/lintel/test/limits/{instances,limits}.test.ts',
    ],
  },
  {
    name: 'RabbitMQ',
    port: 5672,
    tests: [
      'packages/lintel/src/work/brokers/rabbitmq.test.ts',
      'packages/lintel/test/events/between-applications.test.ts',
    ],
  },
  { name: 'NATS', port: 4222, tests: ['packages/lintel/src/work/brokers/nats.test.ts'] },
] as const

/**
 * Tests whose server is not here. Whoever has none can try all the rest, and is told what was left out; in CI they run,
 * and fail.
 */
export async function testsWithoutServer(): Promise<readonly string[]> {
  if (process.env.CI) return []
  const missing = []
  for (const service of services) if (!(await answers(service.port))) missing.push(service)
  for (const { name, port, tests } of missing)
    console.warn(`\nNot run, as no ${name} listens at 127.0.0.1:${port}: ${tests.join(', ')}`)
  return missing.flatMap(({ tests }) => [...tests])
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 1_000 })
    const end = (isThere: boolean) => () => {
      socket.destroy()
      resolve(isThere)
    }
    socket.on('connect', end(true)).on('error', end(false)).on('timeout', end(false))
  })
}
