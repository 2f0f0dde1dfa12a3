/** An application as it runs in production, on a database of its own. */
import type { Application } from 'lintel'
import { startService } from '../../src/service/service.ts'
import type { Observation } from '../../src/spec/observation.ts'
import { createTestDatabase } from '../../src/testing/test-database.ts'

interface Production {
  readonly url: string
  readonly observations: readonly Observation[]
  stop(): Promise<void>
}

export async function startProduction(application: Application): Promise<Production> {
  const database = await createTestDatabase()
  const observations: Observation[] = []
  const { url, stop } = await startService({
    application,
    project: { directory: process.cwd() },
    mode: 'production',
    environment: {
      DATABASE_URL: database.connectionString,
      TOKEN_SECRET: 'a secret for tests, long enough to sign with',
      HOST: '127.0.0.1',
      PORT: '0',
      DRAIN_DELAY_MS: '0',
    },
    schema: 'create',
    seed: false,
    observe: () => (observation) => observations.push(observation),
  })
  return {
    url,
    observations,
    stop: async () => {
      await stop()
      await database.drop()
    },
  }
}
