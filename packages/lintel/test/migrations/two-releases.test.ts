/**
 * The release before and the new one serve on one database while it goes from the schema of one to that of the other,
 * and back; both are asked over HTTP, and neither fails.
 */
import { columnChanges } from './two-releases/changes/columns.ts'
import { conditionChanges } from './two-releases/changes/conditions.ts'
import { splitChange } from './two-releases/changes/split.ts'
import { tableChanges } from './two-releases/changes/tables.ts'
import { typeChanges } from './two-releases/changes/types.ts'
import { tryReleases } from './two-releases/try-releases.ts'

tryReleases([...columnChanges, ...typeChanges, splitChange, ...tableChanges, ...conditionChanges])
