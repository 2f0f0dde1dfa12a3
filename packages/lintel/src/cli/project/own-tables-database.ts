/** The database of a project, for commands that look into tables of the framework's own. */
import type { ClientBase } from 'pg'
import { missingTables, type OwnTables } from '../../database/own-tables/own-tables.ts'
import { Failure } from '../failure.ts'
import { loadEnvironment } from './environment.ts'
import { openDirectory } from './open-project.ts'
import { withProjectDatabase } from './project-database.ts'

export interface Looked {
  readonly tables: readonly OwnTables[]
  /** Code of the failure where they are missing. */
  readonly code: string
  /** What they are for: `jobs`. */
  readonly keeps: string
}

/** @throws Failure where the tables are missing */
export async function withOwnTables<T>(
  directory: string,
  looked: Looked,
  work: (client: ClientBase) => Promise<T>,
): Promise<T> {
  const project = await openDirectory(directory)
  await loadEnvironment(project)
  return withProjectDatabase(project, async (client) => {
    await requireTables(client, looked)
    return work(client)
  })
}

export async function requireTables(client: ClientBase, { tables, code, keeps }: Looked): Promise<void> {
  if ((await missingTables(client, tables)).length === 0) return
  throw new Failure(code, `This database has no tables for ${keeps}.`, {
    hint: 'Run "lintel migrate up": it makes them.',
  })
}
