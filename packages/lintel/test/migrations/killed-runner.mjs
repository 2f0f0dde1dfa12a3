/** A process that migrates and is killed, by itself and without a word, at one moment of its work. */
import pg from 'pg'
import { migrateDown, migrateUp } from '../../dist/database/migration/migrate.js'
import { readMigrations } from '../../dist/database/migration/read-migrations.js'

const [connectionString, folder, direction, to, killAt] = process.argv.slice(2)
const client = new pg.Client({ connectionString })
await client.connect()
const migrations = await readMigrations(folder)
const moments = new Set(['step-started', 'step-ran', 'step-rows'])
let moment = 0

/** It may be killed before each step that does something, when it has run but is not noted yet, and between batches. */
function onProgress({ event, mode }) {
  if (!moments.has(event) || mode === 'empty') return
  if (String(moment++) === killAt) process.kill(process.pid, 'SIGKILL')
}

const migrate = direction === 'up' ? migrateUp : migrateDown
await migrate({ client, migrations, to: Number(to), onProgress, dutyCycle: 1, ignoreServing: true })
// It came to its end.
process.exit(7)
