/** A database that lives as long as one run: created, filled, and dropped however the run ends. */

import { runStatement, withClient } from './connection.ts'

export interface TemporaryDatabase {
  readonly name: string
  readonly url: string
  /** Creates and fills it. */
  readonly create: () => Promise<void>
  /** Drops it, also when `create` was never called or is still at work. */
  readonly drop: () => Promise<void>
}

export interface TemporaryDatabaseOptions {
  /** A database of the server, by a role that may create databases. */
  readonly adminUrl: string
  /** Begins its name, so that a leftover tells where it comes from. */
  readonly prefix: string
  /** Name of the database that it begins as a copy of; nobody may be connected to that one. */
  readonly copyOf?: string
  readonly fill?: (url: string) => Promise<void>
}

let count = 0

/** Nothing happens before `create`. */
export function planDatabase({
  adminUrl,
  prefix,
  copyOf,
  fill,
}: TemporaryDatabaseOptions): TemporaryDatabase {
  const name = `${prefix}_${process.pid}_${Date.now()}_${++count}`
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  let creation: Promise<void> | undefined
  return {
    name,
    url: url.href,
    create: async () => {
      creation = createDatabase(adminUrl, name, copyOf)
      await creation
      await fill?.(url.href)
    },
    drop: async () => {
      // One still at work is waited for; one that failed left nothing to drop, and `create` reports it.
      const exists = await creation?.then(
        () => true,
        () => false,
      )
      if (exists) await runStatement(adminUrl, `drop database if exists ${name} with (force)`)
    },
  }
}

async function createDatabase(adminUrl: string, name: string, copyOf: string | undefined): Promise<void> {
  if (copyOf === undefined) return runStatement(adminUrl, `create database ${name}`)
  await withClient(adminUrl, async (client) => {
    const { rows } = await client.query<{ server_version_num: string }>('show server_version_num')
    // From PostgreSQL 15 on, a copy writes every page to the log too unless told to copy the files.
    const strategy = Number(rows[0]!.server_version_num) >= 150_000 ? ' strategy file_copy' : ''
    await client.query(`create database ${name} template ${copyOf}${strategy}`)
  })
}
