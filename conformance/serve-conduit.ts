/** Serves examples/conduit on a new database: on the server that DATABASE_URL names, else on an embedded one. */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const { DATABASE_URL, PORT } = process.env
if (DATABASE_URL) process.env.TEST_DATABASE_URL = DATABASE_URL
const { createTestDatabase } = await import('lintel/testing')

const root = fileURLToPath(new URL('..', import.meta.url))
const database = await createTestDatabase(root)
const server = spawn(process.execPath, ['packages/lintel/bin/lintel.js', 'start', 'examples/conduit'], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    PORT,
    HOST: '127.0.0.1',
    DATABASE_URL: database.connectionString,
    MIGRATIONS_AT_START: 'apply',
    TOKEN_SECRET: randomBytes(48).toString('base64url'),
    LOG_LEVEL: 'warn',
    DRAIN_DELAY_MS: '0',
  },
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.kill('SIGTERM'))
const [code] = await once(server, 'exit')
await database.drop()
process.exit(code ?? 1)
