/** A process that migrates and is killed, by itself and without a word, at one moment of its work. */
import pg from 'pg'
import { migrateDown, migrateUp } from '../../dist/database/migration/migrate.js'
import { readMigrations } from '../../dist/database/migration/read-migrations.js'

const [connectionString, folder, direction, killAt] = process.argv.slice(2)
const client = new pg.Client({ connectionString })
await client.connect()
const migrations = await readMigrations(folder)
let moment = 0

/** The moments at which it may be killed: before each step, when it has run, and between batches. */
function onProgress({ event }) {
  if (event !== 'step-started' && event !== 'step-ran' && event !== 'step-rows') return
  if (String(moment++) === killAt) process.kill(process.pid, 'SIGKILL')
}

const migrate = direction === 'up' ? migrateUp : migrateDown
await migrate({ client, migrations, onProgress, dutyCycle: 1, ignoreServing: true })
await client.end()
// Nothing is left to be killed at.
process.exit(7)
