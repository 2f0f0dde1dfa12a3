/** What is planned keeps its word on rows: every kind of change is verified, as "lintel migrate verify" does it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scratchServer } from '../../src/database/embedded/scratch-server.ts'
import { readMigrations, writeMigration } from '../../src/database/migration/read-migrations.ts'
import { verifyMigrations } from '../../src/database/verification/migration/verify-migrations.ts'
import { ScratchDatabases } from '../../src/database/verification/scratch-databases.ts'
import { migrationFiles } from '../../src/plan/migration/migration-files.ts'
import { columnKinds } from './kinds/columns.ts'
import { constraintKinds } from './kinds/constraints.ts'
import { renameKinds } from './kinds/renames.ts'
import { tableKinds } from './kinds/tables.ts'
import { typeKinds } from './kinds/types.ts'
import { plansOf } from './plans-of.ts'

const kinds = [...columnKinds, ...renameKinds, ...typeKinds, ...constraintKinds, ...tableKinds]

/** Ways back that write every row anew under a lock that keeps everybody out: to be planned otherwise. */
const known: Readonly<Record<string, readonly string[]>> = {
  'a required unique text goes': [
    '0004-n-4 down rewrite: It writes every row of notes anew, and plan.json declares that it does not.',
  ],
  'a decimal gets more digits before the point': [
    '0002-n-2 down rewrite: It writes every row of notes anew, and plan.json declares that it does not.',
  ],
}

let folder: string
let databases: ScratchDatabases
let stop: () => Promise<void>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-verified-'))
  const server = await scratchServer(process.env.TEST_DATABASE_URL, process.cwd())
  databases = new ScratchDatabases(server.connectionString, 'lintel_test')
  stop = server.stop
})
afterAll(async () => {
  await databases?.close()
  await stop?.()
  await rm(folder, { recursive: true, force: true })
})

describe.each(kinds)('$name', (kind) => {
  test('takes the locks that it declares, and loses nothing', { timeout: 120_000 }, async () => {
    const directory = await mkdtemp(join(folder, 'kind-'))
    for (const plan of plansOf(kind)) {
      const path = await writeMigration(directory, migrationFiles(plan, `n ${plan.number}`))
      if (plan.number === 2 && kind.rows !== undefined) await writeFile(join(path, 'rows.sql'), kind.rows)
    }
    const migrations = await readMigrations(directory)
    const verified = await verifyMigrations({
      databases,
      migrations,
      from: 2,
      to: migrations.length,
      rowsPerTable: 40,
      seed: 7,
    })
    const found = verified.flatMap(({ folder, findings }) =>
      findings.map(({ code, direction, message }) => `${folder} ${direction} ${code}: ${message}`),
    )
    expect(found).toEqual(known[kind.name] ?? [])
    // Where triggers keep columns in step, some generated rows are refused; none left would try nothing.
    for (const { rows } of verified) for (const count of Object.values(rows)) expect(count).toBeGreaterThan(0)
    expect(verified.length).toBe(migrations.length - 1)
  })
})
