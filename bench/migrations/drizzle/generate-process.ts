/** Lets drizzle-kit write the migrations of one change, in a process of its own because it talks to a terminal. */

import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api'
import { changes } from '../changes/all.ts'
import type { Change } from '../changes/change.ts'
import { firstSchema } from './tables.ts'

const change = changes.find(({ name }) => name === process.argv[2])
if (!change) throw new Error(`There is no change "${process.argv[2]}".`)

// Whether a column was renamed it asks, and only in a terminal. The keys come from the parent.
Object.assign(process.stdin, { isTTY: true, setRawMode: () => process.stdin })
Object.assign(process.stdout, { isTTY: true })

process.send?.(await generate(change))
process.exit()

/** One list of statements for each step. */
async function generate({ drizzle }: Change): Promise<readonly (readonly string[])[]> {
  const migrations: (readonly string[])[] = []
  let before = generateDrizzleJson(firstSchema)
  for (const step of drizzle) {
    if ('sql' in step) {
      migrations.push(step.sql)
      continue
    }
    const after = generateDrizzleJson(step.schema, before.id)
    migrations.push(await generateMigration(before, after))
    before = after
  }
  return migrations
}
