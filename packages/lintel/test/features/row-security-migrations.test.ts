/** Row-level security comes, changes and goes by migrations, and every way leads back. */
import { anyone, application, entity, identity, owner, policy, related, t, where } from 'lintel'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { revertUnplanned } from '../../src/database/migration/unplanned.ts'
import { rowSecurityGaps } from '../../src/database/row-security.ts'
import { diffSchemas } from '../../src/plan/migration/diff-schemas.ts'
import { planContract } from '../../src/plan/migration/live/plan-contract.ts'
import { type MigrationPlan, planMigration } from '../../src/plan/migration/live/plan-migration.ts'
import { servedSchema } from '../../src/plan/migration/live/served-schema.ts'
import { type DatabaseSchema, emptySchema } from '../../src/plan/tables/database-schema.ts'
import { tablesOf } from '../../src/plan/tables/tables-of.ts'
import { prepareSchema } from '../../src/service/prepare-schema.ts'
import { Application } from '../../src/spec/application.ts'
import { createMigratedDatabase, type MigratedDatabase } from '../migrations/migrated-database.ts'

const rowSecurity = { role: 'lintel_row_security_migrated' }

const User = entity('user', { name: t.string() })
const Member = entity('member', { team: t.ref(() => Team), user: t.ref(() => User) })
const Team = entity('team', { isOpen: t.boolean(), members: t.many(() => Member, 'team') })
const fields = { team: t.ref(() => Team), text: t.string(), state: t.enum('draft', 'shown') }
const Note = entity('note', fields)
const people = { User, Team, Member, accounts: identity(User), users: policy(User, { read: owner('id') }) }

const start = application('migrated', {
  parts: [{ ...people, Note, notes: policy(Note, { read: owner('team.members.user') }) }],
})
const secured = application('migrated', {
  rowSecurity,
  parts: [
    {
      ...people,
      Note,
      notes: policy(Note, {
        read: [
          owner('team.members.user'),
          related('team', where('isOpen', 'eq', true)),
          where('state', 'eq', 'shown'),
        ],
      }),
    },
  ],
})
const { state: _, ...fewer } = fields
const Shorter = entity('note', { ...fewer, size: t.integer().optional() })
const Tag = entity('tag', { word: t.string(), notes: t.manyToMany(() => Shorter) })
const changed = application('migrated', {
  rowSecurity,
  parts: [
    {
      ...people,
      Shorter,
      Tag,
      notes: policy(Shorter, { read: owner('team.members.user'), create: anyone }),
      tags: policy(Tag, { read: anyone, update: anyone }),
    },
  ],
})

let database: MigratedDatabase
let plans: MigrationPlan[]

beforeEach(async () => {
  database = await createMigratedDatabase()
  plans = []
})
afterEach(() => database.drop())

const latest = (): DatabaseSchema => plans.at(-1)?.to ?? emptySchema

async function plan(next: MigrationPlan): Promise<void> {
  expect(next.problems).toEqual([])
  plans.push(next)
  await database.write(next)
  await database.migrate('up', next.number)
}

function expand({ model }: typeof start): Promise<void> {
  const to = tablesOf(model)
  const options = { allowDataLoss: true }
  return plan(planMigration({ from: latest(), to, number: plans.length + 1, options })).then(() => {
    expect(diffSchemas(servedSchema(latest()), to)).toEqual([])
  })
}

function contract(): Promise<void> {
  return plan(planContract({ from: latest(), number: plans.length + 1, options: { allowDataLoss: true } }))
}

async function gaps({ model }: typeof start): Promise<readonly string[]> {
  const security = tablesOf(model).rowSecurity
  if (!security) throw new Error('There is no row-level security.')
  return (await rowSecurityGaps({ client: database.client, security })).map(({ message }) => message)
}

async function views(): Promise<number> {
  const { rows } = await database.client.query(`SELECT 1 FROM pg_views WHERE schemaname = 'lintel_access'`)
  return rows.length
}

