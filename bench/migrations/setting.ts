/** What all runs of a benchmark have in common. */

import type { Cleanup } from '../harness/cleanup.ts'
import type { ReleaseFolder } from './release/release.ts'

export interface Setting {
  /** Name of the database that each run begins with a copy of. */
  readonly firstDatabase: string
  /** Folder of the release that serves. */
  readonly firstRelease: string
  readonly releases: ReleaseFolder
  readonly baselineMs: number
  /** Signs the tokens of the customers. */
  readonly secret: string
  readonly cleanup: Cleanup
}
