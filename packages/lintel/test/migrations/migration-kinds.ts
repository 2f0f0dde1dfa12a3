/** Every kind of change that is tried. */
import type { Kind } from './kind.ts'
import { columnKinds } from './kinds/columns.ts'
import { constraintKinds } from './kinds/constraints.ts'
import { renameKinds } from './kinds/renames.ts'
import { tableKinds } from './kinds/tables.ts'
import { typeKinds } from './kinds/types.ts'

export const kinds: readonly Kind[] = [
  ...columnKinds,
  ...renameKinds,
  ...typeKinds,
  ...constraintKinds,
  ...tableKinds,
]