test('it comes, and goes again on the way down', async () => {
  await expand(start)
  const before = await database.dump()
  await expand(secured)
  expect(await gaps(secured)).toEqual([])
  expect(latest().rowSecurity?.views.length).toBeGreaterThan(1)
  await database.migrate('down', 1)
  expect(await database.dump()).toBe(before)
  expect(await gaps(secured)).toHaveLength(1)
  await database.migrate('up', 2)
  expect(await gaps(secured)).toEqual([])
})

test('it changes under a release that serves: what that reads stays until the contract', async () => {
  await expand(secured)
  const own = await views()
  await expand(changed)
  expect(await gaps(changed)).toEqual([])
  expect(latest().rowSecurity?.former?.views).toHaveLength(1)
  expect(await views()).toBeGreaterThan(own)
  // Statements of the release before.
  for (const { name } of plans[0]?.to.rowSecurity?.views ?? [])
    await database.client.query(`SELECT FROM lintel_access.${name}`)
  await contract()
  expect(latest().rowSecurity?.former).toBeUndefined()
  expect(await gaps(changed)).toEqual([])
  expect(await views()).toBe(latest().rowSecurity?.views.length)
  // What was put aside goes, although policies read it once.
  await contract()
  expect(await gaps(changed)).toEqual([])
  await database.migrate('down', 2)
  expect(await gaps(changed)).toEqual([])
  await database.migrate('down', 1)
  expect(await gaps(secured)).toEqual([])
  await database.migrate('up', 4)
  expect(await gaps(changed)).toEqual([])
})

test('it goes when the application does without', async () => {
  await expand(start)
  const before = await database.dump()
  await expand(secured)
  await expand(start)
  expect(await gaps(secured)).toHaveLength(1)
  await contract()
  expect(latest().rowSecurity).toBeUndefined()
  expect(await database.dump()).toBe(before)
  await database.migrate('down', 2)
  expect(await gaps(secured)).toEqual([])
  await database.migrate('up', 4)
})

test('policies follow a table to its new name', async () => {
  await expand(secured)
  const Letter = entity(
    'letter',
    { ...fewer, phase: fields.state.renamedFrom('state') },
    { renamedFrom: 'note' },
  )
  const letters = application('migrated', {
    rowSecurity,
    parts: [{ ...people, Letter, letters: policy(Letter, { read: owner('team.members.user') }) }],
  })
  await expand(letters)
  expect(await gaps(letters)).toEqual([])
  await database.migrate('down', 1)
  expect(await gaps(secured)).toEqual([])
  await database.migrate('up', 2)
  // Builds of before find the table under its old name, and are bound there, too.
  await database.client.query(`SET ROLE ${rowSecurity.role}`)
  expect((await database.client.query('SELECT id FROM notes')).rows).toEqual([])
  await database.client.query('RESET ROLE')
  await contract()
  expect(await gaps(letters)).toEqual([])
})

test('another role takes the place of one', async () => {
  await expand(secured)
  const { declarations } = secured
  const role = 'lintel_row_security_other'
  const other = new Application({
    ...declarations,
    options: { ...declarations.options, rowSecurity: { role } },
  })
  await expand(other)
  expect(await gaps(other)).toEqual([])
  await database.client.query(`SET ROLE ${role}`)
  for (const table of ['users', 'teams', 'members', 'notes'])
    expect((await database.client.query(`SELECT id FROM ${table}`)).rows).toEqual([])
  await database.client.query('RESET ROLE')
  await database.migrate('down', 1)
  expect(await gaps(secured)).toEqual([])
})

test('it follows the model in development, and goes back', async () => {
  const { client } = database
  const follow = ({ model }: typeof start) =>
    prepareSchema({ client, schema: tablesOf(model), migrations: [], policy: 'follow' })
  await follow(start)
  const before = await database.dump()
  await follow(secured)
  expect(await gaps(secured)).toEqual([])
  expect((await follow(secured)).unplanned).toBe(0)
  await follow(changed)
  expect(await gaps(changed)).toEqual([])
  await follow(start)
  expect(await gaps(changed)).toHaveLength(1)
  expect(await revertUnplanned({ client })).toBe(4)
  await follow(start)
  expect(await database.dump()).toBe(before)
})
