import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DatabaseSchema } from '../../plan/tables/database-schema.ts'
import { emptySchema } from '../../plan/tables/database-schema.ts'
import { tablesOf } from '../../plan/tables/tables-of.ts'
import { entity } from '../../spec/entity.ts'
import { t } from '../../spec/fields.ts'
import { createSchema } from './create-schema.ts'
import { introspectSchema } from './introspection/introspect-schema.ts'
import { migrateUp } from './migrate.ts'
import { schemaDrift } from './schema-drift.ts'
import {
  createThrowawayDatabase,
  modelOf,
  type ThrowawayDatabase,
} from './throwaway-database.test-support.ts'
import { applyUnplanned, revertUnplanned, unplannedSnapshot } from './unplanned.ts'

let database: ThrowawayDatabase

beforeAll(async () => {
  database = await createThrowawayDatabase()
})

afterAll(() => database?.drop())

beforeEach(() => database.clear())

const User = entity('user', { name: t.string() })
const schemaOf = (fields: Parameters<typeof entity>[1]): DatabaseSchema =>
  tablesOf(modelOf({ User, Note: entity('note', fields) }))

const before = schemaOf({ body: t.text(), slug: t.slug().unique(), size: t.integer({ min: 3 }) })
const after = schemaOf({
  body: t.text(),
  title: t.string(),
  code: t.string().unique(),
  size: t.text(),
  state: t.enum('new', 'old'),
})

describe('an unplanned difference', () => {
  it('is applied to rows that are there, and taken back', async () => {
    const { client } = database
    await createSchema({ client, schema: before })
    await client.query(
      `INSERT INTO notes (id, body, slug, size) SELECT gen_random_uuid(), 'text ' || n, 's' || n, 5 FROM generate_series(1, 3) n`,
    )
    const plan = await applyUnplanned({ client, from: before, to: after })
    expect(plan.problems).toEqual([])
    expect(schemaDrift(after, await introspectSchema(client))).toEqual([])
    const { rows } = await client.query('SELECT title, size, state, code FROM notes')
    expect(rows).toMatchObject(Array(3).fill({ title: '-', size: '5', state: 'new' }))
    expect(new Set(rows.map(({ code }) => code)).size).toBe(3)
    expect(await unplannedSnapshot(client)).toEqual(after)

    expect(await revertUnplanned({ client })).toBe(1)
    expect(schemaDrift(before, await introspectSchema(client))).toEqual([])
    expect(await unplannedSnapshot(client)).toBeUndefined()
    const kept = await client.query('SELECT body, size FROM notes ORDER BY body')
    expect(kept.rows[0]).toEqual({ body: 'text 1', size: 5 })
    expect(await revertUnplanned({ client })).toBe(0)
  })

  it('piles up on another, and both go at once', async () => {
    const { client } = database
    await applyUnplanned({ client, from: emptySchema, to: before })
    await applyUnplanned({ client, from: (await unplannedSnapshot(client)) ?? emptySchema, to: after })
    expect((await applyUnplanned({ client, from: after, to: after })).changes).toEqual([])
    expect(schemaDrift(after, await introspectSchema(client))).toEqual([])
    expect(await revertUnplanned({ client })).toBe(2)
    expect(Object.keys((await introspectSchema(client)).tables)).toEqual([])
  })

  it('keeps migrations from running over it', async () => {
    const { client } = database
    await applyUnplanned({ client, from: emptySchema, to: before })
    await expect(migrateUp({ client, migrations: [] })).rejects.toMatchObject({ code: 'unplanned_changes' })
    await revertUnplanned({ client })
    await migrateUp({ client, migrations: [] })
  })

  it('is refused where rows would need a reference, and nothing of it stays', async () => {
    const { client } = database
    const to = schemaOf({ body: t.text(), author: t.ref(() => User) })
    const from = schemaOf({ body: t.text() })
    await createSchema({ client, schema: from })
    await client.query(`INSERT INTO notes (id, body) VALUES (gen_random_uuid(), 'x')`)
    await expect(applyUnplanned({ client, from, to })).rejects.toMatchObject({
      code: 'plan_refused',
      message: 'The new column notes.author_id is required and has no default.',
    })
    expect(schemaDrift(from, await introspectSchema(client))).toEqual([])
    await client.query('DELETE FROM notes')
    await applyUnplanned({ client, from, to })
    expect(schemaDrift(to, await introspectSchema(client))).toEqual([])
  })

  it('is whole or not there at all', async () => {
    const { client } = database
    const from = schemaOf({ body: t.text() })
    const to = schemaOf({ body: t.text().unique(), title: t.text().optional() })
    await createSchema({ client, schema: from })
    await client.query(
      `INSERT INTO notes (id, body) VALUES (gen_random_uuid(), 'x'), (gen_random_uuid(), 'x')`,
    )
    await expect(applyUnplanned({ client, from, to })).rejects.toMatchObject({ code: 'migration_failed' })
    expect(schemaDrift(from, await introspectSchema(client))).toEqual([])
    expect(await unplannedSnapshot(client)).toBeUndefined()
  })
})
