/** Lintel: the specification is changed, `lintel plan` writes the migrations, `lintel migrate up` applies them. */

import { hasRetired, writeNextRelease } from '../release/release.ts'
import { runLintel } from '../release/run-lintel.ts'
import type { Contender, Migrate } from './contender.ts'

// What is dropped is put aside by one contract and removed by another; more is a contract that does not end.
const maxContracts = 3

export const lintel: Contender = {
  name: 'lintel',
  prepare: async ({ name, edits, losesData }, releases) => {
    const directory = await writeNextRelease(releases, name, edits)
    const permission = losesData ? ['--allow-data-loss'] : []
    await runLintel(['plan', directory, '--name', name, ...permission])
    const planContract = async () =>
      (await hasRetired(directory)) ? contract(directory, permission) : undefined
    return { migrate: migrateUp(directory), next: { directory, planContract } }
  },
}

function migrateUp(directory: string): Migrate {
  return async (databaseUrl) => {
    await runLintel(['migrate', 'up', directory], databaseUrl)
  }
}

/** Until nothing is retired any more. */
function contract(directory: string, permission: readonly string[]): Migrate {
  return async (databaseUrl) => {
    for (let count = 1; await hasRetired(directory); count++) {
      if (count > maxContracts) throw new Error(`After ${maxContracts} contracts something is retired still.`)
      // The first puts aside what has values of its own; the second drops that, which has to be said.
      const drops = count > 1 ? ['--allow-data-loss'] : permission
      await runLintel(['plan', directory, '--contract', '--name', `contract ${count}`, ...drops])
      await migrateUp(directory)(databaseUrl)
    }
  }
}
