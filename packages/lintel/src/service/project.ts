/** Where the parts of an application's project lie. */
import { join } from 'node:path'

export interface Project {
  /** The folder of its `package.json`. */
  readonly directory: string
}

export const migrationsDirectory = ({ directory }: Project) => join(directory, 'migrations')
/** What Lintel keeps for development: never committed, safe to delete. */
export const stateDirectory = ({ directory }: Project) => join(directory, '.lintel')
