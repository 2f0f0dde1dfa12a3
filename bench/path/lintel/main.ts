/** Starts the application under test on the database of the harness, whose tables it finds made. */
import { readServerSettings } from '../settings.ts'
import application from './application.ts'

// The framework opens no door to its insides; the harness goes in beside its main module.
const inside = (path: string) => import(new URL(path, import.meta.resolve('lintel')).href)
const { startService } = await inside('./service/service.js')
const { logObserver } = await inside('./telemetry/logger.js')

const { port, databaseUrl, secret } = readServerSettings()
const service = await startService({
  application,
  project: { directory: import.meta.dirname },
  mode: 'production',
  environment: {
    PORT: String(port),
    HOST: '127.0.0.1',
    DATABASE_URL: databaseUrl,
    TOKEN_SECRET: secret,
    DRAIN_DELAY_MS: '0',
  },
  schema: 'trust',
  seed: false,
  observe: () => logObserver({ level: 'warn', model: application.model }),
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void service.stop().then(() => process.exit(0)))
}
