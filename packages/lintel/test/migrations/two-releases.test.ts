import { columnChanges } from './two-releases/changes/columns.ts'
import { conditionChanges } from './two-releases/changes/conditions.ts'
import { tableChanges } from './two-releases/changes/tables.ts'
import { typeChanges } from './two-releases/changes/types.ts'
import { tryReleases } from './two-releases/try-releases.ts'

tryReleases([...columnChanges, ...typeChanges, ...tableChanges, ...conditionChanges])
