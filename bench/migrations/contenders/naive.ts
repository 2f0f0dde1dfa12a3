/** SQL as it is mostly written by hand, run without a limit on anything. */

import { runStatement } from '../../harness/connection.ts'
import type { Contender } from './contender.ts'

export const naive: Contender = {
  name: 'naive',
  prepare: async ({ naive }) => ({ migrate: (databaseUrl) => runStatement(databaseUrl, naive) }),
}
