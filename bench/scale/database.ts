/** The database of one run: created with the tables of the generated application, dropped at the end. */

import type { ApplicationModel } from 'lintel'
import { runStatement } from '../path/database.ts'
import { inside } from './places.ts'

export interface ScaleDatabase {
  readonly url: string
  readonly create: (model: ApplicationModel) => Promise<void>
  /** Drops it, also when `create` was never called. */
  readonly drop: () => Promise<void>
}

/** @param adminUrl   a database of the server, by a role that may create databases */
export function planDatabase(adminUrl: string): ScaleDatabase {
  const name = `lintel_scale_${process.pid}_${Date.now()}`
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  let creation: Promise<void> | undefined
  return {
    url: url.href,
    create: async (model) => {
      creation = runStatement(adminUrl, `create database ${name}`)
      await creation
      const { withClient } = await inside('./database/client.js')
      const { createSchema } = await inside('./database/migration/create-schema.js')
      const { tablesOf } = await inside('./plan/tables/tables-of.js')
      await withClient(url.href, (client: unknown) => createSchema({ client, schema: tablesOf(model) }))
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
