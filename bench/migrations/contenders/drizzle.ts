/** drizzle-kit writes the migrations, and Drizzle's migrator runs them: all of them in one transaction. */

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { drizzle as connect } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import { withClient } from '../../harness/connection.ts'
import { generateMigrations } from '../drizzle/generate.ts'
import type { Contender } from './contender.ts'

export const drizzle: Contender = {
  name: 'drizzle',
  prepare: async ({ name }, releases) => {
    const migrationsFolder = join(releases.path, `drizzle-${name}`)
    await writeMigrations(migrationsFolder, await generateMigrations(name))
    return {
      migrate: (databaseUrl) =>
        withClient(databaseUrl, (client) => migrate(connect(client), { migrationsFolder })),
    }
  },
}

/** As `drizzle-kit generate` lays them out: the migrator reads the journal and the files that it names. */
async function writeMigrations(folder: string, migrations: readonly (readonly string[])[]): Promise<void> {
  await mkdir(join(folder, 'meta'), { recursive: true })
  const entries = migrations.map((_, idx) => ({
    idx,
    version: '7',
    when: Date.now() + idx,
    tag: `${String(idx).padStart(4, '0')}_change`,
    breakpoints: true,
  }))
  for (const { idx, tag } of entries) {
    await writeFile(join(folder, `${tag}.sql`), migrations[idx]!.join('\n--> statement-breakpoint\n'))
  }
  const journal = { version: '7', dialect: 'postgresql', entries }
  await writeFile(join(folder, 'meta', '_journal.json'), JSON.stringify(journal))
}
