/** All changes, in the order of the table. */

import { addForeignKey } from './add-foreign-key.ts'
import { addIndex } from './add-index.ts'
import { addRequiredColumn } from './add-required-column.ts'
import type { Change } from './change.ts'
import { dropColumn } from './drop-column.ts'
import { makeUnique } from './make-unique.ts'
import { renameColumn } from './rename-column.ts'
import { splitTable } from './split-table.ts'
import { widenInteger } from './widen-integer.ts'

export const changes: readonly Change[] = [
  addRequiredColumn,
  addIndex,
  addForeignKey,
  makeUnique,
  widenInteger,
  renameColumn,
  splitTable,
  dropColumn,
]
