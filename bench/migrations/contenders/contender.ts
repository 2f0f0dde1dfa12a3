/** Who changes the database: each prepares its migration before the load begins, and runs it under the load. */

import type { Change } from '../changes/change.ts'
import type { ReleaseFolder } from '../release/release.ts'

export const contenderNames = ['lintel', 'naive', 'drizzle'] as const
export type ContenderName = (typeof contenderNames)[number]

/** @throws Error with the reason when it fails; what it did until then stays measured */
export type Migrate = (databaseUrl: string) => Promise<void>

/** The release that comes after the migration. */
export interface NextRelease {
  readonly directory: string
  /** Removes what only the first release needed; undefined when nothing is left of it. */
  readonly planContract: () => Promise<Migrate | undefined>
}

export interface PreparedMigration {
  readonly migrate: Migrate
  /** For contenders that have one. */
  readonly next?: NextRelease
}

export interface Contender {
  readonly name: ContenderName
  /** @throws Error with the reason when it refuses the change */
  readonly prepare: (change: Change, releases: ReleaseFolder) => Promise<PreparedMigration>
}
