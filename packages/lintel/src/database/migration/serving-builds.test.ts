import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrateUp } from './migrate.ts'
import { refusal, scriptMigration } from './script-migration.test-support.ts'
import { buildName } from './serving-builds.ts'
import { createThrowawayDatabase, type ThrowawayDatabase } from './throwaway-database.test-support.ts'

describe('the name of a build', () => {
  it('says which migration it was made for', () => {
    expect(buildName('shop', 7)).toBe('shop (schema 7)')
  })

  it('keeps the number where PostgreSQL would cut a long name', () => {
    expect(buildName('x'.repeat(80), 12)).toBe(`${'x'.repeat(51)} (schema 12)`)
    expect(buildName('größe'.repeat(20), 12)).toBe(`${'gr??e'.repeat(10)}g (schema 12)`)
  })
})

describe('a migration that takes away what older builds use', () => {
  let database: ThrowawayDatabase
  const start = scriptMigration(1, 'start', 'CREATE TABLE notes (a text);')
  const more = scriptMigration(2, 'more', '-- lintel: compatible\nALTER TABLE notes ADD COLUMN b text;')
  const contract = scriptMigration(
    3,
    'contract',
    '-- lintel: compatible from 2\n-- lintel: contract\n\n-- lintel: step\nALTER TABLE notes DROP COLUMN a;',
    '-- lintel: step\nALTER TABLE notes ADD COLUMN a text;',
  )
  const migrations = [start, more, contract]

  beforeAll(async () => {
    database = await createThrowawayDatabase()
  })

  afterAll(() => database?.drop())

  it('waits until they are gone, and names them; newer ones and others may stay', async () => {
    const { client } = database
    const older = [await database.connect(buildName('shop', 1)), await database.connect(buildName('shop', 1))]
    await database.connect(buildName('shop', 2))
    await database.connect('a tool (schema 1) of somebody')
    const error = await refusal(migrateUp({ client, migrations }))
    expect(error).toMatchObject({
      code: 'release_still_serving',
      message:
        '0003-contract takes away what builds before migration 2 use, and "shop (schema 1)" with 2 sessions still serves.',
    })
    expect((await client.query('SELECT a, b FROM notes')).rows).toEqual([])
    for (const session of older) await session.end()
    expect((await migrateUp({ client, migrations })).map(({ number }) => number)).toEqual([3])
  })

  it('does not wait where somebody says that they are not what they seem', async () => {
    const { client } = database
    await database.clear()
    await database.connect(buildName('shop', 1))
    await migrateUp({ client, migrations, ignoreServing: true })
    await expect(client.query('SELECT a FROM notes')).rejects.toThrow('does not exist')
  })
})
